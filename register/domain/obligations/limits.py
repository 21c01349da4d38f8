"""Which dates the acts on a case end, open or shut under one of its packs, by all that is recorded of it now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from register.domain.frozen import replace, varied
from register.domain.law.calendars import Calendar
from register.domain.law.limits import Limit, limits
from register.domain.law.policy import Pack
from register.domain.law.proofs import UNCONFIRMED
from register.domain.obligations.carried_over import carried_limits, unclaimed, unclaimed_by
from register.domain.obligations.circumstances import circumstances, values_of
from register.domain.subjects.case import Case
from register.domain.subjects.classification import Classification
from register.domain.subjects.closure import WITHDRAWN, TakenBack
from register.domain.values import Code

EARLY: Final = Code("early_resolved")


def limits_of(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> tuple[Limit, ...]:
    """Return every limit of the case under one of its ``packs``, with the act that ended it.

    Raises ``Invalid`` as ``derive`` does.
    """
    held = _limits(case, pack, packs, calendars)
    carried: tuple[Limit, ...] = ()
    if case.carried_dates:
        carried = tuple(carried_limits(case, pack, circumstances(case, pack, packs), calendars))
    for classification in _also_held_to(case):
        tried = replace(case, classification=classification, classification_proposal=None)
        held = (*held, *_stricter(_limits(tried, pack, packs, calendars), held))
    return (*held, *carried)


def _also_held_to(case: Case) -> Iterator[Classification]:
    """Yield what is proposed for the case, and what a second registration of the same complaint was held to."""
    if case.classification_proposal is not None:
        yield case.classification_proposal.classification
    for merged in case.merged:
        yield from merged.classifications


def _limits(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> tuple[Limit, ...]:
    known = circumstances(case, pack, packs)
    found = limits(pack, known, calendars, lambda before: values_of(case, pack, before))
    if unclaimed_by(case, pack):
        found = tuple(map(unclaimed, found))
    taken_back = [back for back in case.taken_back if _in_time(back, found, pack)]
    return tuple(_unsettled(limit, taken_back, pack) for limit in found) if taken_back else found


def _in_time(back: TakenBack, found: tuple[Limit, ...], pack: Pack) -> bool:
    """Whether an early closing was inside the time the pack gives for one."""
    windows = (limit.due for limit in found if limit.due.kind == "window" and _early(limit, pack))
    return any(back.closed_at < window.due_at for window in windows)


def _unsettled(limit: Limit, taken_back: Sequence[TakenBack], pack: Pack) -> Limit:
    """Return a limit that passed while the complaint was closed early as one nobody has confirmed.

    The law says nothing of a complaint that was rightly ended early and is gone on with after its limit.
    """
    due = limit.due
    while_closed = any(back.closed_at < due.due_at <= back.reopened_at for back in taken_back)
    missed = limit.end is None and due.kind == "deadline"
    if not missed or not while_closed or not _early(limit, pack):
        return limit
    return limit._replace(due=varied(due, derivation=varied(due.derivation, confirmed=UNCONFIRMED)))


def _early(limit: Limit, pack: Pack) -> bool:
    return EARLY in pack.rules[limit.due.rule].met_by


def _stricter(proposed: tuple[Limit, ...], held: tuple[Limit, ...]) -> Iterator[Limit]:
    """Yield the limits of another class that come before those of the class held: they act at once, whoever approves
    later what gives more time.
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
    """Return those of the case's limits that stand: none of a case that is none.

    What a complainant who withdrew no longer waits for does not; what had passed by then does. Silence ends nothing.
    """
    if case.is_void:
        return ()
    closed_at = case.closed_at
    if case.closure is None or closed_at is None or case.closure.basis != WITHDRAWN:
        return found
    return tuple(limit for limit in found if limit.end is not None or limit.due.due_at <= closed_at)
