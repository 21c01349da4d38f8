"""Reports: prepared under a checkpoint, approved by another person, issued; the bytes are kept for ever."""

from typing import Any, Final

from flask import Response
from marshmallow import fields

from register.api.blueprint import Blueprint
from register.api.context import asking, note_reading, reading, the_register
from register.api.downloads import download
from register.api.pagination import page_answer, part_of
from register.api.steps import CREATED, OK, Answer, Place, Step, add_steps, answer, command_id, etag, for_command
from register.domain.commands import register as r
from register.domain.subjects.report import Report
from register.domain.values import Id
from register.publication import Asked, issue_report, prepare_report
from register.reader.reports import ReportFile
from register.schemas import answers
from register.schemas import house as h
from register.schemas.shown import opened, shown, with_more

reports = Blueprint("reports", "Reports and what was issued")

ONE: Final = "/reports/<id:report>"
ReportFileAnswer = with_more(shown(Report), "ReportFile", version=fields.Integer)
STEPS: Final = (Step("/approval", r.SettleReport, h.ReportApproval),)
add_steps(reports, Place(ONE, dict, guarded=False), STEPS)


@reports.route("/reports")
@reports.arguments(h.Paging, location="query")
@reports.response(200, answers.page_of(ReportFileAnswer, "Reports"))
def every(said: dict[str, Any]) -> dict[str, Any]:
    """List reports, the newest first."""
    files = the_register().reader.reports.all(reading("cases:read"))
    return page_answer(part_of(files, said), _shown)


@reports.route("/reports", methods=["POST"])
@for_command(r.PrepareReport)
@reports.arguments(h.Report)
@reports.response(201, answers.Outcome)
def prepare(said: dict[str, Any]) -> Answer:
    """Prepare a report for another person to approve."""
    actor = asking()
    return answer(prepare_report(the_register(), actor, Asked(**said), command_id(actor)), CREATED)


@reports.route(f"{ONE}/issue", methods=["POST"])
@for_command(r.IssueReport)
@reports.arguments(h.Issue)
@reports.response(200, answers.Outcome)
def issue(said: dict[str, Any], report: Id) -> Answer:
    """Issue an approved report to somebody; its bytes are kept for ever."""
    actor = asking()
    return answer(issue_report(the_register(), actor, report, said["recipient"], command_id(actor)))


@reports.route(ONE)
@reports.response(200, ReportFileAnswer)
def show(report: Id) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read where a report stands."""
    file = the_register().reader.reports.open(reading("cases:read"), report)
    return _shown(file), OK, etag(file.version)


@reports.route(f"{ONE}/document")
@reports.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def document(report: Id) -> Response:
    """Read a report's bytes: those issued, or while it was not those that were prepared."""
    actor, reader = reading("cases:read"), the_register().reader.reports
    content, kind = reader.document(actor, report), reader.open(actor, report).report.kind
    note_reading("report", ("report", report))
    return download(content, "application/pdf", f"{kind}-{report}.pdf")


def _shown(file: ReportFile) -> dict[str, Any]:
    return {**opened(file.report, file.plain), "version": file.version}
