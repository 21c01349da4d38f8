"""The cases as data: what the printed list leaves out travels inside the PDF as CSV and JSON."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile

from reports.regulator.figures.life import ended_at, ending
from reports.regulator.inputs import CaseRow
from reports.renderers.csv import lines
from reports.renderers.pdf import Attached

PRINTED_AT_MOST = 500
IN_MEMORY = 8 * 1024 * 1024

Cell = str | int | bool | list[str] | None


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instants(moments: Iterable[datetime]) -> list[str]:
    return [moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in moments]


def _money(amounts: Iterable[Decimal]) -> str:
    return str(sum(amounts, Decimal(0)))


COLUMNS: tuple[tuple[str, Callable[[CaseRow], Cell]], ...] = (
    ("complaint", lambda row: row.ref),
    ("brand", lambda row: row.brand),
    ("class", lambda row: row.complaint_class),
    ("product", lambda row: row.product),
    ("issues", lambda row: list(row.issues)),
    ("channel", lambda row: row.channel),
    ("complainant_type", lambda row: row.complainant_type),
    ("support_needs", lambda row: row.support_needs),
    ("about_representative", lambda row: row.about_representative),
    ("received_at", lambda row: _instant(row.received_at)),
    ("logged_at", lambda row: _instant(row.logged_at)),
    ("acknowledged_at", lambda row: _instant(row.acknowledged_at)),
    ("response_due_before", lambda row: _instant(row.response_due_at)),
    ("response_sent_at", lambda row: _instant(row.response_sent_at)),
    ("days_late", lambda row: row.days_late),
    ("delay_notified_at", lambda row: _instant(row.delay.sent_at) if row.delay else None),
    ("delay_ground", lambda row: row.delay.ground if row.delay else None),
    ("delay_valid", lambda row: row.delay.valid if row.delay else None),
    ("closed_at", lambda row: _instants(row.closed_at)),
    ("reopened_at", lambda row: _instants(row.reopened_at)),
    ("open", lambda row: row.is_open),
    ("outcome", lambda row: row.outcome),
    ("root_cause", lambda row: row.root_cause),
    ("remedies", lambda row: [remedy.code for remedy in row.remedies]),
    ("promised", lambda row: _money(remedy.promised for remedy in row.remedies)),
    ("paid", lambda row: _money(remedy.paid for remedy in row.remedies)),
    ("escalated_at", lambda row: _instants(referral.referred_at for referral in row.referrals)),
    ("possible_systemic", lambda row: row.possible_systemic),
    ("missed", lambda row: [limit.cite for limit in row.missed]),
    ("backdated", lambda row: row.backdated),
    ("corrections", lambda row: row.corrections),
)


class Listing:
    """Takes the cases one by one, keeps the first to be printed, and writes all of them to the two files."""

    def __init__(self, withheld: frozenset[str], known_until: datetime) -> None:
        """Leave out ``withheld``; endings are as known before ``known_until``."""
        self.printed: list[CaseRow] = []
        self.total = 0
        self._withheld = withheld
        self._until = known_until
        self._csv = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # it lives as long as the listing
        self._json = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # it lives as long as the listing

    def take(self, rows: Iterable[CaseRow]) -> None:
        """Write every row that may be shown."""
        names = [*(name for name, _cell in COLUMNS), "ending"]
        self._json.write(b'{"format": "register/report-cases/1", "cases": [')
        for line in lines(names, (self._write(row, names) for row in rows if row.ref not in self._withheld)):
            self._csv.write(line.encode())
        self._json.write(b"\n]}\n")

    def _write(self, row: CaseRow, names: list[str]) -> list[object]:
        """Note one row for printing and as JSON; return it as CSV cells."""
        if self.total < PRINTED_AT_MOST:
            self.printed.append(row)
        ended = ended_at(row)
        cells = [*(cell(row) for _name, cell in COLUMNS), str(ending(row)) if ended and ended < self._until else None]
        self._json.write(b",\n" if self.total else b"\n")
        self._json.write(json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False).encode())
        self.total += 1
        return [";".join(cell) if isinstance(cell, list) else cell for cell in cells]

    def attached(self) -> tuple[Attached, ...]:
        """The two files, ready to be carried by the PDF."""
        return (
            Attached("cases.csv", "All complaints in the period, comma separated, UTC", self._csv),
            Attached("cases.json", "All complaints in the period, JSON, UTC", self._json),
        )

    def close(self) -> None:
        """Give the files back."""
        self._csv.close()
        self._json.close()
