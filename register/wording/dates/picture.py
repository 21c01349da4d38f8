"""The words of a picture of a limit's days: its title, its marks and their key, which says all of it without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.law.calendars import Calendar
from register.domain.law.day_by_day import COUNTED, HOLIDAY, HOUR, START, STOPPED, WEEKEND, Day, day_by_day, stretches
from register.domain.law.proofs import Derivation
from register.domain.law.rules import STATED
from register.wording.dates.manner import Manner
from register.wording.dates.why import Proven, Said, counted
from register.wording.marker import _

MONDAY: Final = date(2024, 1, 1)
ALPHABET: Final = 26
START_MARK, WEEKEND_MARK, STOPPED_MARK, LAST_MARK, TODAY_MARK = "○", "\N{EN DASH}", "‖", "▢", "▾"


@dataclass(frozen=True, slots=True)
class Picture:
    """The days of a limit, and every word that stands in or beside their picture.

    ``labels``: what is written into a day; ``names``: the holidays among them; ``today`` is None where the picture is
    not of now. ``key`` tells the marks.
    """

    title: str
    description: str
    days: tuple[Day, ...]
    labels: Mapping[date, str]
    names: Mapping[date, str]
    weekdays: tuple[str, ...]
    last: date
    today: date | None
    key: tuple[Said, ...]
    manner: Manner

    def week(self, monday: date) -> str:
        """Return what a week is called: its Monday."""
        return self.manner.short_day(monday)

    def folded(self, weeks: int, counts: int) -> str:
        """Return what stands for weeks on end in which nothing happened but counting."""
        of_weeks = self.manner.count(_("%(num)d week"), _("%(num)d weeks"), weeks)
        if not counts:
            return self.manner.say(_("%(weeks)s, no day counted"), weeks=of_weeks)
        return f"{of_weeks}, {self.manner.count(_('%(num)d day counted'), _('%(num)d days counted'), counts)}"


def picture(name: str, proven: Proven, today: date | None, manner: Manner) -> Picture:
    """Return the picture of the days of a limit called ``name``."""
    proof, days = proven.proof, day_by_day(proven.proof)
    named = [day for day in days if day.holiday is not None]
    letters = {day.on: f"{day.number or ''}{_letter(place)}" for place, day in enumerate(named)}
    names = {day.on: _name(day, proven.calendar) for day in named}
    key = tuple(_key(days, letters, proven, today, manner))
    return Picture(
        title=manner.say(_("The days of: %(limit)s"), limit=name),
        description="; ".join(said.text for said in key),
        days=days,
        labels={**_numbers(days, proof), **letters},
        names=names,
        weekdays=tuple(manner.weekday(MONDAY + timedelta(days=number)) for number in range(7)),
        last=proof.last_day,
        today=today,
        key=key,
        manner=manner,
    )


def _letter(number: int) -> str:
    """Return a, b, … z, and then aa, ab, … as columns of a table are called."""
    before, own = divmod(number, ALPHABET)
    return (_letter(before - 1) if before else "") + chr(ord("a") + own)


def _numbers(days: tuple[Day, ...], proof: Derivation) -> dict[date, str]:
    """Return what a counted day says: the how-many-eth it is, or its hours and minutes."""
    if proof.unit == HOUR:
        return {day.on: f"{day.counts // 60}:{day.counts % 60:02}" for day in days}
    return {} if proof.unit == STATED else {day.on: str(day.number) for day in days if day.number}


def _key(
    days: tuple[Day, ...], letters: Mapping[date, str], proven: Proven, today: date | None, manner: Manner
) -> Iterator[Said]:
    proof = proven.proof
    if days[0].kind == START:
        said = manner.say(_("%(day)s: the day it counts from, not counted"), day=manner.day(days[0].on))
        yield Said(START_MARK, said)
    yield _counted(days, proven, manner)
    weekend = sum(day.kind == WEEKEND for day in days)
    if weekend:
        left_out = manner.count(_("%(num)d weekend day left out"), _("%(num)d weekend days left out"), weekend)
        yield Said(WEEKEND_MARK, left_out)
    for day in days:
        if day.holiday is not None:
            said = _("%(day)s: %(name)s, left out") if day.kind == HOLIDAY else _("%(day)s: %(name)s, counted here")
            named = manner.say(said, day=manner.day(day.on), name=_name(day, proven.calendar))
            yield Said(letters[day.on], named)
    for stretch in stretches(days):
        if stretch.kind == STOPPED:
            said = _("%(first)s to %(last)s: stopped by law (%(cite)s)")
            first, last = manner.day(stretch.from_day), manner.day(stretch.until_day)
            yield Said(STOPPED_MARK, manner.say(said, first=first, last=last, cite=stretch.cite or proof.cite))
    yield Said(LAST_MARK, _last(proof, manner))
    if today is not None:
        yield Said(TODAY_MARK, _today(days, proof.last_day, today, manner))


def _counted(days: tuple[Day, ...], proven: Proven, manner: Manner) -> Said:
    limit = None if proven.rule is None else proven.rule.limit
    what, most = counted(proven.proof, limit, manner), max(day.number for day in days)
    if proven.proof.unit == STATED:
        return Said("", what)
    if proven.proof.unit == HOUR:
        started = manner.moment(proven.proof.start_at, ZoneInfo(proven.proof.zone))
        said = _("%(what)s, from %(start)s, in hours and minutes of each day")
        return Said("0:00", manner.say(said, what=what, start=started))
    return Said("1" if most == 1 else f"1\N{EN DASH}{most}", manner.say(_("%(what)s counted"), what=what))


def _name(day: Day, calendar: Calendar) -> str:
    found = (holiday.name for holiday in calendar.holidays.get(day.on, ()) if holiday.code == day.holiday)
    return next(found, str(day.holiday))


def _last(proof: Derivation, manner: Manner) -> str:
    if proof.unit == HOUR:
        due_at = proof.start_at + timedelta(hours=proof.counted)
        return manner.say(_("over at %(moment)s"), moment=manner.moment(due_at.astimezone(UTC), ZoneInfo(proof.zone)))
    return manner.say(_("%(day)s: the last day"), day=manner.day(proof.last_day))


def _today(days: tuple[Day, ...], last: date, today: date, manner: Manner) -> str:
    """Say where today stands among the days."""
    said = manner.day(today)
    if today > last:
        over = manner.days((today - last).days)
        return manner.say(_("%(day)s: today, %(over)s after the last day"), day=said, over=over)
    gone = [day.number for day in days if day.kind == COUNTED and day.on <= today and day.number]
    if not gone or max(day.number for day in days) == 0:
        return manner.say(_("%(day)s: today"), day=said)
    return manner.say(_("%(day)s: today, day %(number)s"), day=said, number=str(max(gone)))


def today_in(proof: Derivation, now: datetime) -> date:
    """Return the day it is where a limit is counted."""
    return now.astimezone(ZoneInfo(proof.zone)).date()
