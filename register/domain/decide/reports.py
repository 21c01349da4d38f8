"""Decisions about reports: prepared by one person, approved by another, issued once."""

import hashlib
from zoneinfo import ZoneInfo

from register.domain.commands import register as c
from register.domain.commands.base import Ref
from register.domain.decide.second_person import check_second_person
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Forbidden, Illegal, Invalid, Problem, Unknown
from register.domain.facts import report as f
from register.domain.subjects.report import APPROVED, PREPARED, Report
from register.domain.values import Code, Digest, Id


def _report(report: Id, situation: Situation, state: Code) -> Report:
    found: Report | None = situation.subjects.get(Ref(Code("report"), report))
    if found is None:
        raise Unknown(Problem("no-such-report", "report"))
    if found.state != state:
        raise Illegal(Problem("report-state", "report", params={"state": found.state}))
    return found


def _kept(document: bytes, situation: Situation) -> Digest:
    digest = Digest(hashlib.sha256(document).hexdigest())
    situation.mint.documents[digest] = document
    return digest


def prepare_report(command: c.PrepareReport, situation: Situation) -> Facts:
    """Keep the report for approval."""
    checks = Checks()
    kind = checks.code(command.kind, "kind") or Code("other")
    checks.require(command.from_on <= command.to_on, "ends-before-it-starts", "to_on")
    checks.require(command.document, "empty-document", "document")
    checks.settle()
    entity = situation.firm.entity(command.entity)
    brand = situation.firm.brand(command.brand) if command.brand else None
    if not situation.actor.covers_whole(brand.id if brand else None):
        raise Forbidden(Problem("other-brand", "brand"))
    if brand is not None and brand.entity != entity.id:
        raise Invalid(Problem("other-entity", "brand"))
    if situation.created is None:
        raise LookupError("created")
    made = f.ReportPrepared(
        kind,
        entity.id,
        brand.id if brand else None,
        command.from_on,
        command.to_on,
        command.tree_size,
        command.root,
        _kept(command.document, situation),
        situation.actor.name,
        situation.now,
    )
    return {situation.created: [made]}


def settle_report(command: c.SettleReport, situation: Situation) -> Facts:
    """Approve exactly the bytes shown, or refuse: never the preparer."""
    report = _report(command.report, situation, PREPARED)
    check_second_person(situation, report, "report")
    ref = Ref(Code("report"), report.id)
    if command.approve:
        if command.document != report.document:
            raise Illegal(Problem("content-changed", "document"))
        return {ref: [f.ReportApproved(report.document, situation.actor.name, situation.now)]}
    checks = Checks()
    checks.words(command.reason, "reason")
    checks.settle()
    return {ref: [f.ReportRefused(situation.actor.name, situation.mint.seal(command.reason))]}


def issue_report(command: c.IssueReport, situation: Situation) -> Facts:
    """Issue the approved report; one prepared before its period was over does not hold all of it."""
    report, checks = _report(command.report, situation, APPROVED), Checks()
    zone = ZoneInfo(situation.firm.entity(report.entity).zone)
    over = report.prepared_at.astimezone(zone).date() > report.to_on
    checks.require(over, "period-not-over", "report", last=report.to_on.isoformat())
    checks.words(command.recipient, "recipient")
    checks.require(command.document, "empty-document", "document")
    checks.settle()
    recipient = situation.mint.seal(command.recipient, "firm")
    issued = f.ReportIssued(_kept(command.document, situation), recipient, situation.actor.name, situation.now)
    return {Ref(Code("report"), report.id): [issued]}


DECISIONS: Decisions = {c.PrepareReport: prepare_report, c.SettleReport: settle_report, c.IssueReport: issue_report}
