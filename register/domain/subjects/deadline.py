"""One due date of a case, with what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.law.deadlines import Due
from register.domain.law.policy import Pack
from register.domain.law.rules import Rule
from register.domain.values import Code, Id

# The pack, its duty, and the how-many-eth time the duty runs.
Duty = tuple[Code, Code, int]
# Why a date is replaced: its limit was another all along, by what is known since or by a corrected reading; or people
# moved what they had held.
NEVER_THE_LIMIT: Final = Code("known-since")
MOVED: Final = Code("facts-changed")
CORRECTED: Final = Code("reading-corrected")


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due date of the case with its proof, and its one effective end at most.

    ``round``: the how-many-eth time its duty runs, from 1; 0 where it runs once. ``cautious``: it stands in for one
    whose start is not known. ``carried``: it is this date of another system. ``missed_recorded``: that it passed
    without its end was written down; whether it is missed is for ``missed`` to say, by what is known now.
    """

    id: Id
    pack: Code
    due: Due
    met_at: datetime | None = None
    met_by: Id | None = None
    missed_recorded: bool = False
    replaced: bool = False
    round: int = 0
    cautious: bool = False
    carried: Id | None = None

    def missed(self, now: datetime) -> bool:
        """Whether it passed without its end by what is known now; a window, or a date of the firm's, is no limit."""
        passed = self.due.due_at <= now if self.met_at is None else self.met_at >= self.due.due_at
        return passed and self.due.kind == "deadline" and not self.replaced

    @property
    def duty(self) -> Duty:
        """What it is about: one possible breach at most."""
        return self.pack, self.due.duty, self.round

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its end."""
        return self.met_at is None and not self.replaced

    def rule_in(self, packs: Iterable[Pack]) -> Rule | None:
        """Return the rule behind it; None where these packs do not hold it."""
        return next((pack.rules.get(self.due.rule) for pack in packs if pack.id == self.pack), None)

    def ends_with(self, event: str, packs: Iterable[Pack]) -> bool:
        """Whether ``event`` is what it waits for."""
        rule = self.rule_in(packs)
        return rule is not None and event in rule.met_by
