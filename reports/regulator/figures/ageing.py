"""How old the complaints still open are."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from reports.regulator.figures.life import open_at
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

AGE_BANDS = (5, 14, 21, 30, 45, 90)


@dataclass(slots=True)
class Ageing:
    """Complaints open at the end of the period by band of local days since receipt, within or past their limit."""

    window: Window
    open: int = 0
    by_band: Counter[tuple[int, bool]] = field(default_factory=Counter)
    oldest: int | None = None

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        if not open_at(row, self.window.end):
            return
        self.open += 1
        age = (self.window.today - self.window.local_day(row.received_at)).days
        unanswered = row.response_sent_at is None or row.response_sent_at >= self.window.end
        past = unanswered and row.response_due_at is not None and row.response_due_at <= self.window.end
        self.by_band[bisect_left(AGE_BANDS, age), past] += 1
        self.oldest = max(age, self.oldest or 0)

    @property
    def past_limit(self) -> int:
        return sum(count for (_, past), count in self.by_band.items() if past)
