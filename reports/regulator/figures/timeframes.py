"""Whether complaints were answered in the maximum timeframe, by how much not, and how long they took."""

from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from reports.regulator.figures.life import Ending, answered_at, ended_at, ending
from reports.regulator.figures.share import quantile
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

LATE_BANDS = (1, 3, 7, 14, 30, 60)


@dataclass(slots=True)
class Timeframes:
    """Complaints whose timeframe ended in the period (answered, or the limit passed), by class and ending.

    ``days`` and ``still_open`` are of the complaints *received* in the period, for the survival curve: local days from
    receipt to the answer, or, for those unanswered at the end of what is known, so far.
    """

    window: Window
    ended: int = 0
    by_class: Counter[tuple[str, Ending]] = field(default_factory=Counter)
    late: Counter[tuple[int, Ending]] = field(default_factory=Counter)
    days: dict[str, "array[int]"] = field(default_factory=dict)
    still_open: dict[str, "array[int]"] = field(default_factory=dict)

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        if ended_at(row) in self.window:
            self.ended += 1
            how = ending(row)
            self.by_class[row.complaint_class, how] += 1
            if how in {Ending.DELAYED, Ending.OUTSIDE}:
                self.late[bisect_left(LATE_BANDS, row.days_late), how] += 1
        if row.received_at in self.window:
            self._follow(row)

    def _follow(self, row: CaseRow) -> None:
        answered = answered_at(row)
        known = answered is not None and answered < self.window.end
        last = self.window.local_day(answered) if answered is not None and known else self.window.today
        lasted = (last - self.window.local_day(row.received_at)).days
        place = self.days if known else self.still_open
        place.setdefault(row.complaint_class, array("l")).append(lasted)

    def total(self, how: Ending) -> int:
        """Over all classes."""
        return sum(count for (_, ending_), count in self.by_class.items() if ending_ is how)

    @property
    def classes(self) -> list[str]:
        """The classes with an ended timeframe, the most frequent first."""
        totals: Counter[str] = Counter()
        for (name, _), count in self.by_class.items():
            totals[name] += count
        return [name for name, _ in totals.most_common()]

    @property
    def median_days(self) -> float | None:
        """Days to the answer, of those answered."""
        return quantile(array("d", (day for days in self.days.values() for day in days)), 0.5)


def survival(days: "array[int]", still_open: "array[int]") -> list[tuple[int, float]]:
    """The share not yet answered after each day (Kaplan-Meier), as steps; unanswered complaints count while known."""
    answered, left = Counter(days), Counter(still_open)
    at_risk, share = len(days) + len(still_open), 1.0
    steps = [(0, 1.0)]
    for day in sorted(answered | left):
        if answered[day]:
            share *= 1 - answered[day] / at_risk
            steps.append((day, share))
        at_risk -= answered[day] + left[day]
    last = max(answered | left, default=0)
    return [*steps, (last, share)]
