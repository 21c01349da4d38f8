"""Whether several complainants all have something: a letter, or that their complaint was acknowledged.

It is so from the first moment at which everybody who complained then had it. Whoever joined after that moment takes
nothing away from it; whoever joined before it needs it as well (ADR 15).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from register.domain.routes import sent_by_us
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, everybody
from register.domain.subjects.letter import ACCEPTED, UNDER_WAY, Content, Copy, Letter
from register.domain.subjects.parties import Person
from register.domain.values import Id

Had = Mapping[Id, datetime]


def first_times(told: Iterable[tuple[Id, datetime]]) -> dict[Id, datetime]:
    """Return when each person had it first."""
    had: dict[Id, datetime] = {}
    for person, at in told:
        had[person] = min(at, had.get(person, at))
    return had


def had_by_all(case: Case, had: Had) -> datetime | None:
    """Return the first moment at which everybody who complained then had it; None while there is none."""
    left = (person.left_at for person in case.former if person.left_at is not None)
    return next((moment for moment in sorted({*had.values(), *left}) if _all_have_it(case, had, moment)), None)


def _all_have_it(case: Case, had: Had, moment: datetime) -> bool:
    waiting = [person.id for person in everybody(case) if person.complains_at(moment)]
    return bool(waiting) and all(person in had and had[person] <= moment for person in waiting)


def arrivals(case: Case, letter: Letter) -> Iterator[tuple[Id, datetime]]:
    """Yield who has the letter, and since when: what their side took and did not send back, and what was handed over.

    A letter written for one alone went to whoever complained alone.
    """
    for dispatch in case.dispatches:
        if dispatch.letter == letter.id and dispatch.state == ACCEPTED and dispatch.finished_at is not None:
            yield dispatch.person or case.id, dispatch.finished_at
    yield from ((given.person, given.at) for given in letter.given)


def sent_to_all(case: Case, letter: Letter) -> datetime | None:
    """Return when the letter counts as sent: when the last of the complainants had it; None while one waits."""
    return had_by_all(case, first_times(arrivals(case, letter)))


def has_copy(case: Case, letter: Letter, person: Id) -> bool:
    """Whether this person has the letter."""
    return any(known == person for known, _ in arrivals(case, letter))


def under_way(case: Case, letter: Letter, person: Id) -> bool:
    """Whether this person's copy is in the outbox, or nobody knows what became of it."""
    mine = (d for d in case.dispatches if d.letter == letter.id and (d.person or case.id) == person)
    return any(dispatch.state in UNDER_WAY for dispatch in mine)


def on_its_way(case: Case, letter: Letter) -> bool:
    """Whether anybody's copy is in the outbox, or in doubt."""
    return any(dispatch.letter == letter.id and dispatch.state in UNDER_WAY for dispatch in case.dispatches)


def without_it(case: Case, letter: Letter) -> tuple[Person, ...]:
    """Return those who complain and do not have the letter."""
    return tuple(person for person in complainants(case) if not has_copy(case, letter, person.id))


def copy_for(case: Case, content: Content, person: Id) -> Copy | None:
    """Return how a letter is meant to go to one of the complainants; None where it is not written to them."""
    if person == (content.person or case.id):
        return Copy(person, content.via, content.contact)
    return next((copy for copy in content.copies if copy.person == person), None)


def going_by_us(case: Case, letter: Id) -> tuple[Id, ...]:
    """Return whose copies of a letter the register sends and has not sent yet."""
    found = case.letter(letter)
    if found is None:
        return ()
    waiting = [person.id for person in without_it(case, found) if not under_way(case, found, person.id)]
    ways = {person: copy_for(case, found.content, person) for person in waiting}
    return tuple(person for person, copy in ways.items() if copy is not None and sent_by_us(copy.via))


def goes_by_itself(content: Content) -> bool:
    """Whether the register sends the letter, or a copy of it."""
    return sent_by_us(content.via) or any(sent_by_us(copy.via) for copy in content.copies)


def has_left(case: Case, letter: Letter) -> bool:
    """Whether any copy of the letter was ever given, or handed to the outbox."""
    return bool(letter.given) or any(dispatch.letter == letter.id for dispatch in case.dispatches)
