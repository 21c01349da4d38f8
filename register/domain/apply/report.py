"""How facts change a report."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import report as f
from register.domain.frozen import replace
from register.domain.subjects.report import APPROVED, ISSUED, PREPARED, REFUSED, Report
from register.domain.values import Id


def prepared(report: Id, fact: f.ReportPrepared) -> Report:
    """Return the new report."""
    return Report(
        report,
        fact.kind,
        fact.entity,
        fact.brand,
        fact.from_on,
        fact.to_on,
        fact.tree_size,
        fact.root,
        fact.document,
        PREPARED,
        fact.by,
        fact.at,
    )


def _issued(report: Report, fact: f.ReportIssued) -> Report:
    return replace(
        report,
        state=ISSUED,
        issued_at=fact.at,
        issued_by=fact.by,
        recipient=fact.recipient,
        issued_document=fact.document,
    )


CHANGES: dict[type, Callable[[Report, Any], Report]] = {
    f.ReportApproved: lambda report, fact: replace(report, state=APPROVED, approved_by=fact.by, approved_at=fact.at),
    f.ReportRefused: lambda report, _fact: replace(report, state=REFUSED),
    f.ReportIssued: _issued,
}
