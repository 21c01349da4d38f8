"""The worked dates of a pack: its examples, and what the columns of its table of dates are compared with."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from policies.readers.tables import Table
from register.domain.law.policy import ComplaintClass, Fact, Place
from register.domain.law.rules import EVENTS, Rule
from register.domain.law.worked import Column, Example
from register.domain.moments import NoMoment, on_the_wall
from register.domain.values import Code, Id

DATES: Final = ("due_calendar", "due_if_rolled", "due_public_only", "due_public_and_bank")
Expected = dict[tuple[Code, Id | None], Mapping[str, date] | None]
NUMBERS: Final = frozenset("123456789")
PARTS: Final = (*DATES, "due_local", "limit")


def columns(root: Table, rules: Mapping[Code, Rule]) -> dict[str, Column]:
    """Return ``[oracle]``: for each column the duty and the part of its date."""
    table = root.table("oracle")
    duties = {rule.duty for rule in rules.values()}
    found: dict[str, Column] = {}
    for name in table.names():
        row = table.table(name)
        found[name] = Column(row.one_of("duty", duties), row.one_of("part", PARTS))
        row.close()
    return found


def example(
    table: Table,
    places: Mapping[Code, Place],
    facts: Mapping[str, Fact],
    classes: Mapping[Code, ComplaintClass],
    rules: Mapping[Code, Rule],
) -> Example:
    """Return one ``[[example]]``; its events are local times of its place."""
    place, parties = table.one_of("place", places), table.table("party")
    zone = ZoneInfo(places[place].zone if place in places else "UTC")
    found = Example(
        id=table.code("id"),
        title=table.text("title"),
        complaint_class=table.one_of("class", classes),
        place=place,
        values=table.values("values", facts),
        events=_events(table.table("events"), zone),
        parties={_party(parties, name, name): _events(parties.table(name), zone) for name in parties.names()},
        expected=_expected(table, rules),
    )
    table.close()
    return found


def _events(table: Table, zone: ZoneInfo) -> dict[str, tuple[datetime, ...]]:
    """Return the events in local time of the place; one that happened several times is a list."""
    return {table.known(name, name, EVENTS): tuple(sorted(_moments(table, name, zone))) for name in table.names()}


def _moments(table: Table, name: str, zone: ZoneInfo) -> Iterator[datetime]:
    for moment in table.moments(name):
        try:
            yield on_the_wall(moment, zone).astimezone(zone)
        except NoMoment as fault:
            either = ", ".join(str(each) for each in fault.problem.params.values()) or "datetime"
            table.faults.add("pack-bad-value", table.place(name), expected=either, found=moment.isoformat(" "))


def _party(table: Table, key: str, number: str) -> Id:
    """Return the id under which an example knows its first, second, third party."""
    known = table.known(key, number, NUMBERS)
    return Id(f"00000000-0000-4000-8000-00000000000{known if known in NUMBERS else 0}")


def _expected(table: Table, rules: Mapping[Code, Rule]) -> Expected:
    """Return the dates each rule must yield (``rule``, or ``rule@1`` for the first party), and the rules that must
    yield none.
    """
    expected: Expected = {(rule, None): None for rule in table.several("none", rules)}
    dates = table.table("expect")
    for name in dates.names():
        rule, _, party = name.partition("@")
        row = dates.table(name)
        expected[dates.known(name, rule, rules), _party(dates, name, party) if party else None] = {
            str(row.known(each, each, DATES)): row.day(each) for each in row.names()
        }
    return expected
