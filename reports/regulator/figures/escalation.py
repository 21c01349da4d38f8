"""Complaints that went to the external dispute scheme, and enforceable limits missed."""

from collections import Counter
from dataclasses import dataclass, field

from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window


@dataclass(slots=True)
class Escalation:
    """``referred`` in the period by who lodged; ``decided`` in the period by outcome; ``pending`` at its end."""

    window: Window
    referred: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    pending: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    possible_systemic: int = 0

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        for referral in row.referrals:
            if referral.referred_at in self.window:
                self.referred[referral.lodged_by] += 1
            if referral.closed_at in self.window:
                self.decided[referral.outcome] += 1
            ended = referral.closed_at is not None and referral.closed_at < self.window.end
            self.pending += referral.referred_at < self.window.end and not ended
        self.missed.update(limit.cite for limit in row.missed if limit.due_at in self.window)
        self.possible_systemic += row.possible_systemic and row.received_at in self.window
