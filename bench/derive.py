"""Every date of a new case beside walking day by day to the same dates, over all packs and their classes.

Both ways give the same values, each date with its proof. Complaints arrive as they do at a firm: some of each
class on each day, each at its own instant, and nothing is remembered from one round to the next.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bench.spent import cpu_of
from bench.table import Line
from policies import catalogue
from register.domain.law.calendars import Calendar
from register.domain.law.deadlines import derive
from register.domain.law.due_date import _day_after, _on_a_day
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Derivation, Due, Skipped
from register.domain.law.rules import Rule, Value, meets
from register.domain.values import Code

SATURDAY = 5
MORNINGS = [datetime(2026, 7, 1, 22, 15, tzinfo=UTC) + timedelta(days=day) for day in range(0, 365, 6)]
A_DAY = 50
DAY = timedelta(days=1)
WEEK = 7
VALUES: dict[str, Value] = {
    "channel": Code("telephone"),
    "complainant": Code("individual"),
    "tier": 2,
    "about_representative": False,
}


@dataclass(frozen=True)
class Days:
    """A place's days off, as a loop looks them up."""

    calendar: Calendar
    every: set[date]
    public: set[date]


@dataclass
class Walk:
    """Where a loop over days has come to, and what it passed on the way."""

    day: datetime
    counted: int = 0
    weekend_days: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def run() -> list[Line]:
    """Derive the dates of complaints received on every day of a year both ways; raises when they differ."""
    policies = catalogue.shipped()
    newest = [policies.versions(pack_id)[-1] for pack_id in sorted({pack_id for pack_id, _ in policies.packs})]
    sums = [_compared(pack, policies.calendars) for pack in newest]
    ours, theirs = (sum(column) / len(newest) for column in zip(*sums, strict=True))
    print(f"derive a new case, the mean of all packs: {theirs / ours:.1f} x cheaper (reach 10)")
    return [
        Line("dates of a new case", "", f"{theirs:.0f} us", f"{ours:.1f} us", f"{theirs / ours:.1f} x as fast", "10 x")
    ]


def _compared(pack: Pack, calendars: Mapping[str, Calendar]) -> tuple[float, float]:
    cases = list(_new_cases(pack))
    calendar = calendars[pack.places[pack.default_place].calendar]
    public = {day for day, found in calendar.holidays.items() if not all(holiday.bank for holiday in found)}
    days = Days(calendar, set(calendar.holidays), public)

    def derived(some: Sequence[Circumstances]) -> int:
        _on_a_day.cache_clear()
        _day_after.cache_clear()
        return sum(len(derive(pack, case, calendars)) for case in some)

    def walked() -> int:
        return sum(len(naive(pack, case, days)) for case in cases)

    if any(derive(pack, case, calendars) != naive(pack, case, days) for case in cases):
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


def naive(pack: Pack, case: Circumstances, days: Days) -> tuple[Due, ...]:
    """Return the dates of a case in which nothing happened yet but its receipt, walking to each day by day."""
    zone = ZoneInfo(case.zone)
    found: dict[Code, Due] = {}
    for rule in pack.rules.values():
        known = [(case.events[event][0], event) for event in rule.start.events if event in case.events]
        if not (_applies(rule, case) and known and rule.limit):
            continue
        at, event = min(known)
        local = at.astimezone(zone)
        number = rule.limit.units(case.values, local.date())
        if number is not None:
            found[rule.id] = _walked(pack, rule, (event, at, local), number, days)
    replaced = [old for rule in pack.rules.values() if rule.id in found for old in rule.supersedes]
    for old in replaced:
        found.pop(old, None)
    for rule in pack.rules.values():
        if rule.closes_with is not None and _applies(rule, case):
            # A date that stands in for one whose start is not known is shared by none.
            known = (due for due in found.values() if pack.rules[due.rule].lacks is None)
            shared = [due for due in known if due.duty == rule.closes_with and due.kind == "deadline"]
            if shared:
                first = min(shared, key=lambda due: due.due_at)
                why = replace(first.derivation, rule=rule.id, cite=rule.cite, confirmed=rule.confirmed)
                force = pack.force_of(rule)
                found[rule.id] = Due(rule.id, rule.duty, rule.kind, force, first.due_at, why, first.provisional)
    # A date that is shared may be replaced as well as one that is counted.
    kept = (due for due in found.values() if due.rule not in replaced)
    return tuple(sorted(kept, key=lambda due: (due.due_at, due.rule)))


def _applies(rule: Rule, case: Circumstances) -> bool:
    if rule.classes and case.complaint_class not in rule.classes:
        return False
    needed = (*rule.needs, *(each.event for each in rule.in_time))
    return meets(rule.when, case.values) and all(event in case.events for event in needed)


def _walked(pack: Pack, rule: Rule, start: tuple[str, datetime, datetime], number: int, days: Days) -> Due:
    event, at, local = start
    unit = rule.limit.unit if rule.limit else Code("day")
    walk, last, rolled = Walk(local - DAY if rule.day0_counts else local), None, None
    later: date | None = None
    bank_only: list[Skipped] = []
    if unit == "hour":
        walk.counted, over = number, at + timedelta(hours=number)
    else:
        if unit == "business-day" and number:
            later, bank_only = _business_days(walk, number, days)
        else:
            _calendar_days(walk, unit, number)
        last = walk.day.date()
        moved = walk.day
        while not _is_business_day(moved, days.every):
            moved += DAY
        rolled = moved.date()
        over = datetime.combine(last + DAY, time.min, local.tzinfo).astimezone(UTC)
    calendar = days.calendar
    proof = Derivation(
        rule.id, rule.cite, pack.id, pack.version, calendar.id, calendar.version, Code(event), local.date(),
        rule.day0_counts, Code(str(local.tzinfo)), unit, walk.counted, walk.weekend_days, tuple(walk.skipped), (),
        last, rolled, last if later else None, later, tuple(bank_only), rule.confirmed, at,
    )  # fmt: skip
    beyond = (rolled or over.astimezone(local.tzinfo).date()).year > calendar.last_year
    return Due(rule.id, rule.duty, rule.kind, pack.force_of(rule), over, proof, beyond)


def _calendar_days(walk: Walk, unit: str, number: int) -> None:
    """Walk a number of days, weeks, months or years; a month ends on its last day where it lacks the start's day."""
    if unit in {"month", "year"}:
        wanted, months = walk.day.day, number * (12 if unit == "year" else 1)
        while months:
            month = walk.day.month
            while walk.day.month == month:
                walk.day, walk.counted = walk.day + DAY, walk.counted + 1
            months -= 1
        month = walk.day.month
        while walk.day.day < wanted and (walk.day + DAY).month == month:
            walk.day, walk.counted = walk.day + DAY, walk.counted + 1
        return
    for _ in range(number * WEEK if unit == "week" else number):
        walk.day, walk.counted = walk.day + DAY, walk.counted + 1


def _business_days(walk: Walk, number: int, days: Days) -> tuple[date | None, list[Skipped]]:
    """Walk business days in both readings; return where the later one ends and the bank holidays that make it so."""
    later, left, bank_only = walk.day, number, []
    while left:
        later += DAY
        if _is_business_day(later, days.every):
            left -= 1
        elif later.weekday() < SATURDAY and later.date() not in days.public:
            bank_only.append(Skipped(later.date(), days.calendar.holidays[later.date()][0].code))
    while walk.counted < number:
        walk.day += DAY
        if _is_business_day(walk.day, days.public):
            walk.counted += 1
        elif walk.day.weekday() < SATURDAY:
            walk.skipped.append(Skipped(walk.day.date(), days.calendar.holidays[walk.day.date()][0].code))
        else:
            walk.weekend_days += 1
    return (later.date(), bank_only) if later != walk.day else (None, [])


def _is_business_day(day: datetime, holidays: set[date]) -> bool:
    return day.weekday() < SATURDAY and day.date() not in holidays
