"""Reports: prepared under a checkpoint, approved by another person, issued once; their bytes are kept for ever."""

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import SelectChoice

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.commands.register import PrepareReport, SettleReport
from register.domain.errors import Refused
from register.domain.permissions import MAY
from register.publication.report_input import Asked
from register.publication.reports import document_of, issue_report, prepare_report
from register.reader.firm import FirmFile
from register.reader.reports import ReportFile
from register.web.login import current_actor, for_roles
from register.web.pages.reports.forms import KINDS, IssueForm, PrepareForm, SettleReportForm
from register.web.pages.shared.fields import id_of
from register.web.pages.shared.step_form import StepForm, carry_out
from register.wiring import Register

PDF: Final = "application/pdf"


class ReportPages:
    """The pages of reports."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """List the reports; prepare a new one."""
        actor, firm = current_actor(), self.register.reader.firm.now()
        form, differences = self._prepare_form(firm), list[str]()
        if form.validate_on_submit():
            asked = Asked(form.kind.data, form.entity.data, form.from_on.data, form.to_on.data, form.brand.data)
            try:
                made = prepare_report(self.register, actor, asked)
            except Refused as refusal:
                if refusal.kind == "unreconciled":
                    differences = [difference(problem.where, problem.params) for problem in refusal.problems]
                else:
                    form.take(refusal)
            else:
                flash(gettext("The report is prepared. Another person approves it."), "success")
                return redirect(url_for("reports.show", report=made.subject.id))
        page = render_template(
            "reports/index.html",
            form=form,
            differences=differences,
            reports=self.register.reader.reports.all(actor),
            house=firm,
            names=self.register.reader.accounts.names(),
            kinds=KINDS,
            prepares=bool(MAY[PrepareReport].roles & actor.roles),
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or differences else HTTPStatus.OK

    def show(self, report: str) -> ResponseReturnValue:
        """Show one report and the steps that are open."""
        return self._page(self._file(report), {})

    def document(self, report: str) -> ResponseReturnValue:
        """Return the bytes that stand: those issued, else those to be approved."""
        file = self._file(report)
        found = file.report
        attach = "attachment" if request.args.get("download") else "inline"
        name = f"{found.kind}-{found.entity}-{found.from_on}-{found.to_on}.pdf"
        document = document_of(self.register, current_actor(), found.id)
        return Response(document, 200, {"Content-Disposition": f'{attach}; filename="{name}"'}, PDF)

    def settle(self, report: str) -> ResponseReturnValue:
        """Approve or refuse."""
        file, form = self._file(report), SettleReportForm()
        approve = request.form.get("settle") == "approve"
        command = SettleReport(
            report=file.report.id,
            document=form.document.data or "",
            approve=approve,
            reason=form.reason.data or "",
        )
        if form.validate_on_submit() and carry_out(self.register, command, form) is not None:
            flash(gettext("The report is approved.") if approve else gettext("The report is refused."), "success")
            return redirect(url_for("reports.show", report=report))
        return self._page(self._file(report), {"settle": form})

    def issue(self, report: str) -> ResponseReturnValue:
        """Issue for good."""
        file, form = self._file(report), IssueForm()
        if form.validate_on_submit():
            try:
                issue_report(self.register, current_actor(), file.report.id, form.recipient.data)
            except Refused as refusal:
                form.take(refusal)
            else:
                flash(gettext("The report is issued. These bytes are kept for ever."), "success")
                return redirect(url_for("reports.show", report=report))
        return self._page(self._file(report), {"issue": form})

    def _page(self, file: ReportFile, refused: Mapping[str, StepForm]) -> ResponseReturnValue:
        actor, found, firm = current_actor(), file.report, self.register.reader.firm.now()
        settle = SettleReportForm(formdata=None, document=found.document, version=str(file.version))
        forms: dict[str, StepForm] = {"settle": settle, "issue": IssueForm(formdata=None, version=str(file.version))}
        for name, form in refused.items():
            form.version.data = str(file.version)
            forms[name] = form
        page = render_template(
            "reports/show.html",
            file=file,
            report=found,
            house=firm,
            names=self.register.reader.accounts.names(),
            zone=ZoneInfo(firm.firm.entity(found.entity).zone),
            kinds=KINDS,
            forms=forms,
            refused=next(iter(refused.values()), None),
            settles=APPROVER in actor.roles,
            issues=bool(MAY[PrepareReport].roles & actor.roles),
            own=actor.name == found.prepared_by,
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK

    def _file(self, report: str) -> ReportFile:
        return self.register.reader.reports.open(current_actor(), id_of(report))

    def _prepare_form(self, firm: FirmFile) -> PrepareForm:
        first, last = last_month(self.register.clock().date())
        form = PrepareForm(kind="regulator", from_on=first, to_on=last)
        form.entity.choices = [SelectChoice(entity.id, firm.entity_name(entity.id)) for entity in firm.firm.entities]
        brands = [brand for brand in firm.firm.brands if current_actor().covers(brand.id)]
        form.brand.choices = [
            SelectChoice("", gettext("All brands")),
            *(SelectChoice(brand.id, firm.brand_name(brand.id)) for brand in brands),
        ]
        if request.method == "POST" and not MAY[PrepareReport].roles & current_actor().roles:
            abort(HTTPStatus.FORBIDDEN)
        return form


def last_month(today: date) -> tuple[date, date]:
    """Return the first and last day of the month before ``today``."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def difference(where: str, params: Mapping[str, str | int]) -> str:
    """Return one contradiction of the figures in words."""
    if {"found", "wanted"} <= set(params):
        return str(gettext("%(where)s: counted %(found)s, but it should be %(wanted)s", where=where, **params))
    return str(gettext("%(where)s: the complaint's history contradicts itself", where=where))


def make(register: Register) -> Blueprint:
    """Return the pages of reports."""
    blueprint = Blueprint("reports", __name__, url_prefix="/reports", template_folder="..")
    pages = ReportPages(register)
    for_roles(blueprint, OFFICER, APPROVER, AUDITOR)
    blueprint.add_url_rule("/", "index", pages.index, methods=["GET", "POST"])
    blueprint.add_url_rule("/<report>", "show", pages.show)
    blueprint.add_url_rule("/<report>/document", "document", pages.document)
    blueprint.add_url_rule("/<report>/settle", "settle", pages.settle, methods=["POST"])
    blueprint.add_url_rule("/<report>/issue", "issue", pages.issue, methods=["POST"])
    return blueprint
