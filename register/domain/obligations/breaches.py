"""Possible breaches: which limits were missed by what is known now, and what became of those recorded before.

A duty and its round is one, however many beneficiaries it ran for and however often the class changed.
"""

from collections.abc import Container, Sequence
from datetime import datetime

from register.domain.law.policy import Pack
from register.domain.obligations.risks import delay_notified
from register.domain.subjects.breach import DELAYED, IN_TIME, OF_NO_CASE, REPLACED, STANDS, Breach
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline, Duty
from register.domain.values import Code


def missed_duties(case: Case, packs: Sequence[Pack], now: datetime) -> dict[Duty, Deadline]:
    """Return the limits of the law that are missed by what is known now, each duty's first."""
    found: dict[Duty, Deadline] = {}
    for deadline in sorted(case.deadlines, key=lambda one: one.due.due_at):
        if deadline.due.legal and deadline.missed(now) and delay_notified(case, packs, deadline) is None:
            found.setdefault(deadline.duty, deadline)
    return found


def standing_of(breach: Breach, case: Case, packs: Sequence[Pack], missed: Container[Duty], now: datetime) -> Code:
    """Return what is known now of the limit behind a possible breach; ``missed`` as ``missed_duties`` gives it."""
    opened = case.deadline(breach.deadline)
    if opened is None or opened.duty in missed:
        return STANDS
    if case.is_void:
        return OF_NO_CASE
    current = case.limits_of(opened.duty)
    passed = [deadline for deadline in current if deadline.missed(now)]
    if passed and all(delay_notified(case, packs, deadline) is not None for deadline in passed):
        return DELAYED
    answered = bool(current) and all(deadline.met_at is not None for deadline in current)
    return IN_TIME if answered and not opened.replaced else REPLACED
