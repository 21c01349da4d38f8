"""What cases are read by in a report: which part each of the pack's rules and letters plays in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.law.policy import Pack
from register.domain.law.rules import Rule
from register.domain.shapes import instant_text
from register.domain.values import Code
from register.publication.suggestions import answers

ACKNOWLEDGED: Final = "acknowledged"
EARLY: Final = "early_resolved"
CLASSIFIED: Final = "classified"
RESPOND, IN_HOURS, IN_DAYS, WINDOW = "respond", "acknowledge-in-hours", "acknowledge-in-days", "window"
CLASSIFY: Final = "classify"
HOUSE: Final = "house"


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule sets: one of the limits a report speaks of, or none of them; and whether it can be breached."""

    cite: str
    limit: str
    breachable: bool


NO_PART: Final = Part("", "", breachable=False)


class Measure:
    """The pack, looked up once for all that every case is asked; the brands' names; the instant of the checkpoint.

    ``scheme`` is the pack's own external one; empty where it names none.
    """

    def __init__(self, pack: Pack, brands: Mapping[str, str], as_at: datetime) -> None:
        """Look the pack through."""
        self.pack, self.brands, self.now = pack, brands, instant_text(as_at)
        # A date of the firm's own is a limit for the answer only where the rules know no other.
        by_law = any(answers(rule) and rule.operated_force != HOUSE for rule in pack.rules.values())
        self.parts = {str(rule.id): _part(rule, by_law=by_law) for rule in pack.rules.values()}
        self.events = {str(kind.id): kind.event for kind in pack.letter_types.values()}
        self.scheme = next((str(scheme.id) for scheme in pack.schemes), "")
        self.early_bases = frozenset(map(str, pack.codes[Code("early-close-basis")].entries))
        self.grounds = frozenset(map(str, pack.codes[Code("delay-ground")].entries))

    def part(self, rule: str) -> Part:
        """Return the part a rule plays; none for a rule of another pack."""
        return self.parts.get(rule, NO_PART)


def _part(rule: Rule, *, by_law: bool) -> Part:
    limit = ""
    if answers(rule):
        limit = "" if by_law and rule.operated_force == HOUSE else RESPOND
    elif rule.kind == "deadline" and ACKNOWLEDGED in rule.met_by and rule.limit is not None:
        limit = IN_HOURS if rule.limit.unit == "hour" else IN_DAYS
    elif rule.kind == "window" and EARLY in rule.met_by:
        limit = WINDOW
    elif CLASSIFIED in rule.unless:
        limit = CLASSIFY
    return Part(rule.cite, limit, rule.breachable)
