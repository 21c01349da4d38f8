"""How old the complaints still open are."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from reports.regulator.figures.life import kept, notified, open_at
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

AGE_BANDS = (5, 14, 21, 30, 45, 90)


class Standing(StrEnum):
    """How an open complaint stands: within its limit or answered, past it with a valid notification, or without one."""

    WITHIN = "within"
    DELAYED = "delayed"
    PAST = "past"


@dataclass(slots=True)
class Ageing:
    """Complaints open at the end of the period by band of local days since receipt, and by how they stand.

    Of those nobody has classified, ``flagged`` counts the ones for which that was due by the end of the period.
    """

    window: Window
    open: int = 0
    by_band: Counter[tuple[int, Standing]] = field(default_factory=Counter)
    oldest: int | None = None
    unclassified: int = 0
    flagged: int = 0

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        if not open_at(row, self.window.end):
            return
        self.open += 1
        age = (self.window.today - self.window.local_day(row.received_at)).days
        self.by_band[bisect_left(AGE_BANDS, age), self._standing(row)] += 1
        self.oldest = max(age, self.oldest or 0)
        if not row.complaint_class:
            self.unclassified += 1
            self.flagged += row.classify_due_at is not None and row.classify_due_at <= self.window.end

    def _standing(self, row: CaseRow) -> Standing:
        answered = row.response_sent_at is not None and row.response_sent_at < self.window.end
        if answered or kept(row) or row.response_due_at is None or row.response_due_at > self.window.end:
            return Standing.WITHIN
        return Standing.DELAYED if notified(row) else Standing.PAST

    def total(self, standing: Standing) -> int:
        """Over all ages."""
        return sum(count for (_, each), count in self.by_band.items() if each is standing)
