"""Decisions about the acknowledgement: by phone, in the channel, or by an answer already given there."""

from datetime import datetime

from register.domain.commands.case import AcknowledgeCase
from register.domain.decide.copies import settle_acknowledgement, whose
from register.domain.decide.limits import set_limits
from register.domain.decide.people import check_direct
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.facts import case as f
from register.domain.routes import ACKNOWLEDGING
from register.domain.subjects.acknowledgement import Acknowledgement, PersonAcknowledged
from register.domain.subjects.complainants import several
from register.domain.subjects.parties import Person


def acknowledge_case(command: AcknowledgeCase, situation: Situation) -> Facts:
    """Record the acknowledgement, in the words used or with the evidence, and end the deadlines that wait for it."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    person = whose(unfolding.case, command.person, checks, former=unfolding.case.former)
    at = command.at or situation.now
    if checks.not_after(at, situation.now, "at"):
        check_direct(person, unfolding.packs[0], at, checks, command.to)
    checks.settle()
    checks.words(command.evidence, "evidence")
    checks.settle()
    acknowledge(unfolding, command.method, at, command.evidence, (person,))
    return unfolding.result()


def acknowledge(
    unfolding: Unfolding, method: str, at: datetime, evidence: str = "", people: tuple[Person, ...] = ()
) -> None:
    """Add the acknowledgement, to these ``people`` where several complain.

    Raises ``Invalid`` for an unknown method, a wrong time, or a second acknowledgement.
    """
    checks, situation, case = Checks(), unfolding.situation, unfolding.case
    told = {each.person for each in case.acknowledged_to}
    again = told.issuperset(person.id for person in people) if several(case) else case.acknowledgement is not None
    checks.require(not again, "already-acknowledged", "case")
    checks.require(method in ACKNOWLEDGING, "unknown-method", "method")
    if checks.not_after(at, situation.now, "at"):
        checks.require(at >= case.origin.received_at, "before-receipt", "at")
    code = checks.code(method, "method")
    checks.settle()
    if code is not None:
        sealed = situation.mint.seal(evidence) if not blank(evidence) else None
        given = Acknowledgement(at, code, situation.actor.name, sealed)
        if not several(case):
            unfolding.add(f.CaseAcknowledged(given))
        for person in people if several(case) else ():
            unfolding.add(f.AcknowledgedToOne(PersonAcknowledged(situation.mint.id(), person.id, given)))
        settle_acknowledgement(unfolding)
        set_limits(unfolding)


DECISIONS: Decisions = {AcknowledgeCase: acknowledge_case}
