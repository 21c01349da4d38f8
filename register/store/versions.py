"""A version of a case as reports will ask for it, kept for ever beside the entry that made it."""

from datetime import datetime
from typing import Any

from register.domain.codec import to_text
from register.domain.subjects.case import Case
from register.domain.subjects.reportable import reportable


def version_row(case: Case, seq: int, at: datetime) -> dict[str, Any]:
    """Return the row of ``case_versions`` for the case as its entry ``seq`` left it."""
    return {
        "case_id": case.id,
        "seq": seq,
        "at": at,
        "entity": case.entity,
        "brand": case.brand,
        "received_at": case.origin.received_at,
        "reportable": to_text(reportable(case)),
    }
