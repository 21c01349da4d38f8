"""Decisions about what happened outside: only what the pack knows for the class, in the order it can happen in."""

from datetime import datetime

from register.domain.commands import case as c
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.facts import case as f
from register.domain.law.duties import Event
from register.domain.law.ends import events_for
from register.domain.law.policy import Pack
from register.domain.law.proofs import Events
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.events import is_over, possible_events, recordable_events
from register.domain.subjects.events import Happening, Party
from register.domain.values import Code


def add_party(command: c.AddParty, situation: Situation) -> Facts:
    """Add somebody for whom limits run separately."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.words(command.name, "name")
    role = checks.code(command.role, "role") or Code("other")
    checks.settle()
    unfolding.add(f.PartyAdded(Party(situation.mint.id("party"), situation.mint.seal(command.name, "name"), role)))
    return unfolding.result()


def record_event(command: c.RecordEvent, situation: Situation) -> Facts:
    """Record what happened, end what waited for it, and derive every open limit again."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    pack = _judging(command, unfolding)
    checks.require(pack is not None, "unknown-event", "event", given=command.event[:60])
    named = command.party is None or any(party.id == command.party for party in unfolding.case.parties)
    checks.require(named, "no-such-party", "party")
    checks.not_after(command.at, situation.now, "at")
    checks.settle()
    happening = _judged(command, unfolding, pack, checks) if pack is not None else None
    checks.settle()
    if happening is not None:
        unfolding.add(f.EventHappened(happening))
        set_limits(unfolding)
    return unfolding.result()


def _judging(command: c.RecordEvent, unfolding: Unfolding) -> Pack | None:
    """Return the first pack under which the event can happen now, or else the first that knows it."""
    case = unfolding.case
    known = [(pack, circumstances(case, pack)) for pack in unfolding.packs]
    knowing = [pair for pair in known if command.event in recordable_events(case, *pair)]
    fits = (pair[0] for pair in knowing if any(event.id == command.event for event in possible_events(case, *pair)))
    return next(fits, knowing[0][0] if knowing else None)


def _judged(command: c.RecordEvent, unfolding: Unfolding, pack: Pack, checks: Checks) -> Happening:
    """Return the happening, noting everything that contradicts the class, the parties, or the order of things."""
    known, situation = circumstances(unfolding.case, pack), unfolding.situation
    event = recordable_events(unfolding.case, pack, known)[Code(command.event)]
    before = unfolding.case.carried_over
    elsewhere = event.id in pack.events or (before is not None and command.at <= before.at)
    checks.require(elsewhere, "done-here", "at", event.cite)
    given = known.complaint_class
    checks.require(event.of(given), "event-not-for-class", "event", event.cite, given=given)
    checks.require(command.party is None or event.per is not None, "not-per-party", "party", event.cite)
    early = command.at < unfolding.case.origin.received_at
    checks.require(not early or event.before_receipt, "before-receipt", "at", event.cite)
    late = event.before_receipt and command.party is None and command.at > unfolding.case.origin.received_at
    checks.require(not late, "event-too-late", "at", event.cite, after="received")
    checks.require(not is_over(event, known, command.party), "already-happened", "event", event.cite)
    _check_order(event, command.at, events_for(command.party, known), checks)
    checks.require(not event.evidence or not blank(command.evidence), "evidence-needed", "evidence", event.cite)
    mint = situation.mint
    evidence = mint.seal(command.evidence) if not blank(command.evidence) else None
    return Happening(mint.id("happening"), event.id, command.at, situation.actor.name, command.party, evidence)


def _check_order(event: Event, at: datetime, events: Events, checks: Checks) -> None:
    for needed in event.after:
        there = any(before <= at for before in events.get(needed, ()))
        checks.require(there, "event-too-early", "at", event.cite, after=needed)
    for closing in event.not_after:
        over = any(before <= at for before in events.get(closing, ()))
        checks.require(not over, "event-too-late", "at", event.cite, after=closing)


def withdraw_event(command: c.WithdrawEvent, situation: Situation) -> Facts:
    """Take an event back: what it had ended stands open again, and every limit is derived without it."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    there = next((h for h in unfolding.case.happenings if h.id == command.happening), None)
    checks.require(there is not None, "no-such-event", "happening")
    checks.require(there is None or not there.withdrawn, "already-withdrawn", "happening")
    for event in _built_on(there, unfolding) if there is not None else ():
        checks.require(False, "others-build-on-it", "happening", after=event)
    checks.words(command.reason, "reason")
    checks.settle()
    unfolding.add(f.EventWithdrawn(command.happening, situation.mint.seal(command.reason)))
    set_limits(unfolding)
    return unfolding.result()


def _built_on(there: Happening, unfolding: Unfolding) -> tuple[Code, ...]:
    """Return what is recorded and could not have happened without it."""
    standing = [h for h in unfolding.case.happenings if not h.withdrawn and h.id != there.id]
    known = [event for pack in unfolding.packs for event in pack.events.values() if there.event in event.after]
    needing = [h for h in standing if h.event in {event.id for event in known} and there.party in {None, h.party}]
    return tuple(
        h.event
        for h in needing
        if not any(o.event == there.event and o.party in {None, h.party} and o.at <= h.at for o in standing)
    )


DECISIONS: Decisions = {
    c.AddParty: add_party,
    c.RecordEvent: record_event,
    c.WithdrawEvent: withdraw_event,
}
