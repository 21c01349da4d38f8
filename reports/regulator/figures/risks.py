"""What a manager was told of in time, and what must not be done meanwhile while nobody has confirmed it."""

from dataclasses import dataclass

from register.domain.subjects.reportable import ReportableHold
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window


@dataclass(slots=True)
class Guarding:
    """Risks ``escalated`` and holds ``ordered`` in the period; holds that stand ``unconfirmed`` at its end."""

    window: Window
    escalated: int = 0
    ordered: int = 0
    unconfirmed: int = 0

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        self.escalated += sum(at in self.window for at in row.escalated_at)
        self.ordered += sum(hold.ordered_at in self.window for hold in row.holds)
        self.unconfirmed += sum(map(self._stands_unconfirmed, row.holds))

    def _stands_unconfirmed(self, hold: ReportableHold) -> bool:
        over = (at for at in (hold.confirmed_at, hold.lifted_at) if at is not None)
        return hold.ordered_at < self.window.end and all(at >= self.window.end for at in over)
