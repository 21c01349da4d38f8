"""When one case was open, and how its maximum timeframe ended."""

from datetime import datetime
from enum import StrEnum

from reports.regulator.inputs import CaseRow


class Ending(StrEnum):
    """How a maximum timeframe ended."""

    EARLY = "early"
    WITHIN = "within"
    DELAYED = "delayed"
    OUTSIDE = "outside"
    NO_LIMIT = "no_limit"


def open_at(row: CaseRow, moment: datetime) -> bool:
    """Whether the case was open just before ``moment``: received, and its latest event no closing."""
    if row.received_at >= moment:
        return False
    closed = max((at for at in row.closed_at if at < moment), default=None)
    reopened = max((at for at in row.reopened_at if at < moment), default=None)
    return closed is None or (reopened is not None and reopened >= closed)


def answered_at(row: CaseRow) -> datetime | None:
    """When the complaint was answered: the response, or a closing that came before it."""
    answers = [at for at in (row.response_sent_at, *row.closed_at[:1]) if at is not None]
    return min(answers, default=None)


def ended_at(row: CaseRow) -> datetime | None:
    """When the maximum timeframe ended: answered or passed, whichever came first; ``None`` for neither is known."""
    moments = [at for at in (answered_at(row), row.response_due_at) if at is not None]
    return min(moments, default=None)


def ending(row: CaseRow) -> Ending:
    """How the timeframe ended, for a case whose :func:`ended_at` has come; what passed stays passed."""
    due, answered = row.response_due_at, answered_at(row)
    if row.closed_early:
        return Ending.EARLY
    if due is None:
        return Ending.NO_LIMIT
    if answered is not None and answered < due:
        return Ending.WITHIN
    if row.delay is not None and row.delay.valid and row.delay.sent_at < due:
        return Ending.DELAYED
    return Ending.OUTSIDE
