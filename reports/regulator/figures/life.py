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
    if not row.closed_at or row.closed_at[0] >= moment:
        return True
    if not row.reopened_at:
        return False
    closed = max((at for at in row.closed_at if at < moment), default=None)
    reopened = max((at for at in row.reopened_at if at < moment), default=None)
    return closed is None or (reopened is not None and reopened >= closed)


def settled_at(row: CaseRow) -> datetime | None:
    """When the last of what reports count had happened; ``None`` while the case, a referral or a hold of it goes on."""
    holding = any(hold.confirmed_at is None and hold.lifted_at is None for hold in row.holds)
    if len(row.closed_at) <= len(row.reopened_at) or any(each.closed_at is None for each in row.referrals) or holding:
        return None
    moments = [row.received_at, row.logged_at, *row.closed_at, *row.reopened_at]
    moments += [each.closed_at or each.referred_at for each in row.referrals]
    moments += [limit.due_at for limit in row.missed]
    moments += [
        at for hold in row.holds for at in (hold.ordered_at, hold.confirmed_at, hold.lifted_at) if at is not None
    ]
    moments += row.escalated_at
    if row.delay is not None:
        moments.append(row.delay.sent_at)
    return max(moments)


def answered_at(row: CaseRow) -> datetime | None:
    """When the complaint was answered: the response, or a closing before it that no reopening took back."""
    stays = len(row.closed_at) > len(row.reopened_at)
    return _earlier(row.response_sent_at, row.closed_at[-1] if stays else None)


def ended_at(row: CaseRow) -> datetime | None:
    """When the maximum timeframe ended: answered or passed, whichever came first; ``None`` for neither is known."""
    return _earlier(answered_at(row), row.response_due_at)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def ending(row: CaseRow) -> Ending:
    """How the timeframe ended, for a case whose :func:`ended_at` has come; what passed stays passed."""
    due, answered = row.response_due_at, answered_at(row)
    if row.closed_early:
        return Ending.EARLY
    if due is None:
        return Ending.NO_LIMIT
    if (answered is not None and answered < due) or kept(row):
        return Ending.WITHIN
    return Ending.DELAYED if notified(row) else Ending.OUTSIDE


def kept(row: CaseRow) -> bool:
    """Whether the limit was met before it passed: by the answer, or by an interim letter the rules accept."""
    due, met = row.response_due_at, row.response_limit_met_at
    return due is not None and met is not None and met < due


def notified(row: CaseRow) -> bool:
    """Whether a valid delay notification came before the limit."""
    due = row.response_due_at
    return row.delay is not None and row.delay.valid and due is not None and row.delay.sent_at < due
