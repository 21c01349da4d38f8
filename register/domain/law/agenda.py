"""Which rules yield a date by what happened and what is stated, and for whom: what is known before counting a day.

Most rules of a class wait for something that did not happen to this complaint. Which do is the same for all complaints
to which the same things happened, so it is found once for them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances
from register.domain.law.rules import Rule, Value, meets
from register.domain.law.scope import switched_off
from register.domain.values import Code, Id

Happened = frozenset[str]
Parties = tuple[tuple[Id, Happened], ...]
Step = tuple[Rule, Id | None]
NONE: Final = frozenset[Code]()


class Agenda(NamedTuple):
    """What to derive, in order.

    ``at_once``: by the event they count from (and which of its times), rules that depend on nothing else, with their
    number of units.
    ``counted`` and then ``sharing``: rules that lean on other dates or have a course of their own, each with the party
    it runs for (None: the complaint). ``replacing``: rules of the first two that replace others.
    """

    at_once: tuple[tuple[Code, int, tuple[tuple[Rule, int], ...]], ...]
    counted: tuple[Step, ...]
    replacing: tuple[Rule, ...]
    sharing: tuple[Step, ...]


class _Kind(NamedTuple):
    """A kind of complaint: its class under a pack, and which switches hold nothing for it."""

    pack: Pack
    complaint_class: str
    off: frozenset[Code]


class Plan(NamedTuple):
    """A class's rules: those that can be counted first, then those that need a shared date; and the facts they ask."""

    first: tuple[Rule, ...]
    then: tuple[Rule, ...]
    asked: tuple[str, ...]


def agenda(pack: Pack, circumstances: Circumstances) -> Agenda:
    """Return what to derive for a complaint of a class the pack holds."""
    known, values, parties = circumstances.complaint_class, circumstances.values, circumstances.parties
    stated = tuple([values.get(fact) for fact in _plan(pack, known).asked])
    own = tuple([(party, frozenset(parties[party])) for party in sorted(parties)]) if parties else ()
    off = switched_off(pack.scope.switches, _received_on(circumstances)) if pack.scope.switches else NONE
    return _agenda(_Kind(pack, known, off), stated, frozenset(circumstances.events), own)


def _received_on(circumstances: Circumstances) -> date | None:
    times = circumstances.events.get("received")
    return times[0].astimezone(ZoneInfo(circumstances.zone)).date() if times else None


@lru_cache(maxsize=256)
def _plan(pack: Pack, complaint_class: str) -> Plan:
    rules = pack.rules_for(complaint_class)
    later: dict[Code, Rule] = {}
    for rule in rules:
        leans_on = {rule.start.end_of, *(needed.rule for needed in rule.in_time)}
        if rule.closes_with is not None or leans_on & later.keys():
            later[rule.id] = rule
    first = tuple(rule for rule in rules if rule.id not in later)
    return Plan(first, tuple(later.values()), tuple(sorted({fact for rule in rules for fact in rule.when})))


@lru_cache(maxsize=1024)
def _agenda(kind: _Kind, stated: tuple[Value | None, ...], happened: Happened, parties: Parties) -> Agenda:
    plan = _plan(kind.pack, kind.complaint_class)
    values = {fact: value for fact, value in zip(plan.asked, stated, strict=True) if value is not None}
    first, then = (
        [rule for rule in rules if rule.switch not in kind.off and meets(rule.when, values)]
        for rules in (plan.first, plan.then)
    )
    counted, sharing = (tuple(_steps(rules, happened, parties)) for rules in (first, then))
    at_once: dict[tuple[Code, int], list[tuple[Rule, int]]] = {}
    for rule, _ in counted:
        if rule.limit is not None and _by_its_event_alone(rule, happened):
            at_once.setdefault((rule.start.events[0], rule.counts_from), []).append((rule, rule.limit.count))
    return Agenda(
        at_once=tuple((*start, tuple(rules)) for start, rules in at_once.items()),
        counted=tuple(step for step in counted if not _by_its_event_alone(step[0], happened)),
        replacing=tuple(dict.fromkeys(rule for rule, _ in counted if rule.supersedes)),
        sharing=sharing,
    )


def _steps(rules: Iterable[Rule], happened: Happened, parties: Parties) -> Iterator[Step]:
    for rule in rules:
        if _open(rule, happened) and _can_start(rule, happened):
            yield rule, None
        if rule.per is not None:
            able = (party for party, own in parties if _open(rule, happened | own) and _can_start(rule, own))
            yield from ((rule, party) for party in able)


def _open(rule: Rule, happened: Happened) -> bool:
    """Whether nothing waived the rule, and all it needs has happened."""
    needed = happened.issuperset(rule.needs) and all(each.event in happened for each in rule.in_time)
    return needed and happened.isdisjoint(rule.unless)


def _can_start(rule: Rule, happened: Happened) -> bool:
    """Whether the rule has an event to count from, or a date of another rule."""
    leaning = rule.closes_with is not None or rule.start.end_of is not None
    return leaning or not happened.isdisjoint(rule.start.events)


def _by_its_event_alone(rule: Rule, happened: Happened) -> bool:
    """Whether a date is a fixed limit from one event, which nothing met or stopped."""
    fixed = rule.limit is not None and not rule.limit.fact and not rule.start.events[1:]
    recurred = rule.every is not None and (rule.day0_counts or not happened.isdisjoint(rule.met_by))
    stopped = not happened.isdisjoint(stop.stops_at for stop in rule.stops)
    own_course = rule.per or rule.in_time or rule.start.end_of or recurred or stopped
    return fixed and not own_course and rule.start.events[0] in happened
