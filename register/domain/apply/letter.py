"""How facts change the letters of a case and their dispatches."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import letter as f
from register.domain.frozen import replace
from register.domain.subjects.case import Case
from register.domain.subjects.letter import APPROVED, DRAFT, QUEUED, RETURNED, SENT, SUBMITTED, VOIDED, Letter
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
    queued = _letter(case, fact.dispatch.letter, state=QUEUED)
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
    f.LetterUnsent: lambda case, fact: not_sent(case, fact.letter),
}
