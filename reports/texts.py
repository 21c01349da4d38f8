"""Standard texts as data: one TOML file per document, language and pack, so that a language is a folder."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from register.domain.errors import Problem, Unknown

ROOT = Path(__file__).parent
COMMON = "common"


@cache
def load(document: str, language: str, pack: str) -> MappingProxyType[str, Any]:
    """Return the texts of ``document``, a folder below ``reports``; a region falls back to its language, never further.

    A pack without texts of its own gets those that name no regime. Raises :class:`~register.domain.errors.Unknown` when
    nobody wrote any in this language.
    """
    folder = ROOT / document / "texts"
    written = {(file.parent.name, file.stem): file for file in folder.glob("*/*.toml")}
    for name in (pack, COMMON):
        for tag in (language, language.partition("-")[0]):
            if (file := written.get((tag, name))) is not None:
                return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))
    raise Unknown(Problem("report.no-texts", document, params={"language": language, "pack": pack}))
