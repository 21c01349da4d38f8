"""What a complaints report needs to know: plain data, as known at one checkpoint.

The caller reads the register and fills these rows; nothing here holds personal data. Instants are aware UTC,
limits (``*_due_at``, ``early_window_ends_at``) are exclusive, money is :class:`~decimal.Decimal` in the scope's
currency. Codes (class, product, issue, ...) are the pack's; ``ReportData.labels`` says them in words, by kind and code.
The kinds are ``class product issue channel complainant outcome remedy root_cause ground not_complaint hand_off gate
letter breach systemic gap referral scheme platform``; a code without a label is printed as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from register.domain.subjects.reportable import ReportableHold


@dataclass(frozen=True, slots=True)
class ReportScope:
    """Whose report it is, for when, and under which checkpoint.

    ``period_from`` and ``period_to`` are local days in ``zone``, both included. ``as_at`` is the checkpoint's instant.
    An empty ``brand`` means all brands, an empty ``approved_by`` a draft (printed as such); ``issued_on`` comes last.
    ``example``: the pack is one, so nothing under it is law; ``draft``: its law is not made yet. ``unsealed_since``:
    from this day of the period on, some figures are counted from logs that were not under the checkpoint yet.
    """

    firm: str
    licence: str
    brand: str
    zone: str
    period_from: date
    period_to: date
    as_at: datetime
    pack: str
    pack_version: str
    checkpoint_text: str
    checkpoint_size: int
    checkpoint_root: str
    prepared_by: str
    approved_by: str
    document_id: str
    currency: str
    language: str = "en-AU"
    issued_on: date | None = None
    example: bool = False
    draft: bool = False
    unsealed_since: date | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One remedy of a case; ``promised`` and ``paid`` are zero for a remedy that is not money."""

    code: str
    promised: Decimal
    paid: Decimal
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class DelayNotice:
    """A delay notification: ``valid`` when sent before the limit, on a ground of the pack, with complete content."""

    sent_at: datetime
    ground: str
    valid: bool


@dataclass(frozen=True, slots=True)
class ExternalReferral:
    """The complaint went to an external dispute scheme, ``scheme`` by its code; one may be with two of them.

    ``lodged_by`` is a code (complainant, firm, scheme).
    """

    referred_at: datetime
    lodged_by: str
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class MissedLimit:
    """An enforceable limit that passed unmet at ``due_at``; it stays missed."""

    cite: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Everything reportable about one complaint as known at the checkpoint.

    ``closed_at`` and ``reopened_at`` hold every such event in time order, alternating from the first closing.
    ``is_open`` is what the register's own row says; the report refuses to render when the events say otherwise.
    ``response_due_at`` is the limit for the answer (``None`` while the class sets none), ``response_limit_met_at`` when
    the register saw it met, which an interim letter may do; ``days_late`` are the local days by which it was missed,
    for an unanswered case the days so far. ``closed_early`` means closed in the early window without a response.
    ``complaint_class`` is empty while nobody has classified. ``missed`` holds the enforceable limits missed,
    ``escalated_at`` when a manager was told of a risk. ``by_hand``: no message brought it. A ``restricted`` case is in
    every figure and in no list. ``void`` says why the case is none (a code): it is counted beside, and nowhere else.
    ``carried_over``: another system held it before.
    """

    ref: str
    brand: str
    complaint_class: str
    received_at: datetime
    logged_at: datetime
    is_open: bool
    product: str
    issues: tuple[str, ...]
    channel: str
    complainant_type: str
    closed_at: tuple[datetime, ...] = ()
    reopened_at: tuple[datetime, ...] = ()
    support_needs: bool = False
    about_representative: bool = False
    acknowledged_at: datetime | None = None
    classify_due_at: datetime | None = None
    ack_due_in_hours_at: datetime | None = None
    ack_due_in_days_at: datetime | None = None
    early_window_ends_at: datetime | None = None
    closed_early: bool = False
    response_due_at: datetime | None = None
    response_limit_met_at: datetime | None = None
    response_sent_at: datetime | None = None
    days_late: int = 0
    delay: DelayNotice | None = None
    outcome: str = ""
    root_cause: str = ""
    remedies: tuple[Remedy, ...] = ()
    referrals: tuple[ExternalReferral, ...] = ()
    possible_systemic: bool = False
    missed: tuple[MissedLimit, ...] = ()
    backdated: bool = False
    corrections: int = 0
    restricted: bool = False
    escalated_at: tuple[datetime, ...] = ()
    holds: tuple[ReportableHold, ...] = ()
    by_hand: bool = False
    void: str = ""
    carried_over: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one code."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class MessageCounts:
    """Every inbound item of the period in exactly one place; those in the last block are counted beside the equation.

    ``inbound`` is counted on its own by the caller, never as the sum of the others.
    """

    inbound: int
    registered: int
    linked: int
    duplicate: int
    not_a_complaint: tuple[Tally, ...]
    handed_off: tuple[Tally, ...]
    awaiting: int
    parked: int
    handed_off_unaccepted: int = 0
    handed_off_late: int = 0
    echoes: int = 0
    receipts: int = 0
    reactions: int = 0
    refused_deliveries: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a channel was not watched; ``until`` is ``None`` while it lasts, ``reason`` a code."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One declared channel: whose it is, whether the firm controls it, since when it is watched, where it was not.

    ``received_by`` is the code of those complaints logged by hand that came this way; empty where none can.
    """

    platform: str
    account: str
    brand: str
    owner: str
    controlled: bool
    covered_since: date | None
    covered_until: date | None
    gaps: tuple[Gap, ...]
    messages: int
    complaints: int
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A possible breach opened by a missed limit; ``result`` is a code, empty while it is being assessed.

    ``passed_on`` is the last day of the limit, None where it was not kept; ``standing`` what is known of it now.
    """

    ref: str
    cite: str
    recorded_at: datetime
    assess_by: date
    assessed_on: date | None
    result: str
    passed_on: date | None = None
    standing: str = "stands"


@dataclass(frozen=True, slots=True)
class SystemicRow:
    """A possible systemic issue: what it is about, who owns it, and what came of it. ``title`` names no person."""

    ref: str
    title: str
    product: str
    issue: str
    opened_on: date
    owner: str
    status: str
    cases: int
    affected: int | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class GateRefusal:
    """How often the letter gate refused for one reason in the period."""

    letter: str
    cite: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A periodic return the rules ask for: its name, where they do, and when it is due, in words."""

    title: str
    cite: str
    period: str
    due: str


@dataclass(frozen=True, slots=True)
class ReportData:
    """One report's whole input.

    ``cases`` may be a stream and is read once: every case received by the end of the period, in printing order.
    ``messages_prior`` is ``None`` when nothing was recorded in the prior period (:mod:`reports.regulator.period`).
    ``breaches`` and ``systemic`` may be gathered on the way: they are asked for when the cases have been read.
    ``recommendations`` are management's sentences for the board, ``returns`` what the rules ask for beside the report.
    """

    scope: ReportScope
    cases: Iterable[CaseRow]
    messages: MessageCounts
    messages_prior: MessageCounts | None = None
    channels: tuple[ChannelRow, ...] = ()
    breaches: Sequence[BreachRow] = ()
    systemic: Iterable[SystemicRow] = ()
    refusals: tuple[GateRefusal, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recommendations: tuple[str, ...] = ()
    returns: tuple[ReturnRow, ...] = ()
