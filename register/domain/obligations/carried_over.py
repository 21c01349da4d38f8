"""The dates of a complaint that was open elsewhere before: what its packs do not claim, and what was carried over."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from register.domain.frozen import varied
from register.domain.law.calendars import Calendar
from register.domain.law.limits import Limit, stated
from register.domain.law.policy import Pack
from register.domain.law.proofs import UNCLAIMED, UNCONFIRMED, Circumstances
from register.domain.law.running_limit import Scene
from register.domain.law.stated import carriable, stated_due
from register.domain.subjects.case import Case


def unclaimed_by(case: Case, pack: Pack) -> bool:
    """Whether the complaint is held to a pack that had not taken force when it was received."""
    return any(choice.pack == pack.id and choice.unclaimed for choice in case.packs)


def unclaimed(limit: Limit) -> Limit:
    """Return a limit as one that its pack does not claim; what nobody confirmed stays just that."""
    due = limit.due
    if due.derivation.confirmed == UNCONFIRMED:
        return limit
    return limit._replace(due=varied(due, derivation=varied(due.derivation, confirmed=UNCLAIMED)))


def carried_limits(case: Case, pack: Pack, known: Circumstances, calendars: Mapping[str, Calendar]) -> Iterator[Limit]:
    """Yield the dates that were carried over for a pack's duties, each with the act that ended it."""
    for date in case.carried_dates:
        rule = carriable(pack, date.duty, known.complaint_class) if date.pack == pack.id else None
        if rule is None:
            continue
        scene = Scene(pack, calendars[pack.place(case.place).calendar], ZoneInfo(case.zone))
        due = stated_due(rule, scene, case.origin.received_at, date.due_at, date.day)
        limit = stated(due, pack, known, date.at)
        if limit is not None:
            yield limit._replace(carried=date.id)
