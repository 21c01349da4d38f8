"""Complaints that went to an external dispute scheme, and enforceable limits missed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from reports.regulator.inputs import CaseRow, ExternalReferral
from reports.regulator.period import Window


@dataclass(slots=True)
class AtScheme:
    """One external scheme: complaints pending there before the period, taken there and decided in it, and after it."""

    before: int = 0
    referred: int = 0
    decided: int = 0
    pending: int = 0


@dataclass(slots=True)
class Escalation:
    """``referred`` in the period by who lodged; ``decided`` in the period by outcome; ``pending`` at its end.

    ``schemes`` counts the same by the scheme: a complaint with two of them is counted with each.
    """

    window: Window
    referred: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    pending: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    possible_systemic: int = 0
    schemes: defaultdict[str, AtScheme] = field(default_factory=lambda: defaultdict(AtScheme))

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        for referral in row.referrals:
            if referral.referred_at in self.window:
                self.referred[referral.lodged_by] += 1
            if referral.closed_at in self.window:
                self.decided[referral.outcome] += 1
            ended = referral.closed_at is not None and referral.closed_at < self.window.end
            self.pending += referral.referred_at < self.window.end and not ended
            if referral.referred_at < self.window.end:
                self._at_scheme(referral, self.schemes[referral.scheme])
        self.missed.update(limit.cite for limit in row.missed if limit.due_at in self.window)
        self.possible_systemic += row.possible_systemic and row.received_at in self.window

    def _at_scheme(self, referral: ExternalReferral, scheme: AtScheme) -> None:
        """Count one way to a scheme by where it stood before the period, in it and after it."""
        start, end, closed = self.window.start, self.window.end, referral.closed_at
        scheme.before += referral.referred_at < start and (closed is None or closed >= start)
        scheme.referred += referral.referred_at >= start
        scheme.decided += closed is not None and start <= closed < end
        scheme.pending += closed is None or closed >= end
