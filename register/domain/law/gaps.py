"""Why a complaint has no date for what the law asks of the firm: what it counts from, or what it asks, is not known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from register.domain.law.ends import events_for
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Due, Events
from register.domain.law.rules import ANSWER, Rule, StopClock
from register.domain.values import Cite, Code, Id

START, FACT, STOPPED = Code("start"), Code("fact"), Code("stopped")


@dataclass(frozen=True, slots=True)
class Missing:
    """A date that cannot be counted yet.

    ``lacks``: the start (``names`` are the events nobody recorded), a fact (``names``: the one nobody stated), or an
    end of what stops the count ``since`` then (``names``: the event that ends it, ``cite``: where the law says so).
    """

    rule: Code
    duty: Code
    cite: Cite
    party: Id | None
    lacks: Code
    names: tuple[Code, ...]
    since: datetime | None = None


def missing(pack: Pack, known: Circumstances, dues: Iterable[Due]) -> tuple[Missing, ...]:
    """Return the firm's limits that would run but have no date, one for each duty and person.

    One that waits for something to happen is only named where nothing else dates the answer to the complaint, which is
    always owed: all others begin when it happens.
    """
    limits = [due for due in dues if due.kind == "deadline"]
    dated = {(due.duty, due.party) for due in limits}
    answered = any(ANSWER in pack.rules[due.rule].met_by for due in limits)
    found: dict[tuple[Code, Id | None], Missing] = {}
    for rule in pack.rules_for(known.complaint_class):
        for party in _parties(rule, known):
            key = (rule.duty, party)
            if key not in dated and (rule.duty, None) not in dated and key not in found:
                lacking = _lacking(rule, party, pack, known)
                if lacking is not None and not (answered and lacking.lacks == START):
                    found[key] = lacking
    return tuple(found.values())


def _parties(rule: Rule, known: Circumstances) -> tuple[Id | None, ...]:
    return tuple(known.parties) if rule.per is not None and known.parties else (None,)


def _lacking(rule: Rule, party: Id | None, pack: Pack, known: Circumstances) -> Missing | None:
    """Return what keeps a rule from having a date; None where it does not run, or is over."""
    events = events_for(party, known)
    over = {*rule.unless, *rule.met_by}
    if not rule.breachable or rule.closes_with is not None or not over.isdisjoint(events):
        return None
    if not events.keys() >= set(rule.needs) or any(wanted.event not in events for wanted in rule.in_time):
        return None
    for lacks, names, cite, since in _reasons(rule, pack, known, events):
        return Missing(rule.id, rule.duty, cite, party, lacks, names, since)
    return None


Reason = tuple[Code, tuple[Code, ...], Cite, datetime | None]


def _reasons(rule: Rule, pack: Pack, known: Circumstances, events: Events) -> Iterator[Reason]:
    unstated = [Code(fact) for fact in rule.when if fact not in known.values]
    if any(known.values[fact] not in allowed for fact, allowed in rule.when.items() if fact in known.values):
        return
    waits_for = _start_of(rule, pack, events)
    if waits_for:
        stated_outside = rule.limit is None or rule.limit.fact
        if ANSWER in rule.met_by and not unstated and not stated_outside:
            yield START, waits_for, rule.cite, None
        return
    if rule.limit is not None and rule.limit.fact and rule.limit.fact not in known.values:
        unstated.append(Code(rule.limit.fact))
    if unstated:
        yield FACT, tuple(unstated), rule.cite, None
        return
    for stop in rule.stops:
        since = _since(stop, events)
        if since is not None:
            yield STOPPED, (stop.runs_at,), stop.cite, since


def _start_of(rule: Rule, pack: Pack, events: Events) -> tuple[Code, ...]:
    """Return the events a rule still waits for before it can count: none where it can."""
    start = rule.start
    waiting = tuple(event for event in start.events if event not in events)
    if start.choose == "latest":
        return waiting
    if len(waiting) < len(start.events):
        return ()
    return waiting if start.end_of is None else _start_of(pack.rules[start.end_of], pack, events)


def _since(stop: StopClock, events: Events) -> datetime | None:
    """Return since when a stop-clock stands; None while it does not."""
    began, ended = events.get(stop.stops_at, ()), events.get(stop.runs_at, ())
    return began[-1] if began and (not ended or ended[-1] < began[-1]) else None
