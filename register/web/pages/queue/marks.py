"""Marks on the cases of a list: a letter sent back, a hold nobody confirmed, an escalation nobody took; in red.

And what has to be known of the date of a line: that its pack does not claim it.
"""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext

from register.domain.law.duties import Prohibition
from register.domain.obligations.prohibitions import unheld
from register.domain.subjects.firm import Firm
from register.domain.values import Id
from register.reader.cases import CaseLine
from register.web.assets import icon
from register.web.login import current_actor
from register.web.looks import Look
from register.web.pages.cases.desk import packs_of
from register.wiring import Register


def marks(register: Register, firm: Firm, lines: Sequence[CaseLine]) -> Mapping[Id, list[Look]]:
    """Return the marks of the open cases among these lines; a case without any is missing."""
    running = [line for line in lines if line.status == "open"]
    untaken = register.reader.guard.untaken(line.id for line in running)
    unconfirmed = _unconfirmed(register, [line.id for line in running if _may_be_held(register, firm, line)])
    found: dict[Id, list[Look]] = {}
    sent_back = register.reader.parts.with_sent_back(line.id for line in running)
    for cases, words in (
        (sent_back, gettext("letter sent back")),
        (unconfirmed, gettext("hold not confirmed")),
        (untaken, gettext("escalation not taken up")),
    ):
        for case in cases:
            found.setdefault(case, []).append(Look(words, "bad", icon("exclamation-octagon")))
    for case in _unclaimed(register, [line.id for line in running if not line.next_due_legal]):
        words = gettext("not claimed by the pack: received before it took force")
        found.setdefault(case, []).append(Look(words, "warn", icon("question-circle")))
    return found


def _unclaimed(register: Register, cases: Sequence[Id]) -> Iterator[Id]:
    """Yield the cases whose next date is of a pack that took force only after they were received."""
    for case in register.reader.guard.cases(current_actor(), cases):
        if case.next_deadline is not None and case.next_deadline.due.unclaimed:
            yield case.id


def _unconfirmed(register: Register, cases: Sequence[Id]) -> Iterator[Id]:
    for case in register.reader.guard.cases(current_actor(), cases):
        if any(True for _ in unheld(case, packs_of(register, case))):
            yield case.id


def _may_be_held(register: Register, firm: Firm, line: CaseLine) -> bool:
    """Whether something may be prohibited for the case, as far as its line tells: reading all of it takes longer.

    A line has the class under the first of the packs, and only once that is certain.
    """
    first, *others = firm.entity(firm.brand(line.brand).entity).packs
    if line.complaint_class is None or any(_bans(register, pack) for pack in others):
        return True
    return any(not ban.classes or line.complaint_class in ban.classes for ban in _bans(register, first))


def _bans(register: Register, pack_id: str) -> list[Prohibition]:
    return [ban for pack in register.policies.versions(pack_id) for ban in pack.prohibitions]
