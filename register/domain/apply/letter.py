"""How facts change the letters of a case and their dispatches."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import letter as f
from register.domain.frozen import replace
from register.domain.subjects.case import Case
from register.domain.subjects.letter import (
    ACCEPTED,
    APPROVED,
    DRAFT,
    QUEUED,
    RETURNED,
    SENT,
    SUBMITTED,
    UNDER_WAY,
    VOIDED,
    Given,
    Letter,
)
from register.domain.values import Code, Id

SENDING = Code("sending")


def _letter(case: Case, letter: Id, **changes: Any) -> Case:
    changed = tuple(replace(item, **changes) if item.id == letter else item for item in case.letters)
    return replace(case, letters=changed)


def _dispatch(case: Case, dispatch: Id, **changes: Any) -> Case:
    changed = tuple(replace(item, **changes) if item.id == dispatch else item for item in case.dispatches)
    return replace(case, dispatches=changed)


def _drafted(case: Case, fact: f.LetterDrafted) -> Case:
    letter = Letter(fact.letter, fact.content, fact.content_hash, DRAFT, fact.by, fact.at, authors=fact.authors)
    return replace(case, letters=(*(item for item in case.letters if item.id != fact.letter), letter))


def _approved(case: Case, fact: f.LetterApproved) -> Case:
    return _letter(
        case,
        fact.letter,
        state=APPROVED,
        approved_by=fact.by,
        approved_at=fact.at,
        approved_hash=fact.content_hash,
        approved_rule=fact.rule,
    )


def _queued(case: Case, fact: f.LetterQueued) -> Case:
    known = case.letter(fact.dispatch.letter)
    # What counts as sent goes on doing so while another copy follows.
    state = SENT if known is not None and known.state == SENT else QUEUED
    queued = _letter(case, fact.dispatch.letter, state=state)
    return replace(queued, dispatches=(*queued.dispatches, fact.dispatch))


def _started(case: Case, fact: f.DispatchStarted) -> Case:
    attempts = next((d.attempts for d in case.dispatches if d.id == fact.dispatch), 0) + 1
    return _dispatch(case, fact.dispatch, state=SENDING, attempts=attempts, next_attempt_at=None)


def _delayed(case: Case, fact: f.DispatchDelayed) -> Case:
    later = {"reason": fact.reason, "next_attempt_at": fact.next_attempt_at}
    return _dispatch(case, fact.dispatch, state=QUEUED, **later)


def _ended(case: Case, fact: f.DispatchEnded) -> Case:
    return _dispatch(case, fact.dispatch, state=fact.state, finished_at=fact.at, reason=fact.reason)


def not_sent(case: Case, letter: Id) -> Case:
    """Return the case with a letter that did not go out after all, nor acknowledged anything."""
    given = case.acknowledgement
    void = given is not None and given.letter == letter
    back = _letter(case, letter, state=APPROVED, sent_at=None)
    return replace(back, acknowledgement=None) if void else back


def _copy_given(case: Case, fact: f.CopyGiven) -> Case:
    known = case.letter(fact.letter)
    return case if known is None else _letter(case, fact.letter, given=(*known.given, fact.copy))


def without_copy(case: Case, copy: Id) -> Case:
    """Return the case with a copy of a letter that was not given after all."""
    letters = (replace(item, given=tuple(each for each in item.given if each.id != copy)) for item in case.letters)
    return replace(case, letters=tuple(letters))


def _waits(case: Case, fact: f.LetterWaits) -> Case:
    """What is in the outbox, or in doubt, still waits there; else the letter is where it was before it went out."""
    mine = (d for d in case.dispatches if d.letter == fact.letter)
    on_its_way = any(d.state in UNDER_WAY for d in mine)
    return _letter(case, fact.letter, state=QUEUED if on_its_way else APPROVED, sent_at=None)


def had_by_one(case: Case, person: Id) -> Case:
    """Return the case with what was given while one alone complained as given to that one, now that others join."""
    by_us = {d.letter for d in case.dispatches if d.state == ACCEPTED}

    def kept(item: Letter) -> Letter:
        if item.state != SENT or item.sent_at is None or item.given or item.id in by_us:
            return item
        return replace(item, given=(Given(item.id, person, item.sent_at, item.content.via),))

    return replace(case, letters=tuple(kept(item) for item in case.letters))


LETTER_CHANGES: dict[type, Callable[[Case, Any], Case]] = {
    f.LetterDrafted: _drafted,
    f.LetterSubmitted: lambda case, fact: _letter(
        case, fact.letter, state=SUBMITTED, submitted_by=fact.by, submitted_at=fact.at
    ),
    f.LetterApproved: _approved,
    f.LetterReturned: lambda case, fact: _letter(case, fact.letter, state=RETURNED, returned_reason=fact.reason),
    f.LetterVoided: lambda case, fact: _letter(case, fact.letter, state=VOIDED),
    f.LetterQueued: _queued,
    f.DispatchStarted: _started,
    f.DispatchDelayed: _delayed,
    f.DispatchEnded: _ended,
    f.LetterSent: lambda case, fact: _letter(case, fact.letter, state=SENT, sent_at=fact.at),
    f.CopyGiven: _copy_given,
    f.LetterWaits: _waits,
    f.LetterUnsent: lambda case, fact: not_sent(case, fact.letter),
}
