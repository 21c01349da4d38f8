"""What publishing needs of the register, and the language a document speaks."""

from pathlib import Path
from typing import Final, Protocol

from babel.support import NullTranslations, Translations

from policies.catalogue import Policies
from register.clock import Clock
from register.domain.actors import OPERATOR, Actor
from register.domain.errors import Forbidden, Problem
from register.domain.permissions import READING
from register.domain.trail.checkpoint import Checkpoint
from register.reader import Reader
from register.reader.trail import Signed
from register.registrar import Registrar
from register.sealer import Sealer
from register.upkeep import Upkeep

TRANSLATIONS: Final = Path(__file__).parents[1] / "translations"
REPORT_LANGUAGE: Final = "en-AU"


class Parts(Protocol):
    """The parts of a running register that publishing works with."""

    @property
    def clock(self) -> Clock: ...

    @property
    def policies(self) -> Policies: ...

    @property
    def registrar(self) -> Registrar: ...

    @property
    def reader(self) -> Reader: ...

    @property
    def sealer(self) -> Sealer: ...

    @property
    def upkeep(self) -> Upkeep: ...


def speech(language: str) -> NullTranslations:
    """Return the catalogue of a language; without one, documents speak as the templates are written."""
    return Translations.load(TRANSLATIONS, [language.replace("-", "_"), language.partition("-")[0]])


def check_reader(actor: Actor) -> None:
    """Raise ``Forbidden`` unless the actor may read what is in cases."""
    if not actor.roles & (READING | {OPERATOR}):
        raise Forbidden(Problem("not-permitted", "actor"))


def sealed_now(register: Parts) -> Signed:
    """Seal what waits, and return the newest checkpoint."""
    sealed: Checkpoint = register.sealer.seal()
    return register.reader.figures.checkpoint(sealed.head.size)


def named(checkpoint: Signed) -> str:
    """Return the line that names a checkpoint on every page: origin, entries, root."""
    origin = checkpoint.note.partition("\n")[0]
    return f"{origin} · {checkpoint.size:,} entries · {checkpoint.root}"
