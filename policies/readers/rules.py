"""The limits of a pack: ``[[rule]]``."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from policies.readers.tables import STAND_IN, Table
from register.domain.law.policy import Fact
from register.domain.law.rules import EVENTS, FORCES, KINDS, MARKS, STATED, UNITS, InTime, Limit, Rule, Start, StopClock
from register.domain.values import Code

LENGTH: Final = re.compile(r"(0|[1-9][0-9]{0,3})(h|bd|d|w|m|y)")
CHOICES: Final = ("earliest", "first", "latest")
HOW_LONG: Final = ("limit", "every", "closes_with")
PROMPT: Final = "prompt"
BOUND: Final = ("firm", "complainant")


def read_rules(
    root: Table, facts: Mapping[str, Fact], classes: Mapping[Code, object], duties: Collection[str]
) -> dict[Code, Rule]:
    """Return the rules in the file's order, which is the order they are derived in."""
    source = root.table("pack").text("source", "")
    rules: dict[Code, Rule] = {}
    tables = root.tables("rule")
    for table in tables:
        rule = _rule(table, source, facts, classes, root.identifiers("switch"))
        table.known("duty", rule.duty, duties)
        if rule.id in rules:
            table.faults.add("pack-duplicate", table.place("id"), found=rule.id)
        rules[rule.id] = rule
    for table, rule in zip(tables, rules.values(), strict=False):
        _check_references(table, rule, rules)
    return rules


def _rule(
    table: Table, source: str, facts: Mapping[str, Fact], classes: Mapping[Code, object], switches: Collection[str]
) -> Rule:
    """Return one rule; it has a limit of its own, recurs, or closes with another duty: one of these."""
    if sum(table.has(key) for key in HOW_LONG) != 1:
        table.faults.add("pack-one-of", table.at, keys=" ".join(HOW_LONG))
    prompt = not table.is_table("limit") and table.raw("limit") == PROMPT
    rule = Rule(
        id=table.code("id"),
        duty=table.code("duty"),
        kind=table.one_of("kind", KINDS),
        force=table.one_of("force", FORCES),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        source=table.text("source", source),
        start=_start(table),
        limit=_limit(table, facts, prompt=prompt),
        closes_with=table.optional_code("closes_with"),
        classes=frozenset(table.several("classes", classes)),
        when=table.condition("when", facts),
        met_by=table.several("met_by", EVENTS),
        kept_by=table.several("kept_by", EVENTS),
        unless=table.several("unless", EVENTS),
        needs=table.several("needs", EVENTS),
        supersedes=table.words("supersedes"),
        in_time=tuple(_in_time(row) for row in table.tables("in_time")),
        stops=tuple(_stop(row) for row in table.tables("stops")),
        per=table.one_of("per", ("party",)) if table.has("per") else None,
        bound=table.one_of("bound", BOUND, "firm"),
        day0_counts=table.flag("day0_counts"),
        prompt=prompt,
        renews=table.flag("renews", default=table.has("every")),
        every=table.one_of("every_from", ("start", "last")) if table.has("every") else None,
        lacks=table.one_of("lacks", EVENTS) if table.has("lacks") else None,
        note=table.text("note", ""),
        switch=table.one_of("switch", switches or [STAND_IN]) if table.has("switch") else None,
    )
    if rule.stops and rule.limit is not None and rule.limit.unit not in {"day", STATED}:
        table.faults.add("pack-stop-needs-days", table.place("stops"), unit=rule.limit.unit)
    table.close()
    return rule


def _start(table: Table) -> Start:
    """Return what a limit counts from: ``start = "received"``, ``start = { latest = ["a", "b"] }``, or the end of
    another rule's limit: ``start = { end_of = "rule", as = "event" }``.
    """
    if not table.is_table("start"):
        return Start((table.one_of("start", EVENTS),), Code("first"))
    choice = table.table("start")
    if choice.has("end_of"):
        start = Start((choice.one_of("as", EVENTS),), Code("first"), choice.code("end_of"))
        choice.close()
        return start
    names = [name for name in CHOICES if choice.has(name)]
    if len(names) != 1:
        table.faults.add("pack-one-of", table.place("start"), keys=" ".join(CHOICES))
        return Start((Code(STAND_IN),), Code("first"))
    start = Start(choice.several(names[0], EVENTS), Code(names[0]))
    choice.close()
    return start


def _limit(table: Table, facts: Mapping[str, Fact], *, prompt: bool) -> Limit | None:
    """Return how long: ``limit = "30d"``, as many units as a fact says, until the day a fact says, or the firm's own
    ``target`` where the law says ``prompt``.
    """
    if table.is_table("limit"):
        inner = table.table("limit")
        if inner.has("date"):
            limit = Limit(0, STATED, inner.one_of("date", [name for name in facts if facts[name].type == "date"]))
        else:
            limit = Limit(0, Code(UNITS.get(inner.one_of("unit", UNITS), STAND_IN)), inner.one_of("fact", facts))
        inner.close()
        return limit
    key = "target" if prompt else next((key for key in ("limit", "every") if table.has(key)), "")
    return length(table, key) if key else None


def length(table: Table, key: str) -> Limit:
    """Return a length of time: ``24h``, ``5bd``, ``30d``, ``8w``, ``2m``, ``6y``."""
    found = LENGTH.fullmatch(text := table.text(key))
    if found is None:
        table.faults.add("pack-bad-value", table.place(key), expected="24h 5bd 30d 8w 2m 6y", found=text[:60])
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
    if rule.start.end_of is not None:
        table.known("start.end_of", rule.start.end_of, order[: order.index(rule.id)] or [STAND_IN])
    if rule.closes_with is not None:
        table.known("closes_with", rule.closes_with, {other.duty for other in rules.values() if other.limit})
