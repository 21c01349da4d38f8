"""Whom a letter greets: the representative where it goes to them, else the complainant, by the name they prefer."""

from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.values import Id

REPRESENTATIVE = "representative"


def addressee(case: Case, contact: Id | None) -> Sealed | None:
    """Return the name of whoever the letter is written to; None while nobody knows it."""
    acting = case.representative
    if acting is not None and _goes_to_representative(case, contact):
        return acting.name
    return case.complainant.preferred_name or case.complainant.name


def _goes_to_representative(case: Case, contact: Id | None) -> bool:
    known = next((one for one in case.contacts if one.id == contact), None)
    if known is not None:
        return known.of == REPRESENTATIVE
    return case.representative is not None and case.representative.exception is None
