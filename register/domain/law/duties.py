"""What a pack says beside its limits: provisions in words, happenings, risks, schemes, retention and returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from register.domain.frozen import replace
from register.domain.law.rules import Limit
from register.domain.values import Cite, Code

LACKING: Final = ("assignee", "class", "acknowledgement", "response-draft", "response-approval", "response", "end")


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule of the regime in our own words, and where the register holds it (or why it holds nothing of it)."""

    id: Code
    section: str
    text: str
    cite: Cite
    force: Code
    confirmed: Code
    held: tuple[Code, ...] = ()
    not_held: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that people record on a case, because a rule counts from it or is met by it.

    ``after``: what must have happened before it; ``not_after``: what it cannot follow; ``per`` party: it happens to
    one of several people; ``evidence``: it is recorded with words; ``before_receipt``: it may have happened before the
    complaint was made, and to the complainant it did, as what the complaint is about.
    """

    id: Code
    title: str
    cite: Cite
    classes: frozenset[Code] = frozenset()
    after: tuple[Code, ...] = ()
    not_after: tuple[Code, ...] = ()
    per: Code | None = None
    repeats: bool = False
    evidence: bool = False
    before_receipt: bool = False

    def of(self, complaint_class: str) -> bool:
        """Whether it can happen to a complaint of this class."""
        return not self.classes or complaint_class in self.classes


@dataclass(frozen=True, slots=True)
class Caution:
    """What the regime says to whoever is about to do something (``before``: the event), of some classes."""

    id: Code
    text: str
    cite: Cite
    force: Code
    before: Code
    classes: frozenset[Code] = frozenset()


@dataclass(frozen=True, slots=True)
class Milder:
    """For some classes a prohibition has another force, and stands elsewhere."""

    classes: frozenset[Code]
    force: Code
    cite: Cite


@dataclass(frozen=True, slots=True)
class Prohibition:
    """Something the firm may not do from ``begins`` on, until the ``not_before`` rule ``until`` has passed."""

    id: Code
    title: str
    cite: Cite
    force: Code
    classes: frozenset[Code]
    begins: Code
    until: Code
    exceptions: tuple[Code, ...]
    milder: tuple[Milder, ...] = ()

    def of(self, complaint_class: str) -> "Prohibition":
        """Return it as it holds for a class."""
        found = next((row for row in self.milder if complaint_class in row.classes), None)
        return self if found is None else replace(self, force=found.force, cite=found.cite)


@dataclass(frozen=True, slots=True)
class Risk:
    """A case is at risk when the date of ``duty`` is ``days_left`` calendar days away or less and ``lacking`` is still
    lacking; ``escalate``: a manager is to be told.
    """

    id: Code
    title: str
    cite: Cite
    force: Code
    duty: Code
    days_left: int
    lacking: Code
    classes: frozenset[Code] = frozenset()
    escalate: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """The outside body a complainant can go to; ``contact`` is the beginning of its contact details' names.

    ``details`` are its public ones by the rest of their names (name, phone, web, ...): a firm is founded with them.
    """

    id: Code
    title: str
    cite: Cite
    confirmed: Code
    contact: Code
    note: str = ""
    details: Mapping[Code, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Practice:
    """How many more days a scheme usually gives for a complaint it sent back, by how far that had come (``stages``).

    It is told to people and decides nothing: the day the scheme states counts.
    """

    id: Code
    days: int
    stages: frozenset[Code]
    cite: Cite
    confirmed: Code


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records are kept, counted from the event ``anchor``."""

    id: Code
    title: str
    anchor: Code
    keep: Limit
    cite: Cite
    confirmed: Code
    classes: frozenset[Code] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """A periodic report the regulator asks for; ``due`` is the rule that counts from the end of the period."""

    id: Code
    title: str
    cite: Cite
    confirmed: Code
    period: Code
    due: Code | None
    nil: bool
    sign_off: str
    threshold: str
    per: str
    measures: tuple[Code, ...]
    note: str
