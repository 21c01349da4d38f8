"""Files that are there whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600
FOR_OTHERS: Final = 0o077


def write_whole(path: Path, content: bytes) -> None:
    """Write ``path``, or replace it; raises ``OSError`` and then leaves everything as it was."""
    part = path.with_name(f"{path.name}.part")
    try:
        _write(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), content)
        part.replace(path)
    except BaseException:
        _take_away(part)
        raise


def write_secret(path: Path, content: bytes) -> None:
    """Write a new file for its owner only.

    Raises ``FileExistsError`` rather than replace one, and other ``OSError``s, which leave no file.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        _write(handle, content)
    except BaseException:
        _take_away(path)
        raise


def close_to_others(path: Path) -> None:
    """Let nobody but its owner use the file, if it is there and ours to close."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & FOR_OTHERS:
            path.chmod(OWNER_ONLY)


def _write(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def _take_away(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
