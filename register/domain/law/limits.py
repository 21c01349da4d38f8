"""Every limit a complaint was ever under by what is known of it: those that run, and those whose round is over.

A rule that renews, recurs or is waived sets its last date alone when dates are derived. What came before it was
answered, or passed, or fell away; so dates are derived once more for each time at which a round gave way to the next.
The order in which people recorded what happened plays no part.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from register.domain.frozen import replace
from register.domain.law.calendars import Calendar
from register.domain.law.deadlines import derive
from register.domain.law.ends import End, begun, end_of, events_for
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Due, Events
from register.domain.law.rules import Rule, Values
from register.domain.values import Id

INSTANT: Final = timedelta(microseconds=1)


class Limit(NamedTuple):
    """A date, the round of its duty it belongs to (0 where it comes once), and the act that ended it.

    ``carried``: the date of another system that it is.
    """

    due: Due
    round: int
    end: End | None
    carried: Id | None = None


class _Span(NamedTuple):
    """What was known before a round gave way to the next (``until``); None: what is known in the end."""

    known: Circumstances
    since: datetime
    until: datetime | None


def limits(
    pack: Pack, known: Circumstances, calendars: Mapping[str, Calendar], values_before: Callable[[datetime], Values]
) -> tuple[Limit, ...]:
    """Return the limits, those of earlier rounds first; raises ``Invalid`` as ``derive`` does.

    ``values_before`` tells the facts as they were before an instant, for what a round was about may be another's.
    """
    spans = [
        span if span.until is None else span._replace(known=replace(span.known, values=values_before(span.until)))
        for span in _spans(pack, known)
    ]
    dues = [derive(pack, span.known, calendars) for span in spans]
    found = []
    for number, span in enumerate(spans):
        later = {_identity(due, pack) for after in dues[number + 1 :] for due in after}
        for due in dues[number]:
            if _identity(due, pack) in later or _void(pack.rules[due.rule], known):
                continue
            limit = _limit(due, dues[number], span, pack, known)
            if span.until is None or _over(limit, pack, span.until):
                found.append(limit)
    return tuple(found)


def stated(due: Due, pack: Pack, known: Circumstances, at: datetime) -> Limit | None:
    """Return the limit of a date that was stated ``at`` an instant: it belongs to the round of its rule that ran then.

    None where that round was over, or its rule waived, before the date passed or was met.
    """
    rule, then = pack.rules[due.rule], _before(at + INSTANT, known)
    turns = (turn for event in _opening(rule, pack) for turn in known.events.get(event, ()) if turn > at)
    waived = (known.events[event][0] for event in rule.unless if event in known.events)
    next_round = min(turns, default=None)
    since = begun(rule, pack, then.events) if rule.every is None else at
    end = end_of(due, rule, known.events, since, next_round)
    over = min((turn for turn in (next_round, *waived) if turn is not None), default=None)
    if end is None and over is not None and over < due.due_at:
        return None
    return Limit(due, _round(rule, pack, then.events), end)


def _over(limit: Limit, pack: Pack, until: datetime) -> bool:
    """Whether a round was over by then: its act was done, or its date had passed; else it fell away."""
    return _has_rounds(pack.rules[limit.due.rule]) and (limit.end is not None or limit.due.due_at <= until)


def _has_rounds(rule: Rule) -> bool:
    """Whether an act can end it: what merely passes, as a review, is gone once something else holds."""
    return rule.kind in {"deadline", "window"} and bool(rule.met_by)


def _void(rule: Rule, known: Circumstances) -> bool:
    """Whether a notice about another limit counts no more, not even one given before, since that limit is another's."""
    return rule.closes_with is not None and not known.events.keys().isdisjoint(rule.unless)


def _limit(due: Due, beside: tuple[Due, ...], span: _Span, pack: Pack, known: Circumstances) -> Limit:
    rule = pack.rules[due.rule]
    since, number = _began(due, span.known, pack)
    shared = _shared_with(due, rule, beside)
    if shared is not None:
        shared_since, shared_number = _began(shared, span.known, pack)
        since, number = max(since, shared_since), number or shared_number
    if rule.every is not None:
        since = max(since, span.since)
        if span.until is None:
            return Limit(due, number, None)
    return Limit(due, number, end_of(due, rule, events_for(due.party, known), since, span.until))


def _began(due: Due, known: Circumstances, pack: Pack) -> tuple[datetime, int]:
    """Return from when an act can end a date, and which round of its rule that is."""
    rule, events = pack.rules[due.rule], events_for(due.party, known)
    return begun(rule, pack, events), _round(rule, pack, events)


def _shared_with(due: Due, rule: Rule, beside: tuple[Due, ...]) -> Due | None:
    """Return the date whose round this one shares."""
    if rule.closes_with is None:
        return None
    start = due.derivation.start_at
    same = (one for one in beside if one.duty == rule.closes_with and one.kind == "deadline")
    return next((one for one in same if one.derivation.start_at == start), None)


def _round(rule: Rule, pack: Pack, events: Events) -> int:
    """Return the how-many-eth time this is that the rule runs; 0 for one that runs once."""
    if rule.every is not None:
        return 1 + sum(len(events.get(event, ())) for event in rule.met_by)
    if not rule.renews:
        return 0
    opening = rule if rule.start.end_of is None else pack.rules[rule.start.end_of]
    return max((len(events.get(event, ())) for event in opening.start.events), default=0)


def _identity(due: Due, pack: Pack) -> tuple[object, ...]:
    recurs = pack.rules[due.rule].every is not None
    return due.rule, due.party, due.derivation.start_event, due.derivation.start_at, due.due_at if recurs else None


def _spans(pack: Pack, known: Circumstances) -> Iterator[_Span]:
    since = known.events["received"][0]
    for at in sorted(_turns(pack, known)):
        if at > since:
            yield _Span(_before(at, known), since, at)
            since = at
    yield _Span(known, since, None)


class _Turning(NamedTuple):
    """The events at which a round of some rule is over: each time they happen, or the first time."""

    always: frozenset[str]
    first: frozenset[str]


@lru_cache(maxsize=256)
def _turning(pack: Pack, complaint_class: str) -> _Turning:
    """Return what turns rounds: an interval was told of, a round began anew, or a rule was waived."""
    rules = [rule for rule in pack.rules_for(complaint_class) if _has_rounds(rule)]
    told = {event for rule in rules if rule.every is not None for event in rule.met_by}
    opening = {event for rule in rules for event in _opening(rule, pack)}
    return _Turning(frozenset(told | opening), frozenset(event for rule in rules for event in rule.unless))


def _turns(pack: Pack, known: Circumstances) -> set[datetime]:
    """Return when a round of any rule was over."""
    turning = _turning(pack, known.complaint_class)
    turns: set[datetime] = set()
    for events in (known.events, *known.parties.values()):
        for event, times in events.items():
            if event in turning.always:
                turns.update(times)
            elif event in turning.first:
                turns.add(times[0])
    return turns


def _opening(rule: Rule, pack: Pack) -> Iterator[str]:
    """Yield the events that begin the rule's round anew."""
    if rule.renews and rule.every is None:
        leaning = () if rule.start.end_of is None else pack.rules[rule.start.end_of].start.events
        yield from (*rule.start.events, *rule.needs, *leaning)


def _before(at: datetime, known: Circumstances) -> Circumstances:
    def cut(events: Events) -> Events:
        kept = {event: tuple(one for one in times if one < at) for event, times in events.items()}
        return {event: times for event, times in kept.items() if times}

    parties: dict[Id, Events] = {party: cut(events) for party, events in known.parties.items()}
    return replace(known, events=cut(known.events), parties=parties)
