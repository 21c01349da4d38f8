"""What waits for a second person, by its date; and the pages on which a proposal on a case is settled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from register.domain.actors import ADMINISTRATOR, APPROVER, Actor
from register.domain.authorship import Proposal, authors
from register.domain.commands import case as c
from register.domain.commands.base import Command
from register.domain.errors import Problem, Unknown
from register.domain.permissions import READING
from register.reader.pagination import MOST
from register.reader.parts import Waiting
from register.web.assets import Icon, icon
from register.web.login import current_actor, for_roles
from register.web.pages.approvals.classification import class_title, side_by_side
from register.web.pages.cases.dates import passed
from register.web.pages.cases.desk import Desk, lay_out
from register.web.pages.cases.foresight import foreseen_limits
from register.web.pages.shared.labels import label, word
from register.web.pages.shared.step_form import StepForm, admit, carry_out
from register.wiring import Register

KINDS: Final[Mapping[str, tuple[LazyString, Icon]]] = {
    "letter": (_("Letter"), icon("envelope-check")),
    "closure": (_("Closure"), icon("check-circle")),
    "remedy": (_("Money of a remedy"), icon("hourglass-split")),
    "restriction": (_("Restricted readers"), icon("lock")),
    "receipt": (_("Later receipt"), icon("clock")),
    "voiding": (_("Void case"), icon("x-circle")),
    "classification": (_("Classification"), icon("arrow-counterclockwise")),
    "report": (_("Report"), icon("file-earmark-bar-graph")),
    "role": (_("Role"), icon("person-gear")),
    "account": (_("Account"), icon("person-gear")),
    "secrets": (_("Secrets of a channel"), icon("person-gear")),
    "firm": (_("Firm and its rules"), icon("person-gear")),
    "rescue": (_("Way back in"), icon("person-gear")),
}
# Where an administrator looks at it, and what that page calls its subject.
HOUSE: Final[Mapping[str, tuple[str, list[str]]]] = {
    "account": ("setup.person", ["account"]),
    "channel": ("setup.channel", ["channel"]),
    "register": ("setup.firm", []),
}
BUSINESS: Final = frozenset(
    {"letter", "closure", "remedy", "restriction", "receipt", "classification", "report", "voiding"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits; ``obstacle`` says why it is not this visitor's to settle (None: it is)."""

    title: str
    picture: Icon
    reference: str | None
    address: str
    asked_by: str
    asked_at: datetime
    next_due_at: datetime | None
    obstacle: str | None


class SettleForm(StepForm):
    """Approve or refuse exactly what is shown."""

    content = HiddenField()


class Approvals:
    """The pages of approvals."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show what waits: first what this visitor may settle, then what waits for somebody else."""
        actor, names = current_actor(), self.register.reader.accounts.names()
        everything = self.register.reader.parts.approvals(actor, limit=MOST).items
        waiting = [item for item in everything if _concerns(item, actor)]
        lines = [_line(item, actor, names) for item in waiting]
        return render_template(
            "approvals/index.html",
            mine=[line for line in lines if line.obstacle is None],
            others=[line for line in lines if line.obstacle is not None],
            decides=bool(actor.roles & {APPROVER, ADMINISTRATOR}),
        )

    def closure(self, case: str) -> ResponseReturnValue:
        """Show or settle a proposed closure."""
        desk = self._desk(case)
        proposal = desk.case.closure_proposal
        if proposal is None:
            raise Unknown(Problem("no-such-proposal", "proposal"))
        form = SettleForm(version=str(desk.file.version), content=proposal.content)
        approve = request.form.get("settle") == "approve"
        command = c.SettleClosure(
            case=desk.case.id, proposal=proposal.id, content=form.content.data or "", approve=approve
        )
        if (answer := self._settled(command, form)) is not None:
            return answer
        return self._page("approvals/closure.html", desk, form, proposal)

    def receipt(self, case: str) -> ResponseReturnValue:
        """Show or settle a proposed later receipt."""
        desk = self._desk(case)
        proposal = desk.case.receipt_proposal
        if proposal is None:
            raise Unknown(Problem("no-such-proposal", "proposal"))
        form = SettleForm(version=str(desk.file.version))
        approve = request.form.get("settle") == "approve"
        command = c.SettleReceipt(case=desk.case.id, proposal=proposal.id, approve=approve)
        if (answer := self._settled(command, form)) is not None:
            return answer
        return self._page("approvals/receipt.html", desk, form, proposal)

    def classification(self, case: str) -> ResponseReturnValue:
        """Show or settle a proposed classification that gives a limit more time."""
        desk = self._desk(case)
        proposal = desk.case.classification_proposal
        if proposal is None:
            raise Unknown(Problem("no-such-proposal", "proposal"))
        form = SettleForm(version=str(desk.file.version))
        approve = request.form.get("settle") == "approve"
        command = c.SettleClassification(case=desk.case.id, proposal=proposal.id, approve=approve)
        if (answer := self._settled(command, form)) is not None:
            for words in passed(self._desk(case)) if approve else ():
                flash(words, "error")
            return answer
        return self._page("approvals/classification.html", desk, form, proposal)

    def _settled(self, command: Command, form: SettleForm) -> ResponseReturnValue | None:
        if request.method == "POST":
            admit(self.register, type(command))
        if not form.validate_on_submit() or carry_out(self.register, command, form) is None:
            return None
        approved = request.form.get("settle") == "approve"
        flash(gettext("Approved.") if approved else gettext("Refused."), "success")
        return redirect(url_for("approvals.index"))

    def _desk(self, case: str) -> Desk:
        if not current_actor().roles & READING:
            abort(HTTPStatus.FORBIDDEN)
        desk = lay_out(self.register, current_actor(), case)
        self.register.upkeep.record(desk.actor.name, "read:case", (), ("case", desk.case.id))
        return desk

    def _page(self, template: str, desk: Desk, form: SettleForm, work: Proposal) -> ResponseReturnValue:
        refused = request.method == "POST"
        if refused:
            form.version.data = str(desk.file.version)
        page = render_template(
            template,
            desk=desk,
            form=form,
            obstacle=_obstacle(desk.actor, authors(work)),
            decides=APPROVER in desk.actor.roles,
            limits=foreseen_limits(desk),
            sides=side_by_side(desk),
            late=passed(desk),
            wrote=[desk.names.get(name, name) for name in sorted(authors(work))],
            class_title=lambda known: class_title(desk, known),
            label=label,
            word=word,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK


def _concerns(item: Waiting, actor: Actor) -> bool:
    business = bool(actor.roles & READING)
    return business if item.kind in BUSINESS else ADMINISTRATOR in actor.roles


def _line(item: Waiting, actor: Actor, names: Mapping[str, str]) -> Line:
    title, picture = KINDS[item.kind]
    return Line(
        str(title),
        picture,
        item.reference,
        _address(item),
        names.get(item.asked_by, item.asked_by),
        item.asked_at,
        item.next_due_at,
        _obstacle(actor, item.authors) or _lacks(item, actor),
    )


def _address(item: Waiting) -> str:
    if item.kind == "letter":
        return url_for("letters.show", case=item.reference, letter=item.id)
    if item.kind == "report":
        return url_for("reports.show", report=item.id)
    if item.subject_kind in HOUSE:
        place, named = HOUSE[item.subject_kind]
        values: dict[str, Any] = dict.fromkeys(named, item.subject)
        return url_for(place, **values)
    if item.kind in {"classification", "remedy", "restriction", "voiding"}:
        return url_for("cases.show", reference=item.reference)
    return url_for(f"approvals.{item.kind}", case=item.reference)


def _obstacle(actor: Actor, authors: Collection[str]) -> str | None:
    return gettext("Your own work: it needs a second person.") if actor.names & set(authors) else None


def _lacks(item: Waiting, actor: Actor) -> str | None:
    if item.kind in BUSINESS and APPROVER not in actor.roles:
        return str(gettext("An approver settles this."))
    if item.kind in {"role", "rescue"} and actor.account == item.subject:
        return str(gettext("It is about your own account."))
    return None


def make(register: Register) -> Blueprint:
    """Return the pages of approvals."""
    blueprint = Blueprint("approvals", __name__, url_prefix="/approvals", template_folder="..")
    pages = Approvals(register)
    for_roles(blueprint)
    blueprint.add_url_rule("/", "index", pages.index)
    blueprint.add_url_rule("/closure/<case>", "closure", pages.closure, methods=["GET", "POST"])
    blueprint.add_url_rule("/receipt/<case>", "receipt", pages.receipt, methods=["GET", "POST"])
    blueprint.add_url_rule("/classification/<case>", "classification", pages.classification, methods=["GET", "POST"])
    return blueprint
