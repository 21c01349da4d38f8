"""Commands about the letters of a case."""

from dataclasses import dataclass, field
from datetime import datetime

from register.domain.commands.base import CaseCommand, Ref
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Original:
    """What a letter in another language says in the pack's own, part by part; ``findings`` in the letter's order.

    ``translator``: who put it into the letter's language, a person or a machine and who checked its work.
    """

    translator: str = ""
    blocks: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Going:
    """How a copy goes to a further complainant: the way, and the contact it goes to."""

    person: Id
    via: str
    contact: Id | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A copy as it was printed for one of several complainants."""

    person: Id
    document: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Writing:
    """A letter as the officer wrote it: texts by block id, answers by point, findings with their support.

    ``via`` and ``contact`` are of the first complainant, ``copies`` say how it goes to each further one.
    """

    type: str
    language: str
    via: str
    decision: str | None = None
    ground: str | None = None
    contact: Id | None = None
    account_information: bool = False
    blocks: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    original: Original = field(default_factory=Original)
    copies: tuple[Going, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter(CaseCommand):
    """Write a letter, or (with ``letter``) write it anew, which voids any approval."""

    TAG = "DraftLetter"
    COMPARES = True
    writing: Writing
    letter: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCommand(CaseCommand):
    """A command about one letter of the case."""

    letter: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitLetter(LetterCommand):
    """Ask the gate, then for approval; where no second person is needed the letter is approved at once."""

    TAG = "SubmitLetter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveLetter(LetterCommand):
    """Approve exactly the content with this hash, as the second person."""

    TAG = "ApproveLetter"
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLetter(LetterCommand):
    """Send the letter back to its author with a reason."""

    TAG = "ReturnLetter"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidLetter(LetterCommand):
    """Put the letter aside for good."""

    TAG = "VoidLetter"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLetter(LetterCommand):
    """Put the approved letter, as rendered, into the outbox; for several complainants each of its copies."""

    TAG = "QueueLetter"
    document: bytes = field(default=b"", repr=False)
    copies: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveLetter(LetterCommand):
    """Record that the approved letter was given by post, in person, by phone or in the channel, with evidence.

    ``person``: to which of several complainants; ``contact``: where, if otherwise than it was to go.
    """

    TAG = "GiveLetter"
    method: str
    evidence: str
    at: datetime | None = None
    person: Id | None = None
    contact: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartDispatch(CaseCommand):
    """Record that an attempt is about to be made; asked by the worker before the first byte leaves."""

    TAG = "StartDispatch"
    dispatch: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDispatch(CaseCommand):
    """Record how an attempt ended: accepted, refused, later, in-doubt or bounced.

    ``into``: the complaints the case was merged into, one into the next; what came back counts there no more.
    """

    TAG = "ReportDispatch"
    dispatch: Id
    result: str
    reason: str = ""
    at: datetime | None = None
    into: tuple[Id, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return the case, and those that stay."""
        return tuple(Ref(Code("case"), case) for case in (self.case, *self.into))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveDoubt(CaseCommand):
    """A person decides about a sending in doubt: it was accepted, or it was not."""

    TAG = "ResolveDoubt"
    dispatch: Id
    accepted: bool
    evidence: str
