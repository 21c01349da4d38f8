"""What a regime leaves open or sets from outside: ``[[switch]]``, ``[[reading]]``, ``[[threshold]]`` and the like."""

from collections.abc import Mapping

from policies.readers.tables import STAND_IN, Table
from register.domain.law.policy import Fact
from register.domain.law.rules import EVENTS, MARKS
from register.domain.law.scope import EDGES, EQUAL, GREATER_PART, Apportionment, Reading, Scope, Switch, Threshold
from register.domain.values import Amount


def read_scope(root: Table, facts: Mapping[str, Fact]) -> Scope:
    """Return all of it."""
    sums = [name for name, fact in facts.items() if fact.type == "money"]
    switches = (_switch(table) for table in root.tables("switch"))
    return Scope(
        {switch.id: switch for switch in switches},
        tuple(_reading(table) for table in root.tables("reading")),
        tuple(_threshold(table, facts, sums) for table in root.tables("threshold")),
        tuple(_apportionment(table) for table in root.tables("apportionment")),
    )


def _switch(table: Table) -> Switch:
    found = Switch(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        on=table.optional_day("on"),
        note=table.text("note", ""),
    )
    table.close()
    return found


def _reading(table: Table) -> Reading:
    found = Reading(
        id=table.code("id"),
        title=table.text("title"),
        event=table.one_of("event", EVENTS),
        begins=table.day("begins"),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        note=table.text("note", ""),
    )
    table.close()
    return found


def _threshold(table: Table, facts: Mapping[str, Fact], sums: list[str]) -> Threshold:
    found = Threshold(
        id=table.code("id"),
        title=table.text("title"),
        fact=table.one_of("fact", sums or [STAND_IN]),
        amount=_amount(table),
        edge=table.one_of("edge", EDGES),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        when=table.condition("when", facts),
        note=table.text("note", ""),
    )
    table.close()
    return found


def _amount(table: Table) -> Amount:
    text = table.text("amount")
    try:
        return Amount(text)
    except ValueError:
        table.faults.add("pack-bad-value", table.place("amount"), expected="3000.00", found=text[:60])
        return Amount("0")


def _apportionment(table: Table) -> Apportionment:
    found = Apportionment(
        id=table.code("id"),
        title=table.text("title"),
        rule=table.one_of("rule", (EQUAL,)),
        unless=table.one_of("unless", (GREATER_PART,)),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        note=table.text("note", ""),
    )
    table.close()
    return found
