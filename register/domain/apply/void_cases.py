"""How facts make a case void, and bring it back."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.subjects.case import Case
from register.domain.subjects.unapproved import VOIDING, forgotten
from register.domain.subjects.void_cases import VOID, Merged
from register.domain.values import Code


def _voided(case: Case, fact: f.CaseVoided) -> Case:
    unapproved = forgotten(case.unapproved, VOIDING)
    return replace(case, status=VOID, voiding=fact.voiding, voiding_proposal=None, unapproved=unapproved)


def _reinstated(case: Case, _fact: f.CaseReinstated) -> Case:
    return replace(case, status=Code("open" if case.closed_at is None else "closed"), voiding=None)


def _parted(case: Case, fact: f.CaseParted) -> Case:
    return replace(case, merged=tuple(merged for merged in case.merged if merged.case != fact.case))


def _letter_unsent(case: Case, fact: f.MergedLetterUnsent) -> Case:
    def without(merged: Merged) -> Merged:
        return replace(merged, letters=tuple(letter for letter in merged.letters if letter.id != fact.letter))

    given = case.acknowledgement
    by_it = given is not None and given.letter == fact.letter
    merged = tuple(without(each) for each in case.merged)
    return replace(case, merged=merged, acknowledgement=None if by_it else given)


VOID_CHANGES: dict[type, Callable[[Case, Any], Case]] = {
    f.CaseVoided: _voided,
    f.CaseReinstated: _reinstated,
    f.CaseMerged: lambda case, fact: replace(case, merged=(*case.merged, fact.merged)),
    f.MergedLetterUnsent: _letter_unsent,
    f.CaseParted: _parted,
}
