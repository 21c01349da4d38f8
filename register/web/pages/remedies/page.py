"""The page of remedies to carry out: what was promised stays work after the complaint is closed."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.values import Code
from register.web.login import current_actor, for_roles
from register.web.pages.shared.labels import label
from register.wiring import Register


class CarryingOut:
    """The page, for those who read cases."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show what waits, the first day first; what is overdue stands out."""
        reader, firm = self.register.reader, self.register.reader.firm.now()
        now = self.register.clock()
        return render_template(
            "remedies/index.html",
            page=reader.promises.waiting(current_actor(), cursor=request.args.get("after")),
            today=lambda entity: now.astimezone(ZoneInfo(firm.firm.entity(entity).zone)).date(),
            remedy=self._label,
            currency=lambda entity: self._currency(firm.firm.entity(entity).packs),
            firm_file=firm,
            names={file.account.id: file.name for file in reader.accounts.everybody()},
        )

    def _currency(self, packs: Sequence[Code]) -> str:
        """Return the money of an entity's first pack."""
        return self.register.policies.versions(packs[0])[-1].currency

    def _label(self, code: str) -> str:
        """Return what the first pack that knows the remedy calls it: the list holds cases of several packs."""
        named = (label(pack, "remedy", code) for pack in self.register.policies.packs.values())
        return next((words for words in named if words != code), code)


def make(register: Register) -> Blueprint:
    """Return the page of remedies to carry out."""
    pages = Blueprint("remedies", __name__, url_prefix="/remedies", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    pages.add_url_rule("/", "index", CarryingOut(register).index)
    return pages
