"""Which act ends a date: what its rule waits for, done for its people, inside its own round. Nothing else does."""

from datetime import datetime
from typing import NamedTuple

from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Due, Events
from register.domain.law.rules import Rule
from register.domain.values import Code, Id


class End(NamedTuple):
    """The act that ended a date, and when it happened: in time or late."""

    at: datetime
    event: Code


def events_for(party: Id | None, known: Circumstances) -> Events:
    """Return what happened to the complaint and to this party; their own events stand before the complaint's."""
    return known.events if party is None else {**known.events, **known.parties[party]}


def begun(rule: Rule, pack: Pack, events: Events) -> datetime:
    """Return from when on an act can end a rule's date: since all that opened this round of it has happened."""
    opening = [rule] if rule.start.end_of is None else [rule, pack.rules[rule.start.end_of]]
    times = [
        events[event][each.counts_from]
        for each in opening
        for event in (*each.start.events, *each.needs)
        if event in events
    ]
    return max(times, default=events["received"][0])


def end_of(due: Due, rule: Rule, events: Events, since: datetime, until: datetime | None = None) -> End | None:
    """Return the first act between ``since`` and ``until`` (both included) that ended the date; None while it waits.

    What only keeps a date, or uses a window, does so inside it alone.
    """
    inside = due.kind == "window"
    ends = [
        End(at, event)
        for event in (*rule.met_by, *rule.kept_by)
        for at in events.get(event, ())
        if at >= since and (until is None or at <= until)
        if at < due.due_at or not (inside or event in rule.kept_by)
    ]
    return min(ends, default=None)
