"""Small complaints to count by hand; the period is June 2026, the prior one May, days are UTC days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reports.regulator.inputs import CaseRow, MessageCounts, ReportData, ReportScope

SCOPE = ReportScope(
    firm="Kookaburra Mutual Bank Ltd",
    licence="AFSL 999999",
    brand="",
    zone="UTC",
    period_from=date(2026, 6, 1),
    period_to=date(2026, 6, 30),
    as_at=datetime(2026, 7, 10, tzinfo=UTC),
    pack="au-asic-rg271",
    pack_version="2021-10-05",
    checkpoint_text="register.example 7 entries",
    checkpoint_size=7,
    checkpoint_root="cm9vdA==",
    prepared_by="Sam Example",
    approved_by="Alex Sample",
    document_id="R-2026-000001",
    currency="AUD",
)
NO_MESSAGES = MessageCounts(0, 0, 0, 0, (), (), 0, 0)


def day(month: int, number: int, hour: int = 9) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=UTC)


def case(received: datetime, *closed: datetime, **more: Any) -> CaseRow:
    values: dict[str, Any] = {
        "ref": f"C-{received:%m%d%H}",
        "brand": "Kookaburra Mutual",
        "complaint_class": "standard",
        "received_at": received,
        "logged_at": received,
        "is_open": not closed,
        "product": "card",
        "issues": ("fees",),
        "channel": "email",
        "complainant_type": "individual",
        "closed_at": closed,
        "ack_due_in_hours_at": received + timedelta(hours=24),
        "ack_due_in_days_at": received + timedelta(hours=40),
        "response_due_at": received.replace(hour=0) + timedelta(days=31),
        "response_sent_at": closed[0] if closed else None,
    }
    return CaseRow(**{**values, **more})


def data(*rows: CaseRow, **more: Any) -> ReportData:
    values: dict[str, Any] = {"scope": SCOPE, "cases": rows, "messages": NO_MESSAGES}
    return replace(ReportData(**values), **more)
