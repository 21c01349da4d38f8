"""Which dates the acts on a case end, open or shut under one of its packs, by all that is recorded of it now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from register.domain.frozen import replace
from register.domain.law.calendars import Calendar
from register.domain.law.limits import Limit, limits
from register.domain.law.policy import Pack
from register.domain.obligations.circumstances import circumstances, values_of
from register.domain.subjects.case import Case
from register.domain.subjects.closure import WITHDRAWN


def limits_of(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> tuple[Limit, ...]:
    """Return every limit of the case under one of its ``packs``, with the act that ended it.

    Raises ``Invalid`` as ``derive`` does.
    """
    held = _limits(case, pack, packs, calendars)
    proposal = case.classification_proposal
    if proposal is None:
        return held
    tried = replace(case, classification=proposal.classification, classification_proposal=None)
    return (*held, *_stricter(_limits(tried, pack, packs, calendars), held))


def _limits(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> tuple[Limit, ...]:
    known = circumstances(case, pack, packs)
    return limits(pack, known, calendars, lambda before: values_of(case, pack, before))


def _stricter(proposed: tuple[Limit, ...], held: tuple[Limit, ...]) -> Iterator[Limit]:
    """Yield the limits of a proposed class that come before those of the class held: they act at once, whoever
    approves later what gives more time.
    """
    strictest: dict[object, datetime] = {}
    for due in (limit.due for limit in held if limit.due.kind == "deadline"):
        key = (due.duty, due.party)
        strictest[key] = min(due.due_at, strictest.get(key, due.due_at))
    for limit in proposed:
        before = strictest.get((limit.due.duty, limit.due.party))
        if limit.due.kind == "deadline" and (before is None or limit.due.due_at < before):
            yield limit


def owed(case: Case, found: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return those of the case's limits that stand.

    What a complainant who withdrew no longer waits for does not; what had passed by then does. Silence ends nothing.
    """
    closed_at = case.closed_at
    if case.closure is None or closed_at is None or case.closure.basis != WITHDRAWN:
        return found
    return tuple(limit for limit in found if limit.end is not None or limit.due.due_at <= closed_at)
