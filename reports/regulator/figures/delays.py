"""Delay notifications sent in the period, and limits that passed without a valid one."""

from collections import Counter
from dataclasses import dataclass, field

from reports.regulator.figures.life import Ending, ended_at, ending
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window


@dataclass(slots=True)
class Delays:
    """``sent`` by ground and validity; ``limits_passed`` in the period, of which ``without_valid_notice``."""

    window: Window
    sent: Counter[tuple[str, bool]] = field(default_factory=Counter)
    limits_passed: int = 0
    without_valid_notice: int = 0

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        if row.delay is not None and row.delay.sent_at in self.window:
            self.sent[row.delay.ground, row.delay.valid] += 1
        if ended_at(row) in self.window:
            how = ending(row)
            self.limits_passed += how in {Ending.DELAYED, Ending.OUTSIDE}
            self.without_valid_notice += how is Ending.OUTSIDE

    @property
    def total(self) -> int:
        return self.sent.total()

    @property
    def valid(self) -> int:
        return sum(count for (_, valid), count in self.sent.items() if valid)
