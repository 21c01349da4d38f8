"""What the sealer remembers beside its key, outside the database: how far it signed last, and the tree's edge there.

The edge gives the root, and is all that is needed to check that the tree of today continues the one that was signed.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from register.domain.trail.tree import Frontier, Head
from register.domain.values import Digest

FILE: Final = "sealing.memory"
OWNER_ONLY: Final = 0o600


class BadMemory(ValueError):
    """The file does not hold what a sealer remembers."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The tree as it was signed last: whose, how many leaves, and its right edge (see ``Frontier``)."""

    origin: str
    size: int
    edge: tuple[Digest, ...]

    def frontier(self) -> Frontier:
        """Return the edge, to be grown."""
        return Frontier.restore(self.size, self.edge)

    @property
    def head(self) -> Head:
        """Size and root, as the checkpoint states them."""
        return self.frontier().head()


class Memory:
    """The file beside the sealing key at ``key_file``; it outlives a process that is killed at any moment."""

    def __init__(self, key_file: Path) -> None:
        self.path = key_file.with_name(FILE)
        self._unfinished = key_file.with_name(f"{FILE}.part")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let one sealer at a time, of all threads and processes here, read, sign and remember."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            try:
                yield
            finally:
                self._unfinished.unlink(missing_ok=True)
        finally:
            os.close(folder)

    def recall(self) -> Remembered | None:
        """Return what was signed last, ``None`` when nothing is remembered; raises ``BadMemory``."""
        try:
            found = json.loads(self.path.read_text("utf-8"))
            edge = tuple(Digest(digest) for digest in found["edge"])
            remembered = Remembered(str(found["origin"]), int(found["size"]), edge)
            remembered.frontier()
        except FileNotFoundError:
            return None
        except (KeyError, TypeError, ValueError) as error:
            raise BadMemory(f"{self.path} is damaged: {error}") from None
        return remembered

    def write(self, remembered: Remembered) -> None:
        """Write to the disk, but not in place yet: what cannot be remembered must not be signed."""
        text = json.dumps(
            {
                "origin": remembered.origin,
                "size": remembered.size,
                "root": remembered.head.root.hex(),
                "edge": list(remembered.edge),
            },
            indent=1,
        )
        handle = os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(handle)

    def confirm(self) -> None:
        """Put in place what was written, once it was signed and committed."""
        self._unfinished.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
