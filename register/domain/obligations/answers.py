"""Whether a case was answered: a letter that is its response was sent and has not come back."""

from collections.abc import Iterator, Sequence

from register.domain.law.policy import Pack
from register.domain.law.rules import ANSWER
from register.domain.subjects.case import Case
from register.domain.values import Cite, Code


def responded(case: Case, packs: Sequence[Pack]) -> bool:
    """Whether an answer was sent and has not come back, or another system gave it before the case was carried over."""
    elsewhere = any(happening.event == ANSWER and not happening.withdrawn for happening in case.happenings)
    return elsewhere or answered(case, packs, {"sent"})


def answered(case: Case, packs: Sequence[Pack], states: set[str]) -> bool:
    """Whether there is an answer in one of these states: a response, or what confirms an agreement made in time."""
    written = {item.content.type for item in case.correspondence if item.state in states}
    return any(not written.isdisjoint((*pack.answers, *_confirming(case, pack))) for pack in packs)


def _confirming(case: Case, pack: Pack) -> Iterator[Code]:
    """Yield the letters that answer a complaint whose limit was kept by what they confirm."""
    kept_by = {deadline.met_by for deadline in case.deadlines if deadline.pack == pack.id and not deadline.replaced}
    kept = {happening.event for happening in case.happenings if happening.id in kept_by and not happening.withdrawn}
    return (kind.id for kind in pack.letter_types.values() if kind.confirms in kept)


def response_cite(pack: Pack) -> Cite | None:
    """Return the paragraph that asks for the answer."""
    return next((kind.cite for kind in pack.letter_types.values() if kind.id in pack.answers), None)
