"""What a report is told of a case: the stored text of a ``Reportable`` as it is read, without building its values.

A report reads every case of the register once and looks at a tenth of each, so nothing is made of the rest. Instants
are text in the one way the register writes them: they compare as text in the order of time.
"""

import json
from dataclasses import MISSING, fields
from typing import Any, Final, NotRequired, TypedDict, cast

from register.domain.subjects.reportable import Reportable

# A version written before a field was thought of tells its default.
ADDED_LATER: Final[dict[str, Any]] = {
    field.name: field.default for field in fields(Reportable) if field.default is not MISSING
}


class ToldDeadline(TypedDict):
    """A ``ReportableDeadline``."""

    rule: str
    duty: str
    kind: str
    force: str
    due_at: str
    due_calendar: str | None
    met_at: str | None
    missed: bool
    unconfirmed: NotRequired[bool]
    unclaimed: NotRequired[bool]


class ToldRemedy(TypedDict):
    """A ``ReportableRemedy``; amounts are decimals as text."""

    code: str
    amount: str | None
    due_on: str | None
    done_at: str | None
    paid: str | None


class ToldBreach(TypedDict):
    """A ``ReportableBreach``."""

    rule: str
    recorded_at: str
    assess_by: str
    result: str | None
    assessed_at: str | None
    standing: NotRequired[str]


class ToldLetter(TypedDict):
    """A ``ReportableLetter``."""

    type: str
    decision: str | None
    ground: str | None
    sent_at: str | None
    state: str


class ToldStep(TypedDict):
    """A ``ReportableStep``."""

    kind: str
    at: str
    scheme: NotRequired[str | None]


class ToldHappening(TypedDict):
    """A ``ReportableHappening``."""

    event: str
    at: str
    party: str | None


class ToldHold(TypedDict):
    """A ``ReportableHold``."""

    ordered_at: str
    confirmed_at: str | None
    lifted_at: str | None


class Told(TypedDict):
    """A ``Reportable``."""

    reference: str
    status: str
    restricted: bool
    received_at: str
    basis: str
    logged_at: str
    closed_at: str | None
    reopened: list[str]
    complaint_class: str | None
    product: str | None
    issues: list[str]
    channel: str
    complainant_kind: str | None
    support: list[str]
    tier: int
    about_representative: bool
    acknowledged_at: str | None
    deadlines: list[ToldDeadline]
    letters: list[ToldLetter]
    outcome: str | None
    closing_basis: str | None
    root_cause: str | None
    remedies: list[ToldRemedy]
    breaches: list[ToldBreach]
    systemic: str | None
    external: list[ToldStep]
    corrections: int
    zone: str
    closings: list[str]
    backdated: bool
    systemic_at: str | None
    systemic_owner: str | None
    missed_before: list[ToldDeadline]
    happenings: list[ToldHappening]
    parties: int
    escalated: list[str]
    holds: list[ToldHold]
    void: str | None
    carried_over: bool


def told_in(text: str) -> Told:
    """Return what the stored ``text`` tells; a field nobody had thought of when it was written has its default."""
    told: dict[str, Any] = json.loads(text)
    return cast("Told", ADDED_LATER | told)
