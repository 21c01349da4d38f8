"""A row of a table of worked dates: what happened to a complaint and what is stated of it, before any date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from register.domain.law.deadlines import Circumstances
from register.domain.law.policy import Pack, Place
from register.domain.law.proofs import Events
from register.domain.law.rules import EVENTS, Value
from register.domain.law.stated_facts import fits, value_of
from register.domain.moments import NoMoment, on_the_wall, written
from register.domain.values import Code, Id

GIVEN: Final = ("id", "holiday_calendar", "complaint_class")
RECEIVED: Final = "received"
LOCAL, IN_UTC = "_local", "_utc"
MORE: Final = ";"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that says nothing the pack can be asked: its column, what would do, and what stands there."""

    column: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Start:
    """What a column says of an event: which, to which of several parties, and whether in UTC."""

    event: Code
    party: str
    in_utc: bool


def start_of(column: str) -> Start | None:
    """Return the event a column tells of: ``EVENT``, ``EVENT_local`` or ``EVENT_utc``, with ``@1`` for one of several
    parties; None for a column of something else.
    """
    name, _, party = column.partition("@")
    for ending in ("", LOCAL, IN_UTC):
        event = name.removesuffix(ending)
        if event in EVENTS and event + ending == name:
            return Start(Code(event), party, ending == IN_UTC)
    return None


def says_something(column: str, pack: Pack) -> bool:
    """Whether a column says what happened or what is stated, rather than a date to compare."""
    return column not in pack.oracle and (column in GIVEN or column in pack.facts or start_of(column) is not None)


def circumstances_of(row: Mapping[str, str], pack: Pack) -> Circumstances | list[Wrong]:
    """Return what a row says of a complaint, or every cell of it that says nothing the pack knows."""
    wrong: list[Wrong] = []
    known = row["holiday_calendar"]
    place = pack.places[Code(known)] if known in pack.places else None
    if place is None:
        wrong.append(Wrong("holiday_calendar", _one_of(pack.places), row["holiday_calendar"]))
    if row["complaint_class"] not in pack.classes:
        wrong.append(Wrong("complaint_class", _one_of(pack.classes), row["complaint_class"]))
    values = dict(_values(row, pack, wrong))
    happened = _happened(row, place or pack.places[pack.default_place], wrong)
    own = happened.pop("", {})
    if RECEIVED not in own and not any(each.column.startswith(RECEIVED) for each in wrong):
        wrong.append(Wrong(f"{RECEIVED}{LOCAL}", "a time, here or in received_utc", ""))
    if wrong or place is None:
        return wrong
    # Parties are known by the order of their names, as in the console's questions.
    parties = {Id(str(UUID(int=number))): happened[name] for number, name in enumerate(sorted(happened), start=1)}
    return Circumstances(Code(row["complaint_class"]), place.id, place.zone, values, own, parties)


def _values(row: Mapping[str, str], pack: Pack, wrong: list[Wrong]) -> Iterator[tuple[str, Value]]:
    for column, text in row.items():
        fact = pack.facts.get(column)
        if fact is None or not text:
            continue
        if fits(fact, text):
            yield column, value_of(Code(text), fact.type)
        else:
            known = {"bool": "true or false", "int": "a whole number", "date": "a day as in 2026-05-12"}
            wrong.append(Wrong(column, known.get(fact.type) or _one_of(fact.allowed), text))


def _happened(row: Mapping[str, str], place: Place, wrong: list[Wrong]) -> dict[str, Events]:
    """Return each event with its instants: of the complaint under an empty name, of each party under its own.

    A time in UTC speaks for the local one beside it, which has to be what clocks there showed then.
    """
    zone = ZoneInfo(place.zone)
    columns = {column: start for column in row if row[column] and (start := start_of(column)) is not None}
    found: dict[str, dict[str, tuple[datetime, ...]]] = {"": {}}
    for column, start in sorted(columns.items(), key=lambda pair: not pair[1].in_utc):
        own = found.setdefault(start.party, {})
        try:
            if start.event not in own:
                own[start.event] = tuple(sorted(_instants(row[column], start, zone)))
            elif _walls(row[column]) != [at.astimezone(zone).replace(tzinfo=None) for at in own[start.event]]:
                shown = MORE.join(at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") for at in own[start.event])
                wrong.append(Wrong(column, f"{shown}, the same time in {zone.key}", row[column]))
        except NoMoment as fault:
            wrong.append(Wrong(column, _meant(fault, start), row[column]))
    return {party: events for party, events in found.items() if events or not party}


def _instants(text: str, start: Start, zone: ZoneInfo) -> Iterator[datetime]:
    for each in text.split(MORE):
        moment = written(each)
        if start.in_utc and (moment.utcoffset() or timedelta()) != timedelta():
            raise NoMoment("not-a-time")
        yield on_the_wall(moment, UTC if start.in_utc else zone).astimezone(zone)


def _walls(text: str) -> list[datetime]:
    return sorted(written(each).replace(tzinfo=None) for each in text.split(MORE))


def _meant(fault: NoMoment, start: Start) -> str:
    """Return what would have been a time; one that clocks showed twice, or never, can be said in UTC."""
    either = " or ".join(str(each) for each in fault.problem.params.values())
    if fault.problem.code in {"time-twice", "time-skipped"}:
        return f"{either}, or the instant in {start.event}{IN_UTC}"
    if fault.problem.code == "date-out-of-range":
        return "a year that days can be counted in"
    return "a time in UTC as in 2026-05-12T00:15Z" if start.in_utc else "a time as in 2026-05-12T10:15"


def _one_of(known: "Mapping[Code, object] | tuple[Code, ...]") -> str:
    return f"one of {', '.join(sorted(known))}"
