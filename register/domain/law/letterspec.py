"""What a regime asks of letters: their kinds, the blocks each must or must not carry, and who has to approve them."""

from dataclasses import dataclass

from register.domain.law.rules import Condition
from register.domain.values import Cite, Code


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
class Also:
    """A further event that a letter's sending is, for some classes and outcomes (empty: for all)."""

    event: Code
    classes: frozenset[Code]
    outcomes: frozenset[Code]


@dataclass(frozen=True, slots=True)
class LetterType:
    """A kind of letter: the event its sending is, whether it must be in writing, the outcomes it can tell.

    ``after_limit`` names the duty whose limit must have passed, unanswered and not delayed, before it is given.
    ``confirms``: an event that keeps the limit for the answer; confirming it in writing is then the answer.
    ``delegated_as``: the kind of letter whose delegation in the firm holds for it too.
    ``beside``: it is written beside the letters of another pack, where that one governs the case's letters.
    ``signed_by``: a second person approves it and signs it, under these words; without them its author signs.
    """

    id: Code
    title: str
    event: Code | None
    written: bool
    outcomes: tuple[Code, ...]
    cite: Cite
    classes: frozenset[Code] = frozenset()
    also: tuple[Also, ...] = ()
    after_limit: Code | None = None
    confirms: Code | None = None
    delegated_as: Code | None = None
    beside: bool = False
    signed_by: str = ""

    def events(self, complaint_class: str, outcome: str | None) -> tuple[Code, ...]:
        """Return every event its sending is, for a complaint of this class and an answer of this outcome."""
        more = (
            also.event
            for also in self.also
            if (not also.classes or complaint_class in also.classes) and (not also.outcomes or outcome in also.outcomes)
        )
        return (*(() if self.event is None else (self.event,)), *more)


@dataclass(frozen=True, slots=True)
class Gate:
    """A letter that a second person has to approve by law, whatever the firm's own delegation says."""

    id: Code
    title: str
    letter: Code
    classes: frozenset[Code]
    outcomes: frozenset[Code]
    cite: Cite
    force: Code
    confirmed: Code

    def stands_before(self, letter: str, complaint_class: str, outcome: str | None) -> bool:
        """Whether this letter, about a complaint of this class and with this outcome, has to pass it."""
        of_class = not self.classes or complaint_class in self.classes
        return letter == self.letter and of_class and (not self.outcomes or outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class LetterSpec:
    """What one letter must and must not contain, all rules for its type, class, outcome and facts together."""

    type: LetterType
    required: tuple[Block, ...]
    forbidden: tuple[Block, ...]
