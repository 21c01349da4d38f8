"""The cases as data: what the printed list leaves out travels inside the PDF as CSV and JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from reports.regulator.figures.life import ended_at, ending
from reports.regulator.inputs import BreachRow, CaseRow
from reports.renderers.csv import lines
from reports.renderers.pdf import Attached

# Together at most 500 printed rows, for a reader's sake and a printer's.
CASES_PRINTED = 400
BREACHES_PRINTED = 100
IN_MEMORY = 1024 * 1024
NOTHING = Decimal(0)
TO_THE_SECOND = len("2026-08-03T02:00:00")
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Cell = str | int | bool | list[str] | None


def _in_utc(moment: datetime) -> str:
    told = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{told.isoformat()[:TO_THE_SECOND]}Z"


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else _in_utc(moment)


def _instants(moments: Iterable[datetime]) -> list[str]:
    return [_in_utc(moment) for moment in moments]


def _money(amounts: Iterable[Decimal]) -> str:
    return str(sum(amounts, NOTHING))


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
    ("escalated_to", lambda row: [referral.scheme for referral in row.referrals]),
    ("possible_systemic", lambda row: row.possible_systemic),
    ("missed", lambda row: [limit.cite for limit in row.missed]),
    ("backdated", lambda row: row.backdated),
    ("corrections", lambda row: row.corrections),
    ("brought_over", lambda row: row.carried_over),
)


CASES: Final = (*(name for name, _cell in COLUMNS), "ending")
BREACHES: Final = (
    "complaint",
    "paragraph",
    "passed_on",
    "recorded_at",
    "assess_by",
    "assessed_on",
    "result",
    "standing",
)


class Listing:
    """Takes the cases one by one, keeps the first to be printed, and writes all but the restricted to two files."""

    def __init__(self, known_until: datetime) -> None:
        """Endings are as known before ``known_until``."""
        self.printed: list[CaseRow] = []
        self.total = 0
        self.withheld = 0
        self._until = known_until
        self._csv, self._json = _file(), _file()
        self._others: list[Attached] = []

    def take(self, rows: Iterable[CaseRow]) -> None:
        """Write every row that may be shown."""
        self._json.write(b'{"format": "register/report-cases/1", "columns": ')
        self._json.write(json.dumps(CASES).encode())
        self._json.write(b', "cases": [')
        for line in lines(CASES, map(self._write, self._shown(rows))):
            self._csv.write(line.encode())
        self._json.write(b"\n]}\n")

    def add(self, breaches: Sequence[BreachRow]) -> None:
        """Attach all possible breaches where the printed table has room for some of them only."""
        if len(breaches) > BREACHES_PRINTED:
            file = _file()
            self._others.append(Attached("breaches.csv", "All possible breaches of the period, CSV, UTC", file))
            for line in lines(BREACHES, map(_breach, breaches)):
                file.write(line.encode())

    def _shown(self, rows: Iterable[CaseRow]) -> Iterator[CaseRow]:
        for row in rows:
            if row.restricted:
                self.withheld += 1
            else:
                yield row

    def _write(self, row: CaseRow) -> list[object]:
        """Note one row for printing and as JSON; return it as CSV cells."""
        if self.total < CASES_PRINTED:
            self.printed.append(row)
        ended = ended_at(row)
        cells = [cell(row) for _name, cell in COLUMNS]
        cells.append(str(ending(row)) if ended and ended < self._until else None)
        self._json.write(b",\n" if self.total else b"\n")
        self._json.write(ENCODE(cells).encode())
        self.total += 1
        return [";".join(cell) if type(cell) is list else cell for cell in cells]

    def attached(self) -> tuple[Attached, ...]:
        """The files, ready to be carried by the PDF."""
        return (
            Attached("cases.csv", "All complaints in the period, comma separated, UTC", self._csv),
            Attached("cases.json", "All complaints in the period, JSON, UTC", self._json),
            *self._others,
        )

    def close(self) -> None:
        """Give the files back."""
        for item in self.attached():
            item.file.close()


def _file() -> IO[bytes]:
    return SpooledTemporaryFile(IN_MEMORY)


def _breach(row: BreachRow) -> list[object]:
    days = [None if day is None else day.isoformat() for day in (row.passed_on, row.assess_by, row.assessed_on)]
    passed, assess_by, assessed = days
    recorded = _instant(row.recorded_at)
    return [row.ref, row.cite, passed, recorded, assess_by, assessed, row.result or None, row.standing]
