"""What may not be done while a complaint runs, until when, and what nobody holds yet."""

from collections.abc import Iterator

from register.domain.law.duties import Prohibition
from register.domain.law.policy import Pack
from register.domain.law.rules import ANSWER
from register.domain.obligations.circumstances import circumstances
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.holds import standing

NOT_BEFORE = "not_before"


def prohibitions(case: Case, packs: tuple[Pack, ...]) -> Iterator[tuple[Pack, Prohibition]]:
    """Yield what the packs prohibit while a complaint of the case's class runs."""
    for pack in packs:
        for ban in pack.prohibited(circumstances(case, pack).complaint_class):
            yield pack, ban


def answer_due(case: Case, packs: tuple[Pack, ...]) -> bool:
    """Whether an open case still waits for an answer, as one does that was sent back after the first."""
    return case.status == "open" and any(d.ends_with(ANSWER, packs) for d in case.open_deadlines("deadline"))


def earliest(case: Case, ban: Prohibition, packs: tuple[Pack, ...]) -> Iterator[Deadline]:
    """Yield the dates before which the prohibited may not be done: those of the duty of the rule that ends the ban."""
    duties = {(pack.id, pack.rules[ban.until].duty) for pack in packs if ban.until in pack.rules}
    for deadline in case.deadlines:
        if not deadline.replaced and deadline.due.kind == NOT_BEFORE and (deadline.pack, deadline.due.duty) in duties:
            yield deadline


def unheld(case: Case, packs: tuple[Pack, ...]) -> Iterator[Prohibition]:
    """Yield the prohibitions of an open case that nobody was told of, or that nobody confirmed."""
    for _, ban in prohibitions(case, packs):
        if case.status == "open" and not any(hold.confirmed_at for hold in standing(case.holds, ban.id)):
            yield ban
