"""Decisions about who complains together: another one as well, one taken out as a mistake, one who withdrew."""

from datetime import datetime

from register.domain.commands import case as c
from register.domain.decide.alike import check_nobody_else
from register.domain.decide.copies import settle_everything, whose
from register.domain.decide.people import complainant_of, contact_of
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.withdrawal import REPRESENTATIVE, SPEAKERS
from register.domain.display import blank
from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.obligations.copies import has_copy, under_way
from register.domain.subjects.complainants import complainants
from register.domain.subjects.parties import Complainant, Contact, Person
from register.domain.values import Code

MOST = 20


def add_complainant(command: c.AddComplainant, situation: Situation) -> Facts:
    """Record that another one complains as well; what was sent before they did still counts."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    joining, case = command.joining, unfolding.case
    checks.require(len(complainants(case)) < MOST, "too-many-complainants", "joining", most=MOST)
    _check_since(command.since, unfolding, checks)
    check_nobody_else(joining.complainant, joining.contacts, unfolding, checks)
    person, contacts = joined(joining, unfolding, checks, command.since or situation.now)
    checks.settle()
    unfolding.add(f.ComplainantAdded(person), *(f.ContactRecorded(contact) for contact in contacts))
    settle_everything(unfolding)
    return unfolding.result()


def joined(
    said: c.Joining, unfolding: Unfolding, checks: Checks, since: datetime | None
) -> tuple[Complainant, tuple[Contact, ...]]:
    """Return another one who complains, and how they are reached, noting what is wrong with it."""
    situation = unfolding.situation
    checks.require(not blank(said.complainant.name or ""), "required", "name")
    complainant = complainant_of(said.complainant, unfolding.packs[0], checks, situation)
    person = situation.mint.id("person")
    contacts = tuple(contact_of(contact, checks, situation, person) for contact in said.contacts)
    return replace(complainant, id=person, joined_at=since), contacts


def correct_joining(command: c.CorrectJoining, situation: Situation) -> Facts:
    """Say since when somebody complains who was not there from the start, or was after all."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = whose(unfolding.case, command.person, checks)
    checks.require(person.complainant.id is not None, "registered-for", "person")
    checks.require(person.complainant.joined_at != command.since, "nothing-changes", "since")
    _check_since(command.since, unfolding, checks)
    checks.words(command.reason, "reason")
    checks.settle()
    unfolding.add(f.JoiningCorrected(person.id, command.since, situation.mint.seal(command.reason)))
    settle_everything(unfolding)
    return unfolding.result()


def take_out_complainant(command: c.TakeOutComplainant, situation: Situation) -> Facts:
    """Take one of several out as a mistake; refused while a letter they were sent, or are being sent, rests on it."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = _one_of_several(command, unfolding, checks)
    for letter in unfolding.case.letters:
        held = has_copy(unfolding.case, letter, person.id) or under_way(unfolding.case, letter, person.id)
        checks.require(not held, "letter-rests-on-it", "person", type=letter.content.type)
    told = any(each.person == person.id for each in unfolding.case.acknowledged_to)
    checks.require(not told, "acknowledged-to-them", "person")
    checks.words(command.reason, "reason")
    checks.settle()
    unfolding.add(f.ComplainantTakenOut(person.id, situation.mint.seal(command.reason)))
    settle_everything(unfolding)
    return unfolding.result()


def leave_complaint(command: c.LeaveComplaint, situation: Situation) -> Facts:
    """Record that one of several withdrew: nothing is owed to them from then on, and what they were owed stays."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = _one_of_several(command, unfolding, checks)
    checks.words(command.words, "words")
    checks.require(command.by in SPEAKERS, "withdrawn-by-others", "by")
    acting = command.by != REPRESENTATIVE or person.representative is not None
    checks.require(acting, "no-representative", "by")
    since = person.complainant.joined_at or unfolding.case.origin.received_at
    if checks.not_after(command.at, situation.now, "at"):
        checks.require(command.at >= since, "before-joining", "at")
    for letter in unfolding.case.letters:
        going = under_way(unfolding.case, letter, person.id)
        checks.require(not going, "copy-under-way", "person")
    checks.settle()
    words = situation.mint.seal(command.words)
    unfolding.add(f.ComplainantLeft(person.id, command.at, words, Code(command.by)))
    settle_everything(unfolding)
    return unfolding.result()


def _one_of_several(command: c.TakeOutComplainant | c.LeaveComplaint, unfolding: Unfolding, checks: Checks) -> Person:
    checks.require(unfolding.case.joint, "last-complainant", "person")
    return whose(unfolding.case, command.person, checks)


def _check_since(since: datetime | None, unfolding: Unfolding, checks: Checks) -> None:
    if checks.not_after(since, unfolding.situation.now, "since") and since is not None:
        checks.require(since >= unfolding.case.origin.received_at, "before-receipt", "since")


DECISIONS: Decisions = {
    c.AddComplainant: add_complainant,
    c.CorrectJoining: correct_joining,
    c.TakeOutComplainant: take_out_complainant,
    c.LeaveComplaint: leave_complaint,
}
