"""How fast complaints received in the period were acknowledged (guidance, so late is reported, never a breach)."""

from array import array
from dataclasses import dataclass, field

from reports.regulator.figures.share import quantile
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

HOUR = 3600


@dataclass(slots=True)
class Acknowledgement:
    """Each complaint received counts once: in 24 hours, else in one business day, else later, else not (yet)."""

    window: Window
    received: int = 0
    in_24_hours: int = 0
    in_one_business_day: int = 0
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
        if row.ack_due_24h_at is not None and at < row.ack_due_24h_at:
            self.in_24_hours += 1
        elif row.ack_due_business_day_at is not None and at < row.ack_due_business_day_at:
            self.in_one_business_day += 1
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
