"""How facts make a case void, and bring it back."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.subjects.case import Case
from register.domain.subjects.unapproved import VOIDING, forgotten
from register.domain.subjects.void_cases import VOID
from register.domain.values import Code


def _voided(case: Case, fact: f.CaseVoided) -> Case:
    unapproved = forgotten(case.unapproved, VOIDING)
    return replace(case, status=VOID, voiding=fact.voiding, voiding_proposal=None, unapproved=unapproved)


def _reinstated(case: Case, _fact: f.CaseReinstated) -> Case:
    return replace(case, status=Code("open" if case.closed_at is None else "closed"), voiding=None)


def _parted(case: Case, fact: f.CaseParted) -> Case:
    return replace(case, merged=tuple(merged for merged in case.merged if merged.case != fact.case))


VOID_CHANGES: dict[type, Callable[[Case, Any], Case]] = {
    f.CaseVoided: _voided,
    f.CaseReinstated: _reinstated,
    f.CaseMerged: lambda case, fact: replace(case, merged=(*case.merged, fact.merged)),
    f.CaseParted: _parted,
}
