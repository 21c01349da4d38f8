"""Every date of a new case beside walking day by day to the same dates, over all packs and their classes.

What is derived comes with its proof; what is walked to does not. Complaints arrive as they do at a firm: some of each
class on each day, each at its own instant, and nothing is remembered from one round to the next.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bench.spent import cpu_of
from policies import catalogue
from register.domain.calendars import Calendar
from register.domain.counting import count_days
from register.domain.deadlines import _derived_alike, derive
from register.domain.policy import Pack
from register.domain.proofs import Circumstances, Due
from register.domain.rules import Rule, meets
from register.domain.values import Code

SATURDAY = 5
MORNINGS = [datetime(2026, 7, 1, 22, 15, tzinfo=UTC) + timedelta(days=day) for day in range(0, 365, 6)]
A_DAY = 50
DAY = timedelta(days=1)
WEEK = 7
VALUES = {
    "channel": Code("telephone"),
    "complainant": Code("individual"),
    "tier": 3,
    "about_representative": False,
}
# When it is over, its last day, that day moved to a business day, its end with bank holidays off, the days left out.
Dates = tuple[datetime, date | None, date | None, date | None, list[date]]


def run() -> None:
    """Derive the dates of complaints received on every day of a year both ways; raises when they differ."""
    policies = catalogue.load()
    newest = [policies.versions(pack_id)[-1] for pack_id in sorted({pack_id for pack_id, _ in policies.packs})]
    sums = [_compared(pack, policies.calendars) for pack in newest]
    ours, theirs = (sum(column) / len(newest) for column in zip(*sums, strict=True))
    print(f"derive a new case, the mean of all packs: {theirs / ours:.1f} x cheaper (reach 10)")


def _compared(pack: Pack, calendars: dict[str, Calendar]) -> tuple[float, float]:
    cases = list(_new_cases(pack))
    calendar = calendars[pack.places[pack.default_place].calendar]
    days_off = set(calendar.holidays)
    public = {day for day, found in calendar.holidays.items() if not all(holiday.bank for holiday in found)}

    def derived(some: Sequence[Circumstances]) -> int:
        _derived_alike.cache_clear()
        return sum(len(derive(pack, case, calendars)) for case in some)

    def walked() -> int:
        return sum(len(naive(pack, case, days_off, public)) for case in cases)

    if any(_dates_of(derive(pack, case, calendars)) != naive(pack, case, days_off, public) for case in cases):
        raise AssertionError(f"the two ways of deriving differ under {pack.id}")
    first = cases[::A_DAY]
    alone = 1e6 * cpu_of(lambda: derived(first)) / len(first)
    ours, theirs = (1e6 * cpu_of(work) / len(cases) for work in (lambda: derived(cases), walked))
    print(
        f"derive a new case, {pack.id}, {derived(cases) / len(cases):.1f} dates: day by day {theirs:.0f} us, derived "
        f"{ours:.1f} us ({alone:.0f} us the first of its class on a day): {theirs / ours:.1f} x cheaper"
    )
    return ours, theirs


def _new_cases(pack: Pack) -> Iterator[Circumstances]:
    place = pack.places[pack.default_place]
    for morning in MORNINGS:
        for known in pack.classes:
            for number in range(A_DAY):
                at = morning + timedelta(minutes=7 * number)
                events = {"received": (at,), "registered": (at + timedelta(minutes=5),)}
                yield Circumstances(known, place.id, place.zone, VALUES, events)


def _dates_of(dues: tuple[Due, ...]) -> dict[Code, Dates]:
    return {due.rule: _dates(due) for due in dues}


def _dates(due: Due) -> Dates:
    proof = due.derivation
    skipped = [each.day for each in proof.skipped]
    return due.due_at, proof.due_calendar, proof.due_if_rolled, proof.due_public_and_bank, skipped


def naive(pack: Pack, case: Circumstances, days_off: set[date], public: set[date]) -> dict[Code, Dates]:
    """Return the dates of a case in which nothing happened yet but its receipt, walking to each day by day."""
    zone = ZoneInfo(case.zone)
    found: dict[Code, Dates] = {}
    for rule in pack.rules.values():
        known = [case.events[event][0] for event in rule.start.events if event in case.events]
        if (
            _applies(rule, case)
            and known
            and rule.limit is not None
            and (number := rule.limit.counted(case.values)) is not None
        ):
            found[rule.id] = _walked(rule, min(known).astimezone(zone), number, (days_off, public))
    for rule in pack.rules.values():
        for old in rule.supersedes if rule.id in found else ():
            found.pop(old, None)
    for rule in pack.rules.values():
        if rule.closes_with is not None and _applies(rule, case):
            shared = [found[id_] for id_ in found if _is_deadline_of(pack.rules[id_], rule.closes_with)]
            if shared:
                found[rule.id] = min(shared, key=lambda dates: dates[0])
    return dict(sorted(found.items(), key=lambda item: (item[1][0], item[0])))


def _applies(rule: Rule, case: Circumstances) -> bool:
    if rule.classes and case.complaint_class not in rule.classes:
        return False
    needed = (*rule.needs, *(each.event for each in rule.in_time))
    return meets(rule.when, case.values) and all(event in case.events for event in needed)


def _is_deadline_of(rule: Rule, duty: Code) -> bool:
    return rule.duty == duty and rule.kind == "deadline"


def _walked(rule: Rule, start: datetime, number: int, holidays: tuple[set[date], set[date]]) -> Dates:
    days_off, public = holidays
    unit = rule.limit.unit if rule.limit else ""
    if unit == "hour":
        return start.astimezone(UTC) + timedelta(hours=number), None, None, None, []
    if rule.day0_counts:
        start -= DAY
    later, skipped = None, []
    if unit == "business-day" and number:
        last, skipped = _business_days(start, number, public)
        with_banks, _ = _business_days(start, number, days_off)
        later = with_banks.date() if with_banks != last else None
    elif unit in {"month", "year"}:
        last = datetime.combine(count_days(_NONE, start.date(), unit, number).due, time.min, start.tzinfo)
    else:
        last = start
        for _ in range(number * WEEK if unit == "week" else number):
            last += DAY
    rolled = last
    while not _is_business_day(rolled, days_off):
        rolled += DAY
    over = datetime.combine(last.date() + DAY, time.min, start.tzinfo).astimezone(UTC)
    return over, last.date(), rolled.date(), later, skipped


_NONE = Calendar(Code("none"), Code("1"), {}, date.max.year)


def _business_days(start: datetime, number: int, holidays: set[date]) -> tuple[datetime, list[date]]:
    day, skipped = start, []
    while number:
        day += DAY
        if _is_business_day(day, holidays):
            number -= 1
        elif day.weekday() < SATURDAY:
            skipped.append(day.date())
    return day, skipped


def _is_business_day(day: datetime, holidays: set[date]) -> bool:
    return day.weekday() < SATURDAY and day.date() not in holidays
