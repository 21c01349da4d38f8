"""Reports: prepared under a checkpoint by one person, approved by another, issued for good; the bytes are kept."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from register.domain.actors import Actor
from register.domain.commands import register as c
from register.domain.commands.base import Command
from register.domain.errors import Forbidden, Illegal, Invalid, Problem, Refused
from register.domain.moments import YEARS
from register.domain.permissions import check
from register.domain.subjects.report import APPROVED, Report
from register.domain.values import Digest, Id
from register.orders import Outcome
from register.publication.parts import REPORT_LANGUAGE, Parts, check_reader, sealed_now, speech
from register.publication.report_input import Asked, Standing, gathered
from register.reader.trail import Signed
from reports.board.document import render_board
from reports.regulator.document import render_report
from reports.regulator.inputs import ReportData
from reports.renderers.html import Speech

RENDERERS: Mapping[str, Callable[[ReportData, Speech], bytes]] = {"regulator": render_report, "board": render_board}
# What a calendar can count with the period before it; and what a reader can still take in.
LONGEST_YEARS = 10


def prepare_report(register: Parts, actor: Actor, asked: Asked, command_id: str | None = None) -> Outcome:
    """Take the figures under a checkpoint (now: seal first), print the report, and keep it for approval.

    Raises ``Invalid`` for unknown names, ``Forbidden``, and ``Unreconciled`` with every difference when the figures do
    not add up; nothing is kept then but a line in the security log.
    """
    _check(actor, c.PrepareReport, asked.brand)
    checkpoint = _checkpoint(register, asked)
    names = register.reader.accounts.names()
    try:
        document = _printed(register, asked, checkpoint, Standing(names.get(actor.name, actor.name)))
    except Refused as refusal:
        register.upkeep.record_refusal(actor.name, c.PrepareReport.__name__, refusal, None)
        raise
    command = c.PrepareReport(
        kind=asked.kind,
        entity=asked.entity,
        brand=asked.brand,
        from_on=asked.from_on,
        to_on=asked.to_on,
        tree_size=checkpoint.size,
        root=Digest(checkpoint.root),
        document=document,
    )
    return register.registrar.carry_out(command, actor, command_id)


def preview_report(register: Parts, actor: Actor, asked: Asked) -> bytes:
    """Return the report as it would be prepared now, nothing kept; the reading is in the security log.

    Raises as ``prepare_report`` does.
    """
    check_reader(actor)
    _check_brand(actor, asked.brand)
    checkpoint = _checkpoint(register, asked)
    names = register.reader.accounts.names()
    nobody = speech(REPORT_LANGUAGE).gettext("nobody (a preview from the console)")
    document = _printed(register, asked, checkpoint, Standing(names.get(actor.name, nobody)))
    register.upkeep.record(actor.name, f"read:report-{asked.kind}")
    return document


def issue_report(
    register: Parts, actor: Actor, report_id: Id, recipient: str, command_id: str | None = None
) -> Outcome:
    """Issue the approved report: printed again under its own checkpoint, now naming who approved it and the day.

    Raises ``Illegal`` when it is not approved, or when what was approved can no longer be printed to the byte.
    """
    report = register.reader.reports.open(actor, report_id).report
    _check(actor, c.IssueReport, report.brand)
    if report.state != APPROVED or report.approved_by is None:
        # Nothing to print: a repetition gets the first answer, anything else the registrar's refusal.
        nothing = c.IssueReport(report=report_id, document=b"", recipient=recipient)
        return register.registrar.carry_out(nothing, actor, command_id)
    asked = Asked(report.kind, report.entity, report.from_on, report.to_on, report.brand)
    checkpoint = register.reader.figures.checkpoint(report.tree_size)
    if checkpoint.signed_at.astimezone(_zone(register, report)).date() <= report.to_on:
        raise Illegal(Problem("period-not-over", "report", params={"last": report.to_on.isoformat()}))
    names = register.reader.accounts.names()
    prepared_by = names.get(report.prepared_by, report.prepared_by)
    approved = _printed(register, asked, checkpoint, Standing(prepared_by))
    if hashlib.sha256(approved).hexdigest() != report.document:
        raise Illegal(Problem("content-changed", "document"))
    final = Standing(prepared_by, names.get(report.approved_by, report.approved_by), _today(register, report))
    document = _printed(register, asked, checkpoint, final)
    command = c.IssueReport(report=report_id, document=document, recipient=recipient)
    return register.registrar.carry_out(command, actor, command_id)


def document_of(register: Parts, actor: Actor, report_id: Id) -> bytes:
    """Return the bytes that stand: those issued, or those prepared while it was not; raises ``Unknown``."""
    return register.reader.reports.document(actor, report_id)


def _check(actor: Actor, command: type[Command], brand: str | None) -> None:
    check(actor, command)
    _check_brand(actor, brand)


def _check_brand(actor: Actor, brand: str | None) -> None:
    if not actor.covers_whole(brand):
        raise Forbidden(Problem("not-permitted", "brand"))


def _checkpoint(register: Parts, asked: Asked) -> Signed:
    """Return the checkpoint the report is made under; an earlier instant means the last one signed by then."""
    if asked.kind not in RENDERERS:
        raise Invalid(Problem("unknown-report-kind", "kind", params={"kind": asked.kind[:60]}))
    _check_period(asked)
    if asked.as_at is None:
        return sealed_now(register)
    found = register.reader.trail.checkpoint(asked.as_at)
    if found is None:
        raise Invalid(Problem("no-such-checkpoint", "as_at"))
    return found


def _check_period(asked: Asked) -> None:
    for where, day in (("from_on", asked.from_on), ("to_on", asked.to_on)):
        if day.year not in YEARS:
            raise Invalid(Problem("date-out-of-range", where, params={"year": day.year}))
    if asked.from_on > asked.to_on:
        raise Invalid(Problem("ends-before-it-starts", "to_on"))
    if asked.to_on.year - asked.from_on.year > LONGEST_YEARS:
        raise Invalid(Problem("period-too-long", "to_on", params={"years": LONGEST_YEARS}))


def _printed(register: Parts, asked: Asked, checkpoint: Signed, standing: Standing) -> bytes:
    with gathered(register, asked, checkpoint, standing) as data:
        return RENDERERS[asked.kind](data, speech(REPORT_LANGUAGE))


def _today(register: Parts, report: Report) -> date:
    return register.clock().astimezone(_zone(register, report)).date()


def _zone(register: Parts, report: Report) -> ZoneInfo:
    return ZoneInfo(register.reader.firm.now().firm.entity(report.entity).zone)
