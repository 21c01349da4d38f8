"""Values into HTML: sandboxed, escaping by default, failing on a name that is not there."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

TEMPLATES = Path(__file__).parents[1]


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
    install(speech.gettext, speech.ngettext, newstyle=True)
    return environment.get_template(template).render(values)
