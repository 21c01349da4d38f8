"""Standard texts as data: one TOML file per document, language and pack, so that a language is a folder."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from register.domain.errors import Problem, Unknown

ROOT = Path(__file__).parent


@cache
def load(document: str, language: str, pack: str) -> MappingProxyType[str, Any]:
    """Return the texts of ``document``, a folder below ``reports``; a region falls back to its language, never further.

    Raises :class:`~register.domain.errors.Unknown` when nobody wrote them.
    """
    folder = ROOT / document / "texts"
    for tag in (language, language.partition("-")[0]):
        for file in folder.glob("*/*.toml"):
            if (file.parent.name, file.stem) == (tag, pack):
                return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))
    raise Unknown(Problem("report.no-texts", document, params={"language": language, "pack": pack}))
