"""Which dates the acts on a case end, open or shut under one of its packs, by all that is recorded of it now."""

from collections.abc import Mapping, Sequence

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
    known = circumstances(case, pack, packs)
    return limits(pack, known, calendars, lambda before: values_of(case, pack, before))


def owed(case: Case, found: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return those of the case's limits that stand.

    What a complainant who withdrew no longer waits for does not; what had passed by then does. Silence ends nothing.
    """
    closed_at = case.closed_at
    if case.closure is None or closed_at is None or case.closure.basis != WITHDRAWN:
        return found
    return tuple(limit for limit in found if limit.end is not None or limit.due.due_at <= closed_at)
