"""Decisions about what leaves the house: queued, attempted, accepted, refused, in doubt, bounced, or given by hand."""

from datetime import datetime, timedelta

from register.domain.commands import letter as c
from register.domain.decide.copies import (
    ACKNOWLEDGED,
    by_copies,
    check_waits_for_it,
    reopen_unanswered,
    settle_copies,
    whose,
)
from register.domain.decide.gate import GateClosed, gate
from register.domain.decide.letters import letter_of
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_registrations import came_back_elsewhere
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Illegal, Problem, Unknown
from register.domain.facts import case as cf
from register.domain.facts import letter as f
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.copies import copy_for, has_left
from register.domain.obligations.letters import pack_for
from register.domain.obligations.readings import spec_of
from register.domain.routes import ROUTES, sent_by_us
from register.domain.subjects.acknowledgement import Acknowledgement
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import several
from register.domain.subjects.letter import APPROVED, QUEUED, SENT, Copy, Dispatch, Given, Letter
from register.domain.subjects.parties import Person
from register.domain.values import Code, Id

BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
RESULTS = ("accepted", "refused", "later", "in-doubt", "bounced")
IN_PERSON = Code("in-person")


def queue_letter(command: c.QueueLetter, situation: Situation) -> Facts:
    """Put the approved letter, as rendered, into the outbox, bound to the approved content.

    The gate is asked again, since the case may have moved on: what it would refuse now goes back to its author.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    letter = letter_of(unfolding, command.letter, *_states(unfolding.case))
    checks.require(letter.approved_hash == letter.content_hash, "approval-void", "letter")
    printed = _printed(command, unfolding.case, letter, checks)
    checks.settle()
    try:
        gate(unfolding, letter, going=tuple(going for going, _ in printed) if has_left(unfolding.case, letter) else ())
    except GateClosed as refusal:
        if by_copies(unfolding.case, letter) and has_left(unfolding.case, letter):
            raise
        reason = " ".join(sorted({problem.code for problem in refusal.problems}))
        unfolding.add(f.LetterReturned(letter.id, situation.actor.name, situation.mint.seal(reason)))
        return unfolding.result()
    for going, document in printed:
        _queue(unfolding, letter, going, document)
    return unfolding.result()


def _states(case: Case) -> tuple[Code, ...]:
    """Where several complain, a copy can follow while others are on their way, or there already."""
    return (APPROVED, QUEUED, SENT) if several(case) else (APPROVED,)


def _printed(command: c.QueueLetter, case: Case, letter: Letter, checks: Checks) -> list[tuple[Copy, bytes]]:
    """Return each copy as it was printed, with where it goes; note what cannot go, or has gone."""
    copies = [(each.person, each.document) for each in command.copies]
    if not copies:
        copies = [(whose(case, None, checks, "copies").id, command.document)]
    printed, everybody = [], [person for person, _ in copies]
    checks.require(len(set(everybody)) == len(everybody), "copy-twice", "copies")
    for named_person, document in copies:
        person = whose(case, named_person, checks, "copies")
        if by_copies(case, letter):
            check_waits_for_it(case, letter, person, checks)
        going = copy_for(case, letter.content, person.id)
        checks.require(going is None or sent_by_us(going.via), "not-by-email", "letter")
        checks.require(document, "empty-document", "document")
        if going is not None:
            printed.append((going, document))
    return printed


def _queue(unfolding: Unfolding, letter: Letter, going: Copy, document: bytes) -> None:
    case, situation = unfolding.case, unfolding.situation
    dispatch = Dispatch(
        situation.mint.id("dispatch"),
        letter.id,
        going.via,
        QUEUED,
        situation.now,
        situation.mint.seal_bytes(document, "document"),
        going.contact,
        next_attempt_at=situation.now,
        person=None if going.person == case.id else going.person,
    )
    unfolding.add(f.LetterQueued(dispatch))


def give_letter(command: c.GiveLetter, situation: Situation) -> Facts:
    """Record that the approved letter was given by hand, with evidence; a late one is recorded as late."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    case = unfolding.case
    letter = letter_of(unfolding, command.letter, *_states(case))
    # What was handed to somebody before they withdrew may be told later.
    person = whose(case, command.person, checks, former=case.former)
    at = command.at or situation.now
    route = ROUTES.get(command.method)
    checks.require(route is not None and route.given, "unknown-method", "method")
    checks.words(command.evidence, "evidence")
    if checks.not_after(at, situation.now, "at") and letter.approved_at is not None:
        checks.require(at >= letter.approved_at, "before-approval", "at")
    kind = spec_of(case, unfolding.packs, letter.content.type, letter.content.decision).type
    if kind.written and route is not None:
        checks.require(route.written, "must-be-written", "method", kind.cite)
        checks.require(not route.public, "not-in-public", "method", kind.cite)
    if by_copies(case, letter):
        check_waits_for_it(case, letter, person, checks)
    known = {contact.id for contact in case.contacts}
    checks.require(command.contact is None or command.contact in known, "no-such-contact", "contact")
    checks.settle()
    gate(unfolding, letter, given=True, going=(_handed(case, letter, person, command.contact),))
    evidence, method = situation.mint.seal(command.evidence), Code(command.method)
    if by_copies(case, letter):
        unfolding.add(f.CopyGiven(letter.id, Given(situation.mint.id("copy"), person.id, at, method), evidence))
        settle_copies(unfolding, letter.id)
        return unfolding.result()
    unfolding.add(f.LetterSent(letter.id, at, method, evidence))
    _took_effect(unfolding, letter.id, at)
    return unfolding.result()


def _handed(case: Case, letter: Letter, person: Person, contact: Id | None) -> Copy:
    """Return where a copy was given: as it was planned, if nobody says otherwise."""
    planned = copy_for(case, letter.content, person.id)
    if planned is not None and contact is None:
        return planned
    return Copy(person.id, IN_PERSON, contact)


def start_dispatch(command: c.StartDispatch, situation: Situation) -> Facts:
    """Record the attempt before its first byte."""
    unfolding = Unfolding.of(command.case, situation)
    _dispatch(unfolding, command.dispatch, QUEUED)
    unfolding.add(f.DispatchStarted(command.dispatch, situation.now))
    return unfolding.result()


def report_dispatch(command: c.ReportDispatch, situation: Situation) -> Facts:
    """Record how the attempt ended; what was accepted counts as sent, what bounced no longer does."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.require(command.result in RESULTS, "unknown-result", "result")
    timely = checks.not_after(command.at, situation.now, "at")
    reason = checks.code(command.reason or command.result, "reason") or Code("other")
    checks.settle()
    states = (Code("accepted"),) if command.result == "bounced" else (Code("sending"),)
    dispatch = _dispatch(unfolding, command.dispatch, *states)
    at = command.at or situation.now
    checks.require(not timely or at >= dispatch.queued_at, "before-queueing", "at")
    checks.settle()
    if command.result == "later" and dispatch.attempts <= len(BACK_OFF):
        unfolding.add(f.DispatchDelayed(dispatch.id, reason, at + BACK_OFF[dispatch.attempts - 1]))
        return unfolding.result()
    state = "refused" if command.result == "later" else command.result
    _end(unfolding, dispatch, state, at, reason)
    back = came_back_elsewhere(unfolding.case, dispatch.letter, command.into, situation) if state == "bounced" else {}
    return {**unfolding.result(), **back}


def resolve_doubt(command: c.ResolveDoubt, situation: Situation) -> Facts:
    """A person says what became of a sending in doubt; nothing is resent by itself."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.words(command.evidence, "evidence")
    checks.settle()
    dispatch = _dispatch(unfolding, command.dispatch, Code("in-doubt"))
    at = dispatch.finished_at or situation.now
    note = situation.mint.seal(command.evidence)
    unfolding.add(cf.NoteAdded(situation.mint.id(), note, privileged=False))
    _end(unfolding, dispatch, "accepted" if command.accepted else "refused", at, Code("decided-by-person"))
    return unfolding.result()


def _dispatch(unfolding: Unfolding, dispatch: Id, *states: Code) -> Dispatch:
    found = next((d for d in unfolding.case.dispatches if d.id == dispatch), None)
    if found is None:
        raise Unknown(Problem("no-such-dispatch", "dispatch"))
    if found.state not in states:
        raise Illegal(Problem("dispatch-state", "dispatch", params={"state": found.state}))
    return found


def _end(unfolding: Unfolding, dispatch: Dispatch, state: str, at: datetime, reason: Code) -> None:
    unfolding.add(f.DispatchEnded(dispatch.id, Code(state), at, reason))
    known = unfolding.case.letter(dispatch.letter)
    if known is not None and by_copies(unfolding.case, known):
        if state != "in-doubt":
            settle_copies(unfolding, dispatch.letter)
    elif state == "accepted":
        unfolding.add(f.LetterSent(dispatch.letter, at, dispatch.route))
        _took_effect(unfolding, dispatch.letter, at)
    elif state != "in-doubt":
        letter = unfolding.case.letter(dispatch.letter)
        was_sent = letter is not None and letter.state == SENT
        unfolding.add(f.LetterUnsent(dispatch.letter))
        if was_sent:
            came_back(unfolding)


def came_back(unfolding: Unfolding) -> None:
    """Void what the letter had met; another one that did arrive still counts, an ending that needed it does not."""
    for other in unfolding.case.letters:
        if other.state == SENT and other.sent_at is not None:
            _acknowledge(unfolding, other.id, other.sent_at)
    set_limits(unfolding)
    reopen_unanswered(unfolding)


def _took_effect(unfolding: Unfolding, letter: Id, at: datetime) -> None:
    _acknowledge(unfolding, letter, at)
    set_limits(unfolding)


def _acknowledge(unfolding: Unfolding, letter: Id, at: datetime) -> None:
    """Record the acknowledgement that a letter is, where it is the first."""
    content = next(item.content for item in unfolding.case.letters if item.id == letter)
    pack = pack_for(content.type, unfolding.packs)
    held = circumstances(unfolding.case, pack).complaint_class
    events = pack.letter_types[content.type].events(held, content.decision)
    if ACKNOWLEDGED in events and unfolding.case.acknowledgement is None:
        given = Acknowledgement(at, Code("letter"), unfolding.situation.actor.name, letter=letter)
        unfolding.add(cf.CaseAcknowledged(given))


DECISIONS: Decisions = {
    c.QueueLetter: queue_letter,
    c.GiveLetter: give_letter,
    c.StartDispatch: start_dispatch,
    c.ReportDispatch: report_dispatch,
    c.ResolveDoubt: resolve_doubt,
}
