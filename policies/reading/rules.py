"""The limits of a pack: ``[[rule]]``."""

import re
from collections.abc import Mapping
from typing import Final

from policies.reading.tables import STAND_IN, Table
from register.domain.policy import Fact
from register.domain.rules import EVENTS, FORCES, KINDS, MARKS, UNITS, InTime, Limit, Rule, Start, StopClock
from register.domain.values import Code

LENGTH: Final = re.compile(r"(0|[1-9][0-9]{0,3})(h|bd|d|w|m)")
CHOICES: Final = ("earliest", "first", "latest")
BOUND: Final = ("firm", "complainant")


def read_rules(root: Table, facts: Mapping[str, Fact], classes: Mapping[Code, object]) -> dict[Code, Rule]:
    """Return the rules in the file's order, which is the order they are derived in."""
    source = root.table("pack").text("source", "")
    rules: dict[Code, Rule] = {}
    tables = root.tables("rule")
    for table in tables:
        rule = _rule(table, source, facts, classes)
        if rule.id in rules:
            table.faults.add("pack-duplicate", table.place("id"), found=rule.id)
        rules[rule.id] = rule
    for table, rule in zip(tables, rules.values(), strict=False):
        _check_references(table, rule, rules)
    return rules


def _rule(table: Table, source: str, facts: Mapping[str, Fact], classes: Mapping[Code, object]) -> Rule:
    """Return one rule; it has a limit of its own or closes with another duty, never both."""
    if table.has("limit") == table.has("closes_with"):
        table.faults.add("pack-one-of", table.at, keys="limit closes_with")
    rule = Rule(
        id=table.code("id"),
        duty=table.code("duty"),
        kind=table.one_of("kind", KINDS),
        force=table.one_of("force", FORCES),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        source=table.text("source", source),
        start=_start(table),
        limit=_limit(table, facts) if table.has("limit") else None,
        closes_with=table.optional_code("closes_with"),
        classes=frozenset(table.several("classes", classes)),
        when=table.condition("when", facts),
        met_by=table.several("met_by", EVENTS),
        unless=table.several("unless", EVENTS),
        supersedes=table.words("supersedes"),
        in_time=tuple(_in_time(row) for row in table.tables("in_time")),
        stops=tuple(_stop(row) for row in table.tables("stops")),
        per=table.one_of("per", ("party",)) if table.has("per") else None,
        bound=table.one_of("bound", BOUND, "firm"),
        day0_counts=table.flag("day0_counts"),
        note=table.text("note", ""),
    )
    if rule.stops and rule.limit is not None and rule.limit.unit != "day":
        table.faults.add("pack-stop-needs-days", table.place("stops"), unit=rule.limit.unit)
    table.close()
    return rule


def _start(table: Table) -> Start:
    """Return what a limit counts from: ``start = "received"`` or ``start = { latest = ["a", "b"] }``."""
    if not table.is_table("start"):
        return Start((table.one_of("start", EVENTS),), Code("first"))
    choice = table.table("start")
    names = [name for name in CHOICES if choice.has(name)]
    if len(names) != 1:
        table.faults.add("pack-one-of", table.place("start"), keys=" ".join(CHOICES))
        return Start((Code(STAND_IN),), Code("first"))
    start = Start(choice.several(names[0], EVENTS), Code(names[0]))
    choice.close()
    return start


def _limit(table: Table, facts: Mapping[str, Fact]) -> Limit:
    """Return how long: ``limit = "30d"``, or as many units as a fact says."""
    if table.is_table("limit"):
        inner = table.table("limit")
        limit = Limit(0, Code(UNITS.get(inner.one_of("unit", UNITS), STAND_IN)), inner.one_of("fact", facts))
        inner.close()
        return limit
    found = LENGTH.fullmatch(text := table.text("limit"))
    if found is None:
        table.faults.add("pack-bad-value", table.place("limit"), expected="24h 5bd 30d 8w 2m", found=text[:60])
        return Limit(0, Code("day"))
    return Limit(int(found[1]), Code(UNITS[found[2]]))


def _in_time(table: Table) -> InTime:
    needed = InTime(table.one_of("event", EVENTS), table.code("rule"))
    table.close()
    return needed


def _stop(table: Table) -> StopClock:
    stop = StopClock(table.one_of("stops_at", EVENTS), table.one_of("runs_at", EVENTS), table.cite())
    table.close()
    return stop


def _check_references(table: Table, rule: Rule, rules: Mapping[Code, Rule]) -> None:
    """Note references to rules that do not exist, or that are derived too late to be asked."""
    order = list(rules)
    for old in rule.supersedes:
        table.known("supersedes", old, rules)
    for needed in rule.in_time:
        earlier = order[: order.index(rule.id)]
        table.known("in_time.rule", needed.rule, earlier or [STAND_IN])
    if rule.closes_with is not None:
        table.known("closes_with", rule.closes_with, {other.duty for other in rules.values() if other.limit})
