"""How many complaints came, went and stayed, and what they were about."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from reports.regulator.figures.life import open_at
from reports.regulator.inputs import CaseRow
from reports.regulator.period import Window

NAMED_AT_MOST = 20


@dataclass(slots=True)
class Volumes:
    """Opening balance, movements and closing balance, each counted on its own; the breakdowns are of those received.

    ``by_hand`` counts those no message brought, by brand and receiving channel; ``restricted`` those of the window that
    only named people may open, as it stood under the checkpoint.
    """

    window: Window
    open_before: int = 0
    received: int = 0
    reopened: int = 0
    closed: int = 0
    open_after: int = 0
    support_needs: int = 0
    about_representative: int = 0
    restricted: int = 0
    received_by_month: Counter[date] = field(default_factory=Counter)
    closed_by_month: Counter[date] = field(default_factory=Counter)
    by_class: Counter[str] = field(default_factory=Counter)
    by_product_issue: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_product: Counter[str] = field(default_factory=Counter)
    by_issue: Counter[str] = field(default_factory=Counter)
    by_channel: Counter[str] = field(default_factory=Counter)
    by_complainant: Counter[str] = field(default_factory=Counter)
    by_brand: Counter[str] = field(default_factory=Counter)
    by_hand: Counter[tuple[str, str]] = field(default_factory=Counter)
    contradictions: list[str] = field(default_factory=list)

    def add(self, row: CaseRow) -> None:
        """Count one case."""
        before, after = open_at(row, self.window.start), open_at(row, self.window.end)
        received = row.received_at in self.window
        closings = [at for at in row.closed_at if at in self.window]
        reopenings = sum(at in self.window for at in row.reopened_at)
        if before + received + reopenings - len(closings) != after and len(self.contradictions) < NAMED_AT_MOST:
            self.contradictions.append(row.ref)
        self.restricted += row.restricted
        self.open_before += before
        self.open_after += after
        self.received += received
        self.reopened += reopenings
        self.closed += len(closings)
        self.closed_by_month.update(self.window.local_day(at).replace(day=1) for at in closings)
        if received:
            self._describe(row)

    def _describe(self, row: CaseRow) -> None:
        self.received_by_month[self.window.local_day(row.received_at).replace(day=1)] += 1
        self.support_needs += row.support_needs
        self.about_representative += row.about_representative
        self.by_class[row.complaint_class] += 1
        self.by_product[row.product] += 1
        self.by_channel[row.channel] += 1
        self.by_complainant[row.complainant_type] += 1
        self.by_brand[row.brand] += 1
        self.by_hand[row.brand, row.channel] += row.by_hand
        for issue in row.issues or ("",):
            self.by_issue[issue] += 1
            self.by_product_issue[row.product, issue] += 1
