"""The files pages are drawn with: addresses that change with the content, and icons as values."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flask import url_for
from markupsafe import Markup

STATIC: Final = Path(__file__).parent / "static"


@cache
def version(name: str) -> str:
    """Return a short digest of a static file's bytes."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a static file; it changes with the bytes, so browsers may keep the file for ever."""
    return url_for("shell.static", filename=name, v=version(name))


@dataclass(frozen=True, slots=True)
class Icon:
    """A symbol of the icon sheet, drawn where a page shows it. It is decoration: words beside it say the same."""

    name: str

    def __html__(self) -> Markup:
        """Return the drawing."""
        sheet = asset("vendor/icons.svg")
        return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(sheet, self.name)


def icon(name: str) -> Icon:
    """Name an icon; the build cuts the sheet down to the names it finds in such calls."""
    return Icon(name)
