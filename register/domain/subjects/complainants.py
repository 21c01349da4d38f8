"""Those who complain together in one case: who they are now, who each was, and whose a contact is."""

from collections.abc import Iterator

from register.domain.frozen import replace
from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.subjects.parties import Complainant, Contact, Person
from register.domain.values import Id


def first_of(case: Case) -> Person:
    """Return whoever stands first: whom the complaint was registered for, or who came after them."""
    return Person(
        id_of(case, case.complainant),
        case.complainant,
        case.preferences,
        case.support,
        case.representative,
        case.identity,
    )


def complainants(case: Case) -> tuple[Person, ...]:
    """Return those who complain now, the first one first."""
    return (first_of(case), *case.joint)


def everybody(case: Case) -> tuple[Person, ...]:
    """Return also those who withdrew while others went on."""
    return (*complainants(case), *case.former)


def several(case: Case) -> bool:
    """Whether more than one complains, or did before one of them withdrew."""
    return bool(case.joint or case.former)


def person_with(case: Case, person: Id | None) -> Person | None:
    """Return one of those who complain or did; None is whom the complaint was registered for."""
    return next((known for known in everybody(case) if known.id == (person or case.id)), None)


def id_of(case: Case, complainant: Complainant) -> Id:
    """Return the id a complainant goes by."""
    return complainant.id or case.id


def named(case: Case, person: Person) -> Id | None:
    """Return how a fact names a person: None is whom the complaint was registered for."""
    return None if person.id == case.id else person.id


def owner_of(case: Case, contact: Contact) -> Id:
    """Return the id of whose contact it is, or whose representative's."""
    return contact.person or case.id


def compared(case: Case) -> Iterator[Sealed]:
    """Yield what another registration is held against: who complains, or did, how they are reached, and the points."""
    for person in everybody(case):
        who, told = person.complainant, person.preferences
        known = (who.name, who.customer_number, told.safe_address, *told.never_at)
        yield from (sealed for sealed in known if sealed is not None)
    yield from (contact.value for contact in case.contacts)
    yield from (point.text for point in case.points)


def changed_person(case: Case, person: Id | None, **changes: object) -> Case:
    """Return the case with something else known of one of those who complain or did."""
    wanted = person or case.id
    if wanted == id_of(case, case.complainant):
        return replace(case, **changes)

    def changed(people: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(replace(each, **changes) if each.id == wanted else each for each in people)

    return replace(case, joint=changed(case.joint), former=changed(case.former))


def without(case: Case, person: Id) -> Case:
    """Return the case without one of those who complain now; the next one stands first then."""
    if person != id_of(case, case.complainant):
        return replace(case, joint=tuple(each for each in case.joint if each.id != person))
    heir, *others = case.joint
    return replace(
        case,
        complainant=heir.complainant,
        preferences=heir.preferences,
        support=heir.support,
        representative=heir.representative,
        identity=heir.identity,
        joint=tuple(others),
    )
