"""Times when the register cannot use its storage: each kind has a code, and is said alike at every edge."""

import errno
import os
from pathlib import Path
from typing import Final

DISK_FULL: Final = "disk-full"
READ_ONLY: Final = "disk-read-only"
UNREACHABLE: Final = "database-unreachable"
BUSY: Final = "database-busy"
DAMAGED: Final = "database-damaged"
RETRY_AFTER: Final = {BUSY: 5}
RETRY_AFTER_OTHERWISE: Final = 30
LEAST_FREE: Final = 1024 * 1024
OF_SYSTEM: Final = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EROFS: READ_ONLY,
}


class Outage(Exception):
    """The storage cannot be used for now, and nothing was kept; ``code`` has its sentence in ``register.wording``.

    ``detail`` is one line of the database's or the system's own, for operators; it quotes no values.
    """

    kept = "nothing-kept"

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep code and detail."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail

    @property
    def retry_after(self) -> int:
        """In how many seconds it is worth trying again."""
        return RETRY_AFTER.get(self.code, RETRY_AFTER_OTHERWISE)


class Uncertain(Outage):
    """The connection was lost while the database committed: whether it did is known once it can be asked again."""

    kept = "perhaps-kept"


def of_system(error: BaseException) -> Outage | None:
    """Return the outage that a refused call of the operating system tells of; None for every other error."""
    code = OF_SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else None
    return None if code is None else Outage(code, os.strerror(error.errno))  # type: ignore[attr-defined]  # only an OSError has a code


def of_folder(folder: Path) -> str | None:
    """Return what keeps anybody from writing into ``folder``: that it is read-only, or its disk full; else None."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return UNREACHABLE
    if disk.f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK):
        return READ_ONLY
    return DISK_FULL if disk.f_bavail * disk.f_frsize < LEAST_FREE else None
