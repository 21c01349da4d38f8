"""What one of several complainants told us for themselves alone, found in the words of a letter that another reads too.

Where one of them is not safe from another, an address in a letter is a danger: the letter is refused with its place.
"""

import unicodedata
from collections.abc import Iterator

from register.domain.commands.letter import Writing
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks
from register.domain.subjects.complainants import everybody, owner_of
from register.domain.subjects.parties import Person

# Shorter ones stand in any text by chance.
SHORTEST = 6


def check_disclosure(said: Writing, unfolding: Unfolding, checks: Checks) -> None:
    """Note each part that holds how one of several is reached, unless all of them are reached so."""
    people = everybody(unfolding.case)
    if len(people) == 1:
        return
    known = [frozenset(_reached(person, unfolding)) for person in people]
    private = frozenset[str]().union(*known) - known[0].intersection(*known)
    for where, text in _texts(said):
        squeezed = _squeezed(text)
        checks.require(not any(each in squeezed for each in private), "of-one-alone", where)


def _reached(person: Person, unfolding: Unfolding) -> Iterator[str]:
    """Yield how a person is reached, safely or not, each in letters and digits alone; nothing of what was erased."""
    case, plain = unfolding.case, unfolding.situation.plain
    mine = [contact.value for contact in case.contacts if owner_of(case, contact) == person.id]
    told = person.preferences
    for sealed in (*mine, *told.never_at, *([told.safe_address] if told.safe_address is not None else [])):
        squeezed = _squeezed(plain.get(sealed.digest, ""))
        if len(squeezed) >= SHORTEST:
            yield squeezed


def _squeezed(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _texts(said: Writing) -> Iterator[tuple[str, str]]:
    yield from ((f"blocks.{block}", text) for block, text in said.blocks)
    yield from ((f"answers.{point}", text) for point, text in said.answers)
    yield from (("findings", f"{finding} {support}") for finding, support in said.findings)
