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


def _(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated when somebody reads it."""
    return text


# What is wrong, and what that means for what was sent.
OUTAGES: Final[dict[str, str]] = {
    "disk-full": _("The disk is full. Once there is room again, everything goes on by itself."),
    "disk-read-only": _("The disk cannot be written to."),
    "database-unreachable": _("The database is out of reach."),
    "database-busy": _("The database is busy."),
    "database-damaged": _("The database is damaged. Put a backup in its place."),
    "nothing-kept": _("Nothing was changed. Try again in a little while."),
    "perhaps-kept": _("It may have been kept all the same: look before you send it again."),
    "kept-though": _("What you sent was kept; only its result cannot be shown. Do not send it again."),
    "broken-afterwards": _("Something broke after it was kept. Look at what came of it before you send it again."),
}


class Outage(Exception):
    """The storage cannot be used for now, and nothing was kept; ``code`` has its sentence in ``register.sentences``.

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
