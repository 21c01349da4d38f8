"""Whether two of those who complain are one person: the same customer number, or one name and one way to reach them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from register.domain.commands.case import ContactDetail, Identifying, Joining
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks
from register.domain.display import blank
from register.domain.sealed import SEARCHABLE, Sealed, normalised
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, owner_of
from register.domain.subjects.parties import Person
from register.domain.values import Digest

NUMBER, NAME = "customer-number", "name"
Plain = Mapping[Digest, str]


class _Looks(NamedTuple):
    """What somebody is told apart by, each in the form in which it is searched."""

    number: str
    name: str
    reached: frozenset[str]

    def like(self, other: "_Looks") -> str:
        """Return what two people have in common that two people do not; nothing where they may be two."""
        if self.number and self.number == other.number:
            return NUMBER
        if self.name and self.name == other.name and self.reached & other.reached:
            return NAME
        return ""


def check_nobody_else(
    said: Identifying,
    contacts: Sequence[ContactDetail],
    unfolding: Unfolding,
    checks: Checks,
    but: Person | None = None,
) -> None:
    """Note that what is said of a further complainant, or anew of one (``but``), is of another who complains."""
    looks = _said(said, contacts)
    if but is not None:
        before = _known(but, unfolding.case, unfolding.situation.plain)
        looks = _Looks(looks.number or before.number, looks.name or before.name, looks.reached | before.reached)
    others = [person for person in complainants(unfolding.case) if but is None or person.id != but.id]
    _check(looks, [_known(person, unfolding.case, unfolding.situation.plain) for person in others], checks)


def check_all_others(first: Joining, others: Sequence[Joining], checks: Checks) -> None:
    """Note that those who complain together are not all different people."""
    looks = [_said(each.complainant, each.contacts) for each in (first, *others)]
    for number, one in enumerate(looks):
        _check(one, looks[:number], checks)


def _check(one: _Looks, others: Sequence[_Looks], checks: Checks) -> None:
    for what in {common for other in others if (common := one.like(other))}:
        checks.require(False, "same-person", "customer_number" if what == NUMBER else "name")


def _said(said: Identifying, contacts: Sequence[ContactDetail]) -> _Looks:
    reached = (normalised(each.kind, each.value) for each in contacts if each.kind in SEARCHABLE)
    return _Looks(_form(NUMBER, said.customer_number), _form(NAME, said.name), frozenset(reached))


def _form(kind: str, text: str | None) -> str:
    return "" if text is None or blank(text) else normalised(kind, text)


def counterpart(person: Person, case: Case, other: Case, plain: Plain) -> Person | None:
    """Return who of another case's complainants a person is, by number or name; None where it is none of them.

    Where one of the two is not named, and one alone complains there, that one is taken for the same.
    """
    looks, there = _known(person, case, plain), [(each, _known(each, other, plain)) for each in complainants(other)]
    for each, known in there:
        if looks.number and known.number:
            if looks.number == known.number:
                return each
        elif looks.name and looks.name == known.name:
            return each
    unnamed = len(there) == 1 and not (looks.name and there[0][1].name)
    return there[0][0] if unnamed and not (looks.number and there[0][1].number) else None


def _known(person: Person, case: Case, plain: Plain) -> _Looks:
    """Return what is known of somebody; what was erased tells nobody apart."""
    who = person.complainant

    def form(kind: str, sealed: Sealed | None) -> str:
        return "" if sealed is None else _form(kind, plain.get(sealed.digest))

    mine = [each for each in case.contacts if owner_of(case, each) == person.id and each.kind in SEARCHABLE]
    reached = {form(contact.kind, contact.value) for contact in mine} - {""}
    return _Looks(form(NUMBER, who.customer_number), form(NAME, who.name), frozenset(reached))
