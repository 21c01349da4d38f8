"""Values into HTML: sandboxed, escaping by default, failing on a name that is not there."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reports.renderers.legible import breakable, legible

TEMPLATES = Path(__file__).parents[1]
# As references, for those somebody typed are written out.
ISOLATE, END = Markup("&#x2068;"), Markup("&#x2069;")


class Speech(Protocol):
    """The language a document speaks; ``gettext.NullTranslations`` and Babel's catalogues fit."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, n: int, /) -> str: ...


def render(template: str, values: Mapping[str, object], speech: Speech) -> str:
    """Return ``template`` (a path below ``reports``) filled with ``values``, every character of it legible.

    Raises ``jinja2.UndefinedError`` for a missing value and ``jinja2.sandbox.SecurityError`` for reaching into Python.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_with_breaks,
    )
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]  # added by i18n
    environment.filters["isolated"] = isolated
    install(speech.gettext, speech.ngettext, newstyle=True)
    return legible(environment.get_template(template).render(values))


def _with_breaks(value: object) -> object:
    return breakable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def isolated(text: str) -> Markup:
    """Return people's words, line by line, so that their direction cannot disturb what stands around them."""
    return Markup("\n").join(ISOLATE + line + END if line else "" for line in breakable(text).split("\n"))
