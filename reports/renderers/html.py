"""Values into HTML: sandboxed, escaping by default, failing on a name that is not there."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

TEMPLATES = Path(__file__).parents[1]
# Controls, lone surrogates and direction marks: nothing of it belongs on paper, and some of it can turn words around.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


class Speech(Protocol):
    """The language a document speaks; ``gettext.NullTranslations`` and Babel's catalogues fit."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, n: int, /) -> str: ...


def render(template: str, values: Mapping[str, object], speech: Speech) -> str:
    """Return ``template`` (a path below ``reports``) filled with ``values``.

    Raises ``jinja2.UndefinedError`` for a missing value and ``jinja2.sandbox.SecurityError`` for reaching into Python.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]  # added by i18n
    environment.filters.update(shown=shown, isolated=isolated)
    install(speech.gettext, speech.ngettext, newstyle=True)
    return environment.get_template(template).render(values)


def shown(text: str) -> str:
    """Return ``text`` with everything that cannot or must not be printed as the replacement character."""
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def isolated(text: str) -> str:
    """Return people's words, line by line, so that their direction cannot disturb what stands around them."""
    lines = shown(text).split("\n")
    return "\n".join(f"\N{FIRST STRONG ISOLATE}{line}\N{POP DIRECTIONAL ISOLATE}" if line else "" for line in lines)
