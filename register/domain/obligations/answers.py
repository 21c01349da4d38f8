"""Whether a case was answered: a letter that is its response was sent and has not come back."""

from collections.abc import Sequence

from register.domain.law.policy import Pack
from register.domain.subjects.case import Case
from register.domain.values import Cite


def responded(case: Case, packs: Sequence[Pack]) -> bool:
    """Whether an answer was sent and has not come back."""
    return answered(case, packs, {"sent"})


def answered(case: Case, packs: Sequence[Pack], states: set[str]) -> bool:
    """Whether there is an answer in one of these states."""
    kinds = packs[0].answers
    return any(item.state in states and item.content.type in kinds for item in case.letters)


def response_cite(pack: Pack) -> Cite | None:
    """Return the paragraph that asks for the answer."""
    return next((kind.cite for kind in pack.letter_types.values() if kind.id in pack.answers), None)
