"""The worked dates of a pack: its examples, and what the columns of its table of dates are compared with."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from policies.reading.tables import Table
from register.domain.policy import Column, ComplaintClass, Example, Fact, Place
from register.domain.rules import EVENTS, Rule
from register.domain.values import Code

DATES: Final = ("due_calendar", "due_if_rolled", "due_public_only", "due_public_and_bank")
PARTS: Final = (*DATES, "due_local", "limit")


def columns(root: Table, rules: Mapping[Code, Rule]) -> dict[str, Column]:
    """Return ``[oracle]``: for each column the duty and the part of its date."""
    table = root.table("oracle")
    duties = {rule.duty for rule in rules.values()}
    found: dict[str, Column] = {}
    for name in table.names():
        row = table.table(name)
        found[name] = Column(row.one_of("duty", duties or ("none",)), row.one_of("part", PARTS))
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
    place = table.one_of("place", places)
    found = Example(
        id=table.code("id"),
        title=table.text("title"),
        complaint_class=table.one_of("class", classes),
        place=place,
        values=table.values("values", facts),
        events=_events(table.table("events"), ZoneInfo(places[place].zone if place in places else "UTC")),
        expected=_expected(table, rules),
    )
    table.close()
    return found


def _events(table: Table, zone: ZoneInfo) -> dict[str, datetime]:
    return {table.known(name, name, EVENTS): table.moment(name).replace(tzinfo=zone) for name in table.names()}


def _expected(table: Table, rules: Mapping[Code, Rule]) -> dict[Code, Mapping[str, date] | None]:
    """Return the dates each rule must yield, and the rules that must yield none."""
    expected: dict[Code, Mapping[str, date] | None] = dict.fromkeys(table.several("none", rules))
    dates = table.table("expect")
    for name in dates.names():
        row = dates.table(name)
        expected[dates.known(name, name, rules)] = {
            str(row.known(each, each, DATES)): row.day(each) for each in row.names()
        }
    return expected
