"""What every command has in common: the subjects it touches, named before anything is decided."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Names one subject: a case, message, account, channel, report, or the register itself, and its id."""

    kind: Code
    id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked. ``TAG`` is its name in logs and refusals, for ever; the class may be called otherwise one day.
    ``CREATES`` names the kind of subject it makes, if any; that one is then its primary subject.
    ``TAKES_TWO`` says that a second administrator may be asked: whoever decides is told who they are.
    ``COMPARES`` says that its words are compared with what is sealed of who complains, and of what: these are told.
    ``SECRETS`` names fields that are locked before anything is made of them.
    ``TELLS_NOTHING_NEW`` names fields in which a repetition of the same command may differ.
    """

    TAG: ClassVar[str]
    CREATES: ClassVar[Code | None] = None
    TELLS_NOTHING_NEW: ClassVar[frozenset[str]] = frozenset()
    TAKES_TWO: ClassVar[bool] = False
    COMPARES: ClassVar[bool] = False
    SECRETS: ClassVar[frozenset[str]] = frozenset()

    def touches(self) -> tuple[Ref, ...]:
        """Return the existing subjects the command touches, the primary one first."""
        raise TypeError(type(self).__name__)

    def names(self) -> tuple[Id, ...]:
        """Return the accounts the command names without touching them: they are read, and nobody waits for them."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCommand(Command):
    """A command about one case."""

    case: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return the case."""
        return (Ref(Code("case"), self.case),)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name, declared media type and bytes (at most 25 MB)."""

    name: str
    media_type: str
    content: bytes
