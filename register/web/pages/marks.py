"""Red marks on the cases of a list: a hold nobody confirmed, an escalation nobody took."""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext

from register.domain.case import Case
from register.domain.decide.holding import unheld
from register.domain.values import Id
from register.web.assets import icon
from register.web.login import current_actor
from register.web.looks import Look
from register.web.pages.desk import packs_of
from register.wiring import Register


def marks(register: Register, cases: Sequence[Id]) -> Mapping[Id, list[Look]]:
    """Return the marks of these cases, as far as the visitor may see them; a case without any is missing."""
    found = {case.id: list(_marks(register, case)) for case in register.reader.guard.cases(current_actor(), cases)}
    return {case: looks for case, looks in found.items() if looks}


def _marks(register: Register, case: Case) -> Iterator[Look]:
    if any(True for _ in unheld(case, packs_of(register, case))):
        yield Look(gettext("hold not confirmed"), "bad", icon("exclamation-octagon"))
    if any(told.taken_at is None for told in case.escalations):
        yield Look(gettext("escalation not taken up"), "bad", icon("exclamation-octagon"))
