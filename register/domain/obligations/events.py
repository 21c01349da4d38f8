"""Which events can happen next to a complaint, or to one of its parties."""

from register.domain.law.duties import Event
from register.domain.law.ends import events_for
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances
from register.domain.values import Id


def possible_events(pack: Pack, known: Circumstances) -> tuple[Event, ...]:
    """Return the events that can happen next to a complaint, or to one of its parties, as far as their order says."""
    return tuple(
        event
        for event in pack.events.values()
        if event.of(known.complaint_class)
        and any(_follows(event, known, whom) for whom in (None, *(known.parties if event.per else ())))
    )


def _follows(event: Event, known: Circumstances, party: Id | None) -> bool:
    events = events_for(party, known)
    return (
        not is_over(event, known, party)
        and all(e in events for e in event.after)
        and not any(e in events for e in event.not_after)
    )


def is_over(event: Event, known: Circumstances, party: Id | None) -> bool:
    """Whether it happened to them already and happens once: a notice to the complainant is none to a beneficiary."""
    own = known.events if party is None or event.per is None else known.parties[party]
    return event.id in own and not event.repeats
