"""Which events can happen next to a complaint, or to one of its parties."""

from collections.abc import Mapping
from typing import Final

from register.domain.law.duties import Event
from register.domain.law.ends import events_for
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances
from register.domain.subjects.case import Case
from register.domain.values import Code, Id

ACKNOWLEDGED: Final = Code("acknowledged")


def possible_events(case: Case, pack: Pack, known: Circumstances) -> tuple[Event, ...]:
    """Return the events that can happen next to a complaint, or to one of its parties, as far as their order says."""
    return tuple(
        event
        for event in recordable_events(case, pack, known).values()
        if event.of(known.complaint_class)
        and any(_follows(event, known, whom) for whom in (None, *(known.parties if event.per else ())))
    )


def recordable_events(case: Case, pack: Pack, known: Circumstances) -> Mapping[Code, Event]:
    """Return the events people can record: the pack's own, and for a complaint that was carried over what letters do.

    Letters of the register are written, approved and sent in it. What another system sent was sent there, and is told
    with its evidence; an acknowledgement is recorded as every one is.
    """
    return {**(_done_by_letters(pack, known.complaint_class) if case.carried_over else {}), **pack.events}


def _done_by_letters(pack: Pack, complaint_class: str) -> dict[Code, Event]:
    found: dict[Code, Event] = {}
    for kind in pack.letter_types.values():
        if kind.classes and complaint_class not in kind.classes:
            continue
        for event in kind.events(complaint_class, None):
            if event != ACKNOWLEDGED:
                found.setdefault(event, Event(event, kind.title, kind.cite, repeats=True, evidence=True))
    return found


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
