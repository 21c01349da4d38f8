"""How fast complaints received in the period were acknowledged, by the limits in hours and in days."""

from array import array
from dataclasses import dataclass, field

from reports.regulator.figures.share import quantile
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

HOUR = 3600


@dataclass(slots=True)
class Acknowledgement:
    """Each complaint received counts once: in its hours, else in its days, else later, else not (yet)."""

    window: Window
    received: int = 0
    in_hours: int = 0
    in_days: int = 0
    later: int = 0
    never: int = 0
    hours: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        if row.received_at not in self.window:
            return
        self.received += 1
        at = row.acknowledged_at
        if at is None:
            self.never += 1
            return
        self.hours.append((at - row.received_at).total_seconds() / HOUR)
        if row.ack_due_in_hours_at is not None and at < row.ack_due_in_hours_at:
            self.in_hours += 1
        elif row.ack_due_in_days_at is not None and at < row.ack_due_in_days_at:
            self.in_days += 1
        else:
            self.later += 1

    @property
    def median(self) -> float | None:
        """Hours."""
        return quantile(self.hours, 0.5)

    @property
    def ninetieth(self) -> float | None:
        """Hours within which nine of ten were acknowledged."""
        return quantile(self.hours, 0.9)
