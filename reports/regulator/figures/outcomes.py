"""How complaints concluded in the period ended, and what was promised and paid."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reports.regulator.figures.life import open_at
from reports.regulator.inputs import CaseRow, Remedy
from reports.regulator.period import Window


@dataclass(slots=True)
class RemedyTotal:
    """One kind of remedy over all concluded complaints."""

    count: int = 0
    done: int = 0
    overdue: int = 0
    promised: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)

    def add(self, remedy: Remedy, today: date) -> None:
        """Count one remedy."""
        done = remedy.done_on is not None and remedy.done_on <= today
        self.count += 1
        self.done += done
        self.overdue += not done and remedy.due_on is not None and remedy.due_on < today
        self.promised += remedy.promised
        self.paid += remedy.paid


@dataclass(slots=True)
class Outcomes:
    """A complaint is concluded when it was closed in the period and stayed so to its end.

    ``undone`` are closings of the period that a reopening in the period took back.
    """

    window: Window
    concluded: int = 0
    undone: int = 0
    by_outcome: Counter[str] = field(default_factory=Counter)
    by_cause: Counter[str] = field(default_factory=Counter)
    by_remedy: dict[str, RemedyTotal] = field(default_factory=dict)
    without_remedy: int = 0

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        closings = sum(at in self.window for at in row.closed_at)
        if not closings:
            return
        stayed = not open_at(row, self.window.end)
        self.undone += closings - stayed
        if not stayed:
            return
        self.concluded += 1
        self.by_outcome[row.outcome] += 1
        self.by_cause[row.root_cause] += 1
        self.without_remedy += not row.remedies
        self._remedies(row.remedies)

    def _remedies(self, remedies: Iterable[Remedy]) -> None:
        today = self.window.today
        for remedy in remedies:
            self.by_remedy.setdefault(remedy.code, RemedyTotal()).add(remedy, today)

    @property
    def promised(self) -> Decimal:
        return sum((total.promised for total in self.by_remedy.values()), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((total.paid for total in self.by_remedy.values()), Decimal(0))

    @property
    def overdue(self) -> int:
        return sum(total.overdue for total in self.by_remedy.values())
