"""Why a date is what it is, as pairs of a term and what is said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from register.domain.law.announced import doubt
from register.domain.law.calendars import Calendar
from register.domain.law.day_by_day import day_by_day
from register.domain.law.policy import Pack
from register.domain.law.proofs import Derivation, Skipped
from register.domain.law.rules import STATED, Limit, Rule
from register.wording.dates.manner import Manner
from register.wording.events import EVENT
from register.wording.marker import _

SURE: Final = {
    "C": _("read in the text itself"),
    "S": _("secondary source"),
    "D": _("derived by us"),
    "U": _("unconfirmed: not a legal date"),
    "N": _("not claimed by the pack: received before it took force"),
    "O": _("carried over: the date another system had"),
}
RULE: Final = _("Rule")
VERSION: Final = _("%(id)s, version %(version)s")
OPTION: Final = _("an option: once its time is over it is gone, and not using it misses no limit")

Pairs = Iterator[tuple[str, str]]


class Said(NamedTuple):
    """A term, and what is said of it."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A date's proof with what it names: its calendar and its pack (None where the reader has no such pack).

    ``earlier`` is the limit from whose last day it counts, if from one; ``option``: nothing is owed by it. ``source``:
    where a date that was carried over stands in the other system; nothing was counted for it.
    """

    proof: Derivation
    calendar: Calendar
    pack: Pack | None
    earlier: str | None = None
    option: bool = False
    source: str | None = None

    @property
    def rule(self) -> Rule | None:
        """The rule behind it, where its pack holds it."""
        return None if self.pack is None else self.pack.rules.get(self.proof.rule)


def why(proven: Proven, manner: Manner) -> list[Said]:
    """Return the proof of a date in words."""
    said = _derived(proven, manner) if proven.source is None else _stated(proven, proven.source, manner)
    return [Said(manner.say(term), text) for term, text in said]


def _derived(proven: Proven, manner: Manner) -> Pairs:
    proof = proven.proof
    yield from (
        (RULE, f"{proof.cite} · {proof.rule}"),
        *_nature(proven, manner),
        (_("How sure"), manner.say(SURE[proof.confirmed])),
        (_("Counted from"), _start(proven, manner)),
        *_first_day(proven, manner),
        (_("Counted"), counted(proof, None if proven.rule is None else proven.rule.limit, manner)),
        *_left_out(proven, manner),
        *_last_day(proven, manner),
        *_readings(proven, manner),
        *_unsure(proven, manner),
        (
            _("Calendar"),
            manner.say(_("%(id)s, version %(version)s"), id=proof.calendar, version=proof.calendar_version),
        ),
        (_("Pack"), manner.say(_("%(id)s, version %(version)s"), id=_pack(proven, manner), version=proof.pack_version)),
        *_law(proven),
    )


def _stated(proven: Proven, source: str, manner: Manner) -> Pairs:
    proof = proven.proof
    yield RULE, f"{proof.cite} · {proof.rule}"
    yield _("How sure"), manner.say(SURE[proof.confirmed])
    yield _("Carried over from"), source
    yield _("Counted"), counted(proof, None, manner)
    yield from _last_day(proven, manner)


def counted(proof: Derivation, limit: Limit | None, manner: Manner) -> str:
    """Say what was counted; a limit in weeks, months or years with the days that it came to."""
    if proof.unit == STATED:
        return manner.say(_("not counted: the day was stated from outside"))
    if proof.unit == "hour":
        return manner.count(_("%(num)d hour"), _("%(num)d hours"), proof.counted)
    if proof.unit == "business-day":
        return manner.count(_("%(num)d business day"), _("%(num)d business days"), proof.counted)
    days = manner.count(_("%(num)d calendar day"), _("%(num)d calendar days"), proof.counted)
    if proof.unit == "day" or limit is None or limit.fact:
        return days
    one, many = {
        "week": (_("%(num)d week"), _("%(num)d weeks")),
        "month": (_("%(num)d month"), _("%(num)d months")),
        "year": (_("%(num)d year"), _("%(num)d years")),
    }[limit.unit]
    return f"{manner.count(one, many, limit.count)} ({days})"


def names_of(skipped: Iterable[Skipped], calendar: Calendar) -> Iterator[tuple[Skipped, str]]:
    """Yield each holiday with its name in the calendar."""
    for left_out in skipped:
        found = (h.name for h in calendar.holidays.get(left_out.day, ()) if h.code == left_out.holiday)
        yield left_out, next(found, left_out.holiday)


def event_title(pack: Pack | None, event: str, manner: Manner) -> str:
    """Return what an event is called: by its pack, else by the register itself."""
    own = None if pack is None else pack.events.get(event)  # type: ignore[call-overload]  # a code is a string
    return own.title if own is not None else manner.say(EVENT[event]) if event in EVENT else event


def _nature(proven: Proven, manner: Manner) -> Pairs:
    if proven.option:
        yield (
            _("What it is"),
            manner.say(OPTION),
        )
    if proven.rule is not None and proven.rule.prompt:
        yield _("The law says"), manner.say(_("promptly; the date is the firm's own target"))
    if proven.rule is not None and proven.rule.note:
        yield _("Note"), proven.rule.note


def _start(proven: Proven, manner: Manner) -> str:
    proof = proven.proof
    if proven.earlier is not None:
        day = manner.day(proof.start_date)
        return manner.say(_("the last day of: %(limit)s, %(day)s"), limit=proven.earlier, day=day)
    return (
        f"{event_title(proven.pack, proof.start_event, manner)}: {manner.moment(proof.start_at, ZoneInfo(proof.zone))}"
    )


def _first_day(proven: Proven, manner: Manner) -> Pairs:
    proof = proven.proof
    if proof.unit in {STATED, "hour"}:
        return
    first = next((day.on for day in day_by_day(proof) if day.number == 1), None)
    if first is None:
        return
    said = _("%(first)s; the day of the start itself counts")
    if not proof.start_counts:
        said = _("%(first)s; the day it counts from, %(start)s, is not counted")
    yield _("Day 1"), manner.say(said, first=manner.day(first), start=manner.day(proof.start_date))


def _left_out(proven: Proven, manner: Manner) -> Pairs:
    proof = proven.proof
    if proof.weekend_days:
        yield _("Weekend days left out"), str(proof.weekend_days)
    if proof.skipped:
        named = (f"{manner.day(left_out.day)}: {name}" for left_out, name in names_of(proof.skipped, proven.calendar))
        yield _("Holidays left out"), "; ".join(named)
    for stop in proof.stopped:
        start, end = manner.day(stop.from_day), manner.day(stop.until_day)
        said = _("%(start)s to %(end)s, %(days)s (%(cite)s)")
        yield _("Stopped by law"), manner.say(said, start=start, end=end, days=manner.days(stop.days), cite=stop.cite)


def _last_day(proven: Proven, manner: Manner) -> Pairs:
    due, rolled = proven.proof.due_calendar, proven.proof.due_if_rolled
    if due is None:
        return
    yield _("Last day"), manner.day(due)
    if rolled is not None and rolled != due:
        said = _("%(day)s, if a last day on a day off moved on; we work to the earlier one")
        yield _("The next business day"), manner.say(said, day=manner.day(rolled))


def _readings(proven: Proven, manner: Manner) -> Pairs:
    proof = proven.proof
    if proof.due_public_only is None or proof.due_public_and_bank is None:
        return
    worked_to = manner.say(_("%(day)s, we work to this"), day=manner.day(proof.due_public_only))
    yield _("Counting bank holidays as business days"), worked_to
    yield _("Leaving them out too"), manner.day(proof.due_public_and_bank)
    named = (f"{name} ({manner.day(on.day)})" for on, name in names_of(proof.bank_only, proven.calendar))
    yield _("The difference"), ", ".join(named)


def _unsure(proven: Proven, manner: Manner) -> Pairs:
    found = doubt(proven.proof, proven.calendar)
    if found.announced_year is not None:
        said = _("The holidays are announced up to %(year)s; the day may still move.")
        yield _("Provisional"), manner.say(said, year=str(found.announced_year))
    if found.estimated:
        days = ", ".join(f"{holiday.name} ({manner.day(on)})" for on, holiday in found.estimated)
        yield _("Provisional"), manner.say(_("It rests on days that are only estimated: %(days)s"), days=days)


def _law(proven: Proven) -> Pairs:
    """Yield what the pack says of the paragraphs the rule rests on."""
    if proven.rule is None or proven.pack is None:
        return
    held = f"rule:{proven.rule.id}"
    behind = [each for each in proven.pack.provisions.values() if held in each.held]
    if behind:
        yield _("Paragraphs"), "\n".join(f"{each.cite}: {each.text}" for each in behind)


def _pack(proven: Proven, manner: Manner) -> str:
    pack = proven.pack
    if pack is None:
        return proven.proof.pack
    title = manner.say(_("%(title)s: an example, no law"), title=pack.title) if pack.is_example else pack.title
    return f"{title} ({pack.id})"
