"""How far the data can be trusted: vague codes, corrections, backdating, late logging."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

from reports.regulator.figures.share import quantile
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

HOUR = 3600


@dataclass(slots=True)
class Quality:
    """Over the complaints received in the period; ``restated`` were received before it and logged in it.

    Those change the opening balance against the closing balance of a report made earlier. ``void`` are those registered
    in it that were no complaints, or the same as another: they are in no other figure. ``carried_over`` were logged in
    it and held by another system before; how soon they were logged here says nothing.
    """

    window: Window
    received: int = 0
    vague_product: int = 0
    vague_issue: int = 0
    corrected: int = 0
    corrections: int = 0
    backdated: int = 0
    restated: int = 0
    carried_over: int = 0
    void: Counter[str] = field(default_factory=Counter)
    hours_to_log: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        self.restated += row.received_at < self.window.start and row.logged_at in self.window
        self.carried_over += row.carried_over and row.logged_at in self.window
        if row.received_at not in self.window:
            return
        self.received += 1
        self.vague_product += vague(row.product)
        self.vague_issue += not row.issues or all(vague(issue) for issue in row.issues)
        self.corrected += row.corrections > 0
        self.corrections += row.corrections
        self.backdated += row.backdated
        if not row.carried_over:
            self.hours_to_log.append((row.logged_at - row.received_at).total_seconds() / HOUR)

    def add_void(self, row: CaseRow) -> None:
        """Count one case that is void, by why."""
        self.void[row.void] += row.received_at in self.window

    @property
    def median_hours_to_log(self) -> float | None:
        return quantile(self.hours_to_log, 0.5)


def vague(code: str) -> bool:
    """Whether ``code`` says nothing: missing, or one of the pack's kinds of "other"."""
    return not code or "other" in code.split("-")
