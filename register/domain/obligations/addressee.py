"""Whom a letter greets: the representative where it goes to them, else the complainant, by the name they prefer."""

from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import first_of, owner_of, person_with
from register.domain.subjects.parties import Contact, Person
from register.domain.values import Id

REPRESENTATIVE = "representative"


def addressee(case: Case, contact: Id | None, person: Id | None = None) -> Sealed | None:
    """Return the name of whoever the letter is written to; None while nobody knows it.

    ``person``: whose copy it is, where several complain; without it, whosever the contact is, or the first one's.
    """
    known = next((one for one in case.contacts if one.id == contact), None)
    owner = person or (None if known is None else owner_of(case, known))
    who = (None if owner is None else person_with(case, owner)) or first_of(case)
    if who.representative is not None and _goes_to_representative(who, known):
        return who.representative.name
    return who.complainant.preferred_name or who.complainant.name


def _goes_to_representative(who: Person, known: Contact | None) -> bool:
    if known is not None:
        return known.of == REPRESENTATIVE
    return who.representative is not None and who.representative.exception is None
