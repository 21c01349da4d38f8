"""What a regime asks, as values: the pack a case is held to, its classes, rules, letters and code lists.

Nothing here names a regime. Packs are read from data at the edge (``policies``), checked there once, and are then
plain frozen values that the domain can rely on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from register.domain.errors import Invalid, Problem, not_listed
from register.domain.law.duties import Caution, Event, Practice, Prohibition, Provision, Retention, Return, Risk, Scheme
from register.domain.law.handoffs import Eligibility, HandOffRule
from register.domain.law.letterspec import Gate, LetterRule, LetterSpec, LetterType
from register.domain.law.rules import ANSWER, STATED, Condition, Rule, Values, meets
from register.domain.law.scope import Scope
from register.domain.law.spoken import folded, folded_word, says
from register.domain.law.texts import Standard
from register.domain.law.worked import Column, Example
from register.domain.values import Cite, Code

DELAY_EVENT: Final = Code("extension_sent")
# The nature of a pack whose law is not made yet.
DRAFT: Final = Code("draft")


@dataclass(frozen=True, slots=True)
class ComplaintClass:
    """A class of complaint. ``urgent`` ones must be handled first.

    ``when`` (None: only a person picks the class) lets facts choose it; ``words``, by language, are those in a
    complaint that hold it provisionally to this class. ``note``: what whoever logs such a complaint has to know.
    """

    id: Code
    title: str
    cite: Cite
    urgent: bool = False
    parent: Code | None = None
    when: Condition | None = None
    words: Mapping[Code, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


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
            raise Invalid(Problem("unknown-code", where, self.cite, not_listed(self.id, code, self.entries)))
        return self.entries[Code(code)].code


@dataclass(frozen=True, slots=True)
class Trigger:
    """A case in which a written response stays due although the complaint was closed early: by class or by a fact."""

    code: Code
    title: str
    cite: Cite
    classes: frozenset[Code]
    when: Condition


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact rules may ask for: ``bool``, ``int``, ``date``, ``money``, or a ``code`` from ``allowed``; stated by a
    person (``officer``) or known to the register (``case``).
    """

    id: str
    type: Code
    title: str
    allowed: tuple[Code, ...] = ()
    classes: frozenset[Code] = frozenset()
    given_by: Code = Code("officer")


@dataclass(frozen=True, slots=True)
class Place:
    """Where days are counted: its calendar and its time zone."""

    id: Code
    calendar: Code
    zone: Code


@dataclass(frozen=True, eq=False)
class Pack:
    """One regime's rules under one version, in force for complaints received from ``effective_from`` on.

    ``corrects``: the version whose reading of the same law this one puts right, and ``changes`` tells firms how.
    ``draft``: why its law is not made yet; complaints are held to it only where administrators accepted that.
    ``currency`` (ISO 4217) is what amounts under it are in. A pack is equal to itself alone, so that what was derived
    under it can be remembered by it.
    """

    id: Code
    version: Code
    title: str
    jurisdiction: Code
    currency: str
    nature: Code
    source: str
    effective_from: date
    effective_to: date | None
    default_place: Code
    languages: tuple[Code, ...]
    is_example: bool
    places: Mapping[Code, Place]
    facts: Mapping[str, Fact]
    classes: Mapping[Code, ComplaintClass]
    duties: Mapping[Code, str]
    events: Mapping[Code, Event]
    rules: Mapping[Code, Rule]
    letter_types: Mapping[Code, LetterType]
    letter_rules: tuple[LetterRule, ...]
    texts: Mapping[Code, Standard]
    gates: tuple[Gate, ...]
    risks: tuple[Risk, ...]
    cautions: tuple[Caution, ...]
    schemes: tuple[Scheme, ...]
    retentions: tuple[Retention, ...]
    returns: tuple[Return, ...]
    provisions: Mapping[Code, Provision]
    written_response: tuple[Trigger, ...]
    prohibitions: tuple[Prohibition, ...]
    hand_offs: Mapping[Code, HandOffRule]
    eligibilities: tuple[Eligibility, ...]
    codes: Mapping[Code, CodeList]
    examples: tuple[Example, ...]
    oracle: Mapping[str, Column]
    practices: tuple[Practice, ...] = ()
    corrects: Code | None = None
    changes: str = ""
    draft: str = ""
    scope: Scope = field(default_factory=Scope)
    limit_facts: frozenset[str] = field(init=False, repr=False, compare=False)
    _by_class: dict[Code, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the rules once, since deriving runs for every complaint: by class, and the facts limits ask for."""
        every = {
            known: tuple(rule for rule in self.rules.values() if not rule.classes or known in rule.classes)
            for known in self.classes
        }
        object.__setattr__(self, "_by_class", every)
        limits = (rule.limit for rule in self.rules.values() if rule.limit is not None and rule.limit.unit != STATED)
        object.__setattr__(self, "limit_facts", frozenset(limit.fact for limit in limits if limit.fact))

    @property
    def order(self) -> tuple[date, int]:
        """Where it stands among the versions: by its day, and its corrections after it by their number."""
        number = self.version.rpartition("+")[2] if self.corrects is not None else "0"
        return self.effective_from, int(number) if number.isdecimal() else 0

    def puts_right(self, held: "Pack") -> bool:
        """Whether this is a later correction of the same reading that ``held`` is."""
        same = (self.id, self.effective_from) == (held.id, held.effective_from)
        return self.corrects is not None and same and self.order > held.order

    def claims(self, received: date) -> bool:
        """Whether it had taken force when a complaint was received on this local day."""
        return self.effective_from <= received

    @property
    def is_draft(self) -> bool:
        """Whether its law is not made yet."""
        return self.nature == DRAFT

    @property
    def default_zone(self) -> Code:
        """The time zone of the default place."""
        return self.places[self.default_place].zone

    def force_of(self, rule: Rule) -> Code:
        """Return the force of a rule's dates; what is no law, or none yet, gives no more than a house rule's dates."""
        return Code("house") if self.is_example or self.is_draft else rule.operated_force

    def complaint_class(self, code: str) -> ComplaintClass:
        """Return the class; raises ``Invalid`` (unknown-class) for a code the pack does not hold."""
        if code not in self.classes:
            raise Invalid(Problem("unknown-class", "complaint_class", None, {"pack": self.id, "class": code[:60]}))
        return self.classes[Code(code)]

    def held_class(self, picked: str | None, values: Values) -> ComplaintClass | None:
        """Return the class a complaint has: the one a person picked, or the first that the facts choose, or none."""
        if picked is not None and picked in self.classes:
            return self.classes[Code(picked)]
        chosen = (known for known in self.classes.values() if known.when is not None and meets(known.when, values))
        return next(chosen, None)

    def class_by_words(self, text: str) -> ComplaintClass | None:
        """Return the first class with a word that stands in ``text``, in any language."""
        spoken = folded(text)
        named = (
            known
            for known in self.classes.values()
            if any(says(spoken, folded_word(word)) for words in known.words.values() for word in words)
        )
        return next(named, None)

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

    def letter_type(self, letter_type: str) -> LetterType:
        """Return the kind of letter; raises ``Invalid`` (unknown-letter-type) for a code the pack does not hold."""
        if letter_type not in self.letter_types:
            raise Invalid(Problem("unknown-letter-type", "type", None, {"pack": self.id, "type": letter_type[:60]}))
        return self.letter_types[Code(letter_type)]

    def letter(
        self, letter_type: str, complaint_class: str, outcome: str | None = None, values: Values | None = None
    ) -> LetterSpec:
        """Return what a letter must and must not contain; a forbidden block is never also required.

        Raises ``Invalid`` for an unknown letter type, class, or an outcome this letter cannot tell (or a missing one).
        """
        known, kind = self.complaint_class(complaint_class).id, self.letter_type(letter_type)
        if kind.classes and known not in kind.classes:
            raise Invalid(Problem("letter-not-for-class", "type", kind.cite, {"type": kind.id, "class": known}))
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
        due = (one for one in self.written_response if known in one.classes or (one.when and meets(one.when, values)))
        return tuple(due)

    @property
    def answers(self) -> frozenset[Code]:
        """The kinds of letter that answer the complaint."""
        return frozenset(kind.id for kind in self.letter_types.values() if kind.event == ANSWER)

    def notices_of(self, duty: str) -> frozenset[Code]:
        """Return the rules by which a delay of a duty is notified: they share its date, and a notice ends them."""
        sharing = (rule for rule in self.rules.values() if rule.closes_with == duty)
        return frozenset(rule.id for rule in sharing if DELAY_EVENT in rule.met_by)

    def windows_for(self, event: str) -> frozenset[Code]:
        """Return the duties whose windows ``event`` uses: to close early, or to notify a delay."""
        return frozenset(rule.duty for rule in self.rules.values() if rule.kind == "window" and event in rule.met_by)

    def prohibited(self, complaint_class: str) -> tuple[Prohibition, ...]:
        """Return what the firm may not do while a complaint of this class is open."""
        known = self.complaint_class(complaint_class).id
        return tuple(ban.of(known) for ban in self.prohibitions if not ban.classes or known in ban.classes)
