"""Which of a case's packs a letter is of: its wording, its parts and who signs it are that pack's."""

from collections.abc import Iterator, Sequence

from register.domain.law.letterspec import LetterType
from register.domain.law.policy import Pack
from register.domain.values import Code


def pack_for(kind: str | None, packs: Sequence[Pack]) -> Pack:
    """Return the pack a kind of letter is of: the first, or a further one that has it written beside the first's.

    A kind that none of them knows is looked for, and refused, in the first.
    """
    if kind is None or kind in packs[0].letter_types:
        return packs[0]
    return next((pack for pack in packs[1:] if any(known.id == kind for known in letters_beside(pack))), packs[0])


def letter_kind(kind: Code, packs: Sequence[Pack]) -> LetterType:
    """Return a kind of letter that a letter of the case has."""
    return pack_for(kind, packs).letter_types[kind]


def letters_beside(pack: Pack) -> Iterator[LetterType]:
    """Yield the letters of a further pack that are written beside those of the first."""
    return (kind for kind in pack.letter_types.values() if kind.beside)
