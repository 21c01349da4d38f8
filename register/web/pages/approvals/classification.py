"""What a new classification changes: the dates now and then, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from register.domain.commands import case as c
from register.domain.decide.rehearsal import foreseen
from register.domain.errors import Refused
from register.domain.subjects.case import Case
from register.domain.subjects.classification import Classification
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code, Id
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.foresight import nothing_kept, situation_of
from register.web.pages.shared.labels import duty_title
from register.web.pages.shared.proofs import Proof, why

Duty = tuple[Code, Code, Id | None]


@dataclass(frozen=True, slots=True)
class Side:
    """A duty's strictest open date now, and the one that a new classification would give it (None: it would have none).

    Where the visitor may settle the proposal, both come with their proofs.
    """

    title: str
    before: datetime
    after: datetime | None
    why_before: Proof | None = None
    why_after: Proof | None = None


def side_by_side(desk: Desk) -> list[Side]:
    """Return the dates a proposed classification would change, as far as it can be decided now."""
    proposal = desk.case.classification_proposal
    if proposal is None:
        return []
    command = c.SettleClassification(case=desk.case.id, proposal=proposal.id, approve=True)
    try:
        after = foreseen(command, situation_of(desk.register, desk.file, nothing_kept()))
    except Refused:
        moves = proposal.moves
        return [Side(duty_title(desk.packs, move.duty), move.before, move.after) for move in moves]
    return list(_changed(desk, _strictest(desk.case), _strictest(after)))


def class_title(desk: Desk, known: Classification) -> str:
    """Return the class in words; one that only the complaint's words call for is said to be provisional."""
    classes = desk.pack.classes
    if known.complaint_class is not None:
        return classes[known.complaint_class].title
    if known is desk.case.classification and desk.case.chosen_class is not None:
        title = classes[desk.case.chosen_class].title
        return str(gettext("%(title)s: the facts choose it", title=title))
    if known.provisional is not None:
        title = classes[known.provisional].title
        return str(gettext("%(title)s: provisional, the class is not confirmed", title=title))
    return str(gettext("not classified yet"))


def _changed(desk: Desk, now: dict[Duty, Deadline], then: dict[Duty, Deadline]) -> Iterator[Side]:
    for key, deadline in now.items():
        successor = then.get(key)
        if successor is None or successor.due.due_at != deadline.due.due_at:
            yield Side(
                duty_title(desk.packs, deadline.due.duty),
                deadline.due.due_at,
                None if successor is None else successor.due.due_at,
                why(deadline.due.derivation, desk),
                None if successor is None else why(successor.due.derivation, desk),
            )


def _strictest(case: Case) -> dict[Duty, Deadline]:
    found: dict[Duty, Deadline] = {}
    for deadline in sorted(case.open_deadlines("deadline"), key=lambda known: known.due.due_at):
        found.setdefault((deadline.pack, deadline.due.duty, deadline.due.party), deadline)
    return found
