"""How facts change who complains in a case, and what is known of each of them."""

from collections.abc import Callable
from typing import Any

from register.domain.apply.letter import had_by_one
from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.subjects.acknowledgement import PersonAcknowledged
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import (
    changed_person,
    first_of,
    id_of,
    owner_of,
    person_with,
    several,
    without,
)
from register.domain.subjects.parties import Person
from register.domain.values import Id


def _recorded(case: Case, fact: f.ComplainantRecorded) -> Case:
    return changed_person(case, fact.complainant.id, complainant=fact.complainant)


def _identity_checked(case: Case, fact: f.IdentityChecked) -> Case:
    known = person_with(case, fact.person)
    return case if known is None else changed_person(case, fact.person, identity=(*known.identity, fact.check))


def without_check(case: Case, check: Id) -> Case:
    """Return the case without an identity check, whosever it was."""
    kept = tuple(each for each in case.identity if each.id != check)
    joint = tuple(_without_check(person, check) for person in case.joint)
    former = tuple(_without_check(person, check) for person in case.former)
    return replace(case, identity=kept, joint=joint, former=former)


def _without_check(person: Person, check: Id) -> Person:
    return replace(person, identity=tuple(each for each in person.identity if each.id != check))


def _added(case: Case, fact: f.ComplainantAdded) -> Case:
    """What the complainant had while they were alone stays theirs; the further one has had nothing yet."""
    before = case if several(case) else _had_alone(case)
    joining = Person(id_of(case, fact.complainant), fact.complainant)
    return replace(before, joint=(*before.joint, joining))


def _had_alone(case: Case) -> Case:
    alone, given = id_of(case, case.complainant), case.acknowledgement
    kept = had_by_one(case, alone)
    if given is None or given.letter is not None or case.acknowledged_to:
        return kept
    return replace(kept, acknowledged_to=(PersonAcknowledged(case.id, alone, given),))


def _joining_corrected(case: Case, fact: f.JoiningCorrected) -> Case:
    known = person_with(case, fact.person)
    if known is None:
        return case
    return changed_person(case, fact.person, complainant=replace(known.complainant, joined_at=fact.joined_at))


def _taken_out(case: Case, fact: f.ComplainantTakenOut) -> Case:
    contacts = tuple(contact for contact in case.contacts if owner_of(case, contact) != fact.person)
    told = tuple(each for each in case.acknowledged_to if each.person != fact.person)
    return replace(without(case, fact.person), contacts=contacts, acknowledged_to=told)


def _left(case: Case, fact: f.ComplainantLeft) -> Case:
    leaving = next(each for each in (first_of(case), *case.joint) if each.id == fact.person)
    return replace(without(case, fact.person), former=(*case.former, replace(leaving, left_at=fact.at)))


COMPLAINANT_CHANGES: dict[type, Callable[[Case, Any], Case]] = {
    f.ComplainantRecorded: _recorded,
    f.PreferencesRecorded: lambda case, fact: changed_person(case, fact.person, preferences=fact.preferences),
    f.SupportRecorded: lambda case, fact: changed_person(case, fact.person, support=fact.support),
    f.RepresentativeRecorded: lambda case, fact: changed_person(case, fact.person, representative=fact.representative),
    f.IdentityChecked: _identity_checked,
    f.ComplainantAdded: _added,
    f.JoiningCorrected: _joining_corrected,
    f.ComplainantTakenOut: _taken_out,
    f.ComplainantLeft: _left,
    f.AcknowledgedToOne: lambda case, fact: replace(case, acknowledged_to=(*case.acknowledged_to, fact.told)),
    f.AcknowledgementWaits: lambda case, _fact: replace(case, acknowledgement=None),
}
