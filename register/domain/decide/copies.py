"""Decisions about what each of several complainants has had: the letter counts as sent when the last of them has it."""

from datetime import datetime
from typing import NamedTuple

from register.domain.decide.closure import reopen
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks
from register.domain.facts import case as cf
from register.domain.facts import letter as f
from register.domain.obligations.answers import responded
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.copies import (
    arrivals,
    first_times,
    had_by_all,
    has_copy,
    on_its_way,
    sent_to_all,
    under_way,
)
from register.domain.subjects.acknowledgement import Acknowledgement
from register.domain.subjects.case import Case
from register.domain.subjects.closure import ABANDONED, RESPONSE
from register.domain.subjects.complainants import complainants, several
from register.domain.subjects.letter import QUEUED, Letter
from register.domain.subjects.parties import Person
from register.domain.values import Code, Id

ACKNOWLEDGED = "acknowledged"
LETTER = Code("letter")


def whose(
    case: Case, person: Id | None, checks: Checks, where: str = "person", former: tuple[Person, ...] = ()
) -> Person:
    """Return which of those who complain is meant, or of ``former`` ones; one who complains alone need not be named.

    Nothing of one of several is ever taken for another's: where several complain, the person has to be named.
    """
    known = complainants(case)
    if person is None:
        checks.require(len(known) == 1, "which-complainant", where)
        return known[0]
    named = next((each for each in (*known, *former) if each.id == person), None)
    checks.require(named is not None, "no-such-complainant", where)
    return named or known[0]


def check_waits_for_it(case: Case, letter: Letter, person: Person, checks: Checks) -> None:
    """Note that this person has the letter already, or that their copy is on its way."""
    checks.require(not has_copy(case, letter, person.id), "copy-there", "person")
    checks.require(not under_way(case, letter, person.id), "copy-under-way", "person")


def by_copies(case: Case, letter: Letter) -> bool:
    """Whether the letter goes to several, each by a copy of their own."""
    return several(case) or bool(letter.given)


def settle_copies(unfolding: Unfolding, letter: Id) -> None:
    """Record whether the letter counts as sent now, by what each complainant has; limits follow."""
    known = unfolding.case.letter(letter)
    if known is None:
        return
    at = sent_to_all(unfolding.case, known)
    if at is None:
        if known.sent_at is not None or (known.state == QUEUED and not on_its_way(unfolding.case, known)):
            unfolding.add(f.LetterWaits(letter))
    elif at != known.sent_at:
        unfolding.add(f.LetterSent(letter, at, _way_of_the_last(unfolding.case, known, at)))
    settle_acknowledgement(unfolding)
    set_limits(unfolding)
    if at is None and known.sent_at is not None:
        reopen_unanswered(unfolding)


def settle_everything(unfolding: Unfolding) -> None:
    """Ask of every letter that reached anybody whether it counts as sent, now that others complain than before."""
    for letter in unfolding.case.letters:
        if any(True for _ in arrivals(unfolding.case, letter)):
            settle_copies(unfolding, letter.id)
    settle_acknowledgement(unfolding)
    set_limits(unfolding)


def reopen_unanswered(unfolding: Unfolding) -> None:
    """Go on with a case whose ending needed an answer that did not arrive after all."""
    case = unfolding.case
    needed = case.closure is not None and case.closure.basis in {RESPONSE, ABANDONED}
    if needed and not case.is_void and not responded(case, unfolding.packs):
        reopen(unfolding, "bounced")


def _way_of_the_last(case: Case, letter: Letter, at: datetime) -> Code:
    ways = [(given.at, given.method) for given in letter.given]
    ways += [(d.finished_at, d.route) for d in case.dispatches if d.letter == letter.id and d.finished_at is not None]
    return max((way for way in ways if way[0] <= at), default=(at, letter.content.via))[1]


class _Told(NamedTuple):
    """One complainant was told that the complaint is dealt with."""

    person: Id
    given: Acknowledgement


def settle_acknowledgement(unfolding: Unfolding) -> None:
    """Record whether the complaint counts as acknowledged now: to each of several, by a letter or otherwise."""
    case = unfolding.case
    if not several(case) and not case.acknowledged_to:
        return
    told = [*(_Told(each.person, each.acknowledgement) for each in case.acknowledged_to), *_by_letter(unfolding)]
    at = had_by_all(case, first_times((each.person, each.given.at) for each in told))
    if at is None:
        if case.acknowledgement is not None:
            unfolding.add(cf.AcknowledgementWaits())
        return
    last = max((each.given for each in told if each.given.at <= at), key=lambda given: given.at)
    whole = Acknowledgement(at, last.method, last.by, last.evidence, last.letter)
    known = case.acknowledgement
    if known is None or (known.at, known.method, known.letter) != (whole.at, whole.method, whole.letter):
        unfolding.add(cf.CaseAcknowledged(whole))


def _by_letter(unfolding: Unfolding) -> list[_Told]:
    """Return who was told by a letter that is an acknowledgement."""
    case, pack, me = unfolding.case, unfolding.packs[0], unfolding.situation.actor.name
    held = circumstances(case, pack).complaint_class
    told = []
    for letter in case.letters:
        kind = pack.letter_types.get(letter.content.type)
        if kind is not None and ACKNOWLEDGED in kind.events(held, letter.content.decision):
            for person, at in arrivals(case, letter):
                told.append(_Told(person, Acknowledgement(at, LETTER, me, letter=letter.id)))
    return told
