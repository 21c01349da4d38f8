"""What a report may ever ask of a case, without personal data.

Kept for every version of the case, so that "as known at T" is a plain query with one exact answer for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from register.domain.subjects.breach import STANDS
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.letter import Letter
from register.domain.values import Amount, Code, Id


@dataclass(frozen=True, slots=True)
class ReportableDeadline:
    """A deadline as reports see it.

    ``unconfirmed``: it passed while the case was closed early, and is none by that. ``unclaimed``: the complaint was
    received before the pack took force, so by its rules nothing is in time or late.
    """

    rule: Code
    duty: Code
    kind: Code
    force: Code
    due_at: datetime
    due_calendar: date | None
    met_at: datetime | None
    missed: bool
    unconfirmed: bool = False
    unclaimed: bool = False


@dataclass(frozen=True, slots=True)
class ReportableRemedy:
    """A remedy as reports see it."""

    code: Code
    amount: Amount | None
    due_on: date | None
    done_at: datetime | None
    paid: Amount | None


@dataclass(frozen=True, slots=True)
class ReportableBreach:
    """A possible breach as reports see it."""

    rule: Code
    recorded_at: datetime
    assess_by: date
    result: Code | None
    assessed_at: datetime | None
    standing: Code = STANDS


@dataclass(frozen=True, slots=True)
class ReportableLetter:
    """A letter as reports see it."""

    type: Code
    decision: Code | None
    ground: Code | None
    sent_at: datetime | None
    state: Code


@dataclass(frozen=True, slots=True)
class ReportableStep:
    """A step with an external scheme as reports see it; None for ``scheme`` in records of when there was one."""

    kind: Code
    at: datetime
    scheme: Code | None = None


@dataclass(frozen=True, slots=True)
class ReportableHappening:
    """What happened outside, as reports see it; not what was withdrawn."""

    event: Code
    at: datetime
    party: Id | None


@dataclass(frozen=True, slots=True)
class ReportableHold:
    """A hold on what must not be done while the complaint runs, as reports see it."""

    ordered_at: datetime
    confirmed_at: datetime | None
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reportable:
    """One version of a case as reports see it.

    ``missed_before`` holds limits that passed before other facts replaced them: what was missed stays missed.
    ``escalated`` says when a manager was told of a risk, ``void`` why the case is none.
    """

    reference: Code
    status: Code
    restricted: bool
    received_at: datetime
    basis: Code
    logged_at: datetime
    closed_at: datetime | None
    reopened: tuple[datetime, ...]
    complaint_class: Code | None
    product: Code | None
    issues: tuple[Code, ...]
    channel: Code
    complainant_kind: Code | None
    support: tuple[Code, ...]
    tier: int
    about_representative: bool
    acknowledged_at: datetime | None
    deadlines: tuple[ReportableDeadline, ...]
    letters: tuple[ReportableLetter, ...]
    outcome: Code | None
    closing_basis: Code | None
    root_cause: Code | None
    remedies: tuple[ReportableRemedy, ...]
    breaches: tuple[ReportableBreach, ...]
    systemic: Code | None
    external: tuple[ReportableStep, ...]
    corrections: int
    zone: Code
    closings: tuple[datetime, ...] = ()
    backdated: bool = False
    systemic_at: datetime | None = None
    systemic_owner: Id | None = None
    missed_before: tuple[ReportableDeadline, ...] = ()
    happenings: tuple[ReportableHappening, ...] = ()
    parties: int = 0
    escalated: tuple[datetime, ...] = ()
    holds: tuple[ReportableHold, ...] = ()
    void: Code | None = None
    carried_over: bool = False


def reportable(case: Case) -> Reportable:
    """Return what reports may ask of the case."""
    known, closure = case.classification, case.closure
    return Reportable(
        reference=case.reference,
        status=case.status,
        restricted=bool(case.restricted_to),
        **_origin(case),
        logged_at=case.logged_at,
        closed_at=case.closed_at,
        reopened=case.reopened,
        complaint_class=case.held_class,
        product=known.product,
        issues=known.issues,
        complainant_kind=case.complainant.kind,
        support=_needs_of(case),
        tier=known.tier,
        about_representative=known.about_representative,
        acknowledged_at=None if case.acknowledgement is None else case.acknowledgement.at,
        deadlines=tuple(_deadline(d, case) for d in case.deadlines if not d.replaced),
        letters=tuple(_letter(letter) for letter in case.correspondence),
        outcome=None if closure is None else closure.outcome,
        closing_basis=None if closure is None else closure.basis,
        root_cause=None if closure is None else closure.root_cause,
        remedies=tuple(ReportableRemedy(r.code, r.amount, r.due_on, r.done_at, r.paid) for r in case.remedies),
        breaches=_breaches(case),
        external=tuple(ReportableStep(step.kind, step.at, step.scheme) for step in case.external_steps),
        corrections=case.corrections,
        zone=case.zone,
        closings=case.closings,
        backdated=case.backdated,
        **_systemic(case),
        missed_before=tuple(_deadline(d, case) for d in case.deadlines if d.replaced and d.missed_recorded),
        happenings=tuple(ReportableHappening(h.event, h.at, h.party) for h in case.happenings if not h.withdrawn),
        parties=len(case.parties),
        escalated=tuple(told.at for told in case.escalations),
        holds=tuple(ReportableHold(hold.ordered_at, hold.confirmed_at, hold.lifted_at) for hold in case.holds),
        void=None if case.voiding is None else case.voiding.reason,
    )


def _needs_of(case: Case) -> tuple[Code, ...]:
    """Return the support needs of everybody who complains, each once."""
    told = (person.support for person in complainants(case))
    return tuple(dict.fromkeys(need for support in told if support is not None for need in support.needs))


def _origin(case: Case) -> dict[str, Any]:
    origin, brought = case.origin, case.carried_over is not None
    return {
        "received_at": origin.received_at,
        "basis": origin.basis,
        "channel": origin.channel,
        "carried_over": brought,
    }


def _systemic(case: Case) -> dict[str, Any]:
    flag = case.systemic
    if flag is None:
        return {"systemic": None}
    return {"systemic": flag.example, "systemic_at": flag.at, "systemic_owner": flag.owner}


def _letter(letter: Letter) -> ReportableLetter:
    content = letter.content
    return ReportableLetter(content.type, content.decision, content.ground, letter.sent_at, letter.state)


def _deadline(deadline: Deadline, case: Case) -> ReportableDeadline:
    due = deadline.due
    return ReportableDeadline(
        due.rule,
        due.duty,
        due.kind,
        due.force,
        due.due_at,
        due.derivation.due_calendar,
        deadline.met_at,
        deadline.missed_recorded,
        bool(case.taken_back) and due.derivation.confirmed == "U",
        due.unclaimed,
    )


def _breaches(case: Case) -> tuple[ReportableBreach, ...]:
    rules = {d.id: d.due.rule for d in case.deadlines}
    return tuple(
        ReportableBreach(rules[b.deadline], b.recorded_at, b.assess_by, b.result, b.assessed_at, b.standing)
        for b in case.breaches
    )
