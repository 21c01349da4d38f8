"""What a step would change, decided in full and thrown away: the limits before and after a later receipt."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands import case as c
from register.domain.commands.base import Ref
from register.domain.decide.rehearsal import foreseen
from register.domain.decide.situation import Mint, Situation
from register.domain.errors import Refused
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code, Digest, Id
from register.ids import new_id, new_salt
from register.reader.cases import CaseFile
from register.web.login import current_actor
from register.web.pages.cases.desk import Desk
from register.wiring import Register


@dataclass(frozen=True, slots=True)
class Moved:
    """A limit now, and where the step would put it."""

    title: str
    before: datetime
    after: datetime


def situation_of(register: Register, file: CaseFile, mint: Mint) -> Situation:
    """Return what a decision about the case would be made from, at this moment, for this visitor."""
    firm, case = register.reader.firm.now(), file.case
    subjects = {Ref(Code("case"), case.id): case}
    return Situation(
        register.clock(),
        current_actor(),
        subjects,
        firm.firm,
        register.policies,
        mint,
        details=firm.details,
        unprintable=register.registrar.unprintable,
        plain={Digest(digest): text for digest, text in file.plain.items()},
    )


def nothing_kept() -> Mint:
    """Return a mint whose ids and salts are thrown away."""
    return Mint(new_id, new_salt, lambda: 0)


def foreseen_limits(desk: Desk) -> list[Moved]:
    """Return the open limits that a proposed later receipt would move; nothing where it cannot be decided."""
    proposal = desk.case.receipt_proposal
    if proposal is None:
        return []
    command = c.SettleReceipt(case=desk.case.id, proposal=proposal.id, approve=True)
    try:
        after = foreseen(command, situation_of(desk.register, desk.file, nothing_kept()))
    except Refused:
        return []
    return _moved(desk, after)


def _moved(desk: Desk, after: Case) -> list[Moved]:
    then = {_rule(d): d.due.due_at for d in after.deadlines if not d.replaced}
    return [
        Moved(dated.title, d.due.due_at, then[_rule(d)])
        for d, dated in desk.dated
        if d.is_open and _rule(d) in then and then[_rule(d)] != d.due.due_at
    ]


def _rule(deadline: Deadline) -> tuple[Code, Code, Id | None]:
    return deadline.pack, deadline.due.rule, deadline.due.party
