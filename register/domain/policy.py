"""What a regime asks, as values: the pack a case is held to, its classes, rules, letters and code lists.

Nothing here names a regime. Packs are read from data at the edge (``policies``), checked there once, and are then
plain frozen values that the domain can rely on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from register.domain.errors import Invalid, Problem
from register.domain.rules import Condition, Rule, Values, meets
from register.domain.values import Cite, Code


@dataclass(frozen=True, slots=True)
class ComplaintClass:
    """A class of complaint. ``urgent`` ones must be handled first."""

    id: Code
    title: str
    cite: Cite
    urgent: bool = False
    parent: Code | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a code list."""

    code: Code
    label: str
    parent: Code | None = None
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes; ``provisional`` marks a taxonomy to be replaced by the regulator's own."""

    id: Code
    entries: Mapping[Code, Entry]
    cite: Cite | None
    source: str
    provisional: bool = False

    def check(self, code: str, where: str) -> Code:
        """Return the code; raises ``Invalid`` (unknown-code) when the list does not hold it."""
        if code not in self.entries:
            raise Invalid(Problem("unknown-code", where, self.cite, {"list": self.id, "code": code[:60]}))
        return self.entries[Code(code)].code


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter. ``kind``: text (the author writes it), fixed (our wording), contact (configured details),
    points (each point raised is answered), findings (each with its supporting information).
    """

    id: Code
    kind: Code
    cite: Cite
    force: Code


@dataclass(frozen=True, slots=True)
class LetterRule:
    """Blocks a kind of letter must or must not carry, for some classes, outcomes or facts (empty: for all)."""

    type: Code
    required: tuple[Block, ...]
    forbidden: tuple[Block, ...]
    classes: frozenset[Code]
    outcomes: frozenset[Code]
    when: Condition


@dataclass(frozen=True, slots=True)
class LetterType:
    """A kind of letter: the event its sending is, whether it must be in writing, the outcomes it can tell."""

    id: Code
    title: str
    event: Code | None
    written: bool
    outcomes: tuple[Code, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class LetterSpec:
    """What one letter must and must not contain, all rules for its type, class, outcome and facts together."""

    type: LetterType
    required: tuple[Block, ...]
    forbidden: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A case in which a written response stays due although the complaint was closed early: by class or by a fact."""

    code: Code
    title: str
    cite: Cite
    classes: frozenset[Code]
    when: Condition


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


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact rules may ask for: ``bool``, ``int``, or a ``code`` from ``allowed``."""

    id: str
    type: Code
    title: str
    allowed: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where days are counted: its calendar and its time zone."""

    id: Code
    calendar: Code
    zone: Code


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what is known, and for each rule the parts of its proof it must yield (``None``: no date)."""

    id: Code
    title: str
    complaint_class: Code
    place: Code
    values: Values
    events: Mapping[str, datetime]
    expected: Mapping[Code, Mapping[str, date] | None]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table of worked dates is compared with: a ``part`` of the dates of a ``duty``."""

    duty: Code
    part: Code


@dataclass(frozen=True)
class Pack:
    """One regime's rules under one version, in force for complaints received from ``effective_from`` on."""

    id: Code
    version: Code
    title: str
    jurisdiction: Code
    nature: Code
    source: str
    effective_from: date
    effective_to: date | None
    default_place: Code
    places: Mapping[Code, Place]
    facts: Mapping[str, Fact]
    classes: Mapping[Code, ComplaintClass]
    rules: Mapping[Code, Rule]
    letter_types: Mapping[Code, LetterType]
    letter_rules: tuple[LetterRule, ...]
    written_response: tuple[Trigger, ...]
    prohibitions: tuple[Prohibition, ...]
    codes: Mapping[Code, CodeList]
    examples: tuple[Example, ...]
    oracle: Mapping[str, Column]
    limit_facts: frozenset[str] = field(init=False, repr=False, compare=False)
    _by_class: dict[Code, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the rules once, since deriving runs for every complaint: by class, and the facts limits ask for."""
        every = {
            known: tuple(rule for rule in self.rules.values() if not rule.classes or known in rule.classes)
            for known in self.classes
        }
        object.__setattr__(self, "_by_class", every)
        limits = (rule.limit for rule in self.rules.values() if rule.limit is not None)
        object.__setattr__(self, "limit_facts", frozenset(limit.fact for limit in limits if limit.fact))

    @property
    def default_zone(self) -> Code:
        """The time zone of the default place."""
        return self.places[self.default_place].zone

    def complaint_class(self, code: str) -> ComplaintClass:
        """Return the class; raises ``Invalid`` (unknown-class) for a code the pack does not hold."""
        if code not in self.classes:
            raise Invalid(Problem("unknown-class", "complaint_class", None, {"pack": self.id, "class": code[:60]}))
        return self.classes[Code(code)]

    def place(self, code: str) -> Place:
        """Return the place; raises ``Invalid`` (unknown-place) for a code the pack does not hold."""
        if code not in self.places:
            raise Invalid(Problem("unknown-place", "place", None, {"pack": self.id, "place": code[:60]}))
        return self.places[Code(code)]

    def rules_for(self, complaint_class: str) -> tuple[Rule, ...]:
        """Return the rules that can apply to a class, in the pack's order; raises ``Invalid`` for an unknown class."""
        return self._by_class[self.complaint_class(complaint_class).id]

    def code(self, code_list: str, code: str, where: str) -> Code:
        """Return ``code`` if ``code_list`` holds it; raises ``Invalid`` (unknown-code) naming the field ``where``."""
        return self.codes[Code(code_list)].check(code, where)

    def letter(
        self, letter_type: str, complaint_class: str, outcome: str | None = None, values: Values | None = None
    ) -> LetterSpec:
        """Return what a letter must and must not contain; a forbidden block is never also required.

        Raises ``Invalid`` for an unknown letter type, class, or an outcome this letter cannot tell (or a missing one).
        """
        known = self.complaint_class(complaint_class).id
        if letter_type not in self.letter_types:
            raise Invalid(Problem("unknown-letter-type", "type", None, {"pack": self.id, "type": letter_type[:60]}))
        kind = self.letter_types[Code(letter_type)]
        if (outcome is not None or kind.outcomes) and outcome not in kind.outcomes:
            raise Invalid(Problem("unknown-letter-outcome", "outcome", kind.cite, {"outcome": (outcome or "")[:60]}))
        matching = [
            rule
            for rule in self.letter_rules
            if rule.type == kind.id
            and (not rule.classes or known in rule.classes)
            and (not rule.outcomes or outcome in rule.outcomes)
            and meets(rule.when, values or {})
        ]
        forbidden = {block.id: block for rule in matching for block in rule.forbidden}
        required = {block.id: block for rule in matching for block in rule.required if block.id not in forbidden}
        return LetterSpec(kind, tuple(required.values()), tuple(forbidden.values()))

    def written_response_required(self, complaint_class: str, values: Values) -> tuple[Trigger, ...]:
        """Return why a written response stays due although the complaint was closed early; empty when none is."""
        known = self.complaint_class(complaint_class).id
        return tuple(
            trigger
            for trigger in self.written_response
            if known in trigger.classes or (trigger.when and meets(trigger.when, values))
        )

    def window_days(self, duty: str, complaint_class: str) -> int | None:
        """Return the longest fixed limit of a duty's windows for a class, in its own unit, or ``None``."""
        counts = [
            rule.limit.count
            for rule in self.rules_for(complaint_class)
            if rule.duty == duty and rule.kind == "window" and rule.limit is not None and not rule.limit.fact
        ]
        return max(counts, default=None)

    def prohibited(self, complaint_class: str) -> tuple[Prohibition, ...]:
        """Return what the firm may not do while a complaint of this class is open."""
        known = self.complaint_class(complaint_class).id
        return tuple(ban for ban in self.prohibitions if not ban.classes or known in ban.classes)
