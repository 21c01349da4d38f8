"""One case as a report sees it: what was reportable under the checkpoint, read by the pack's rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from register.domain.letter import SENT
from register.domain.policy import Pack
from register.domain.reportable import Reportable, ReportableDeadline, ReportableLetter, ReportableRemedy
from register.domain.rules import Rule
from register.domain.values import Code
from register.publishing.suggesting import RESPONSE, answers
from register.reader.figures import KnownCase
from reports.regulator.inputs import BreachRow, CaseRow, DelayNotice, ExternalReferral, MissedLimit, Remedy
from reports.regulator.period import INSTANT

ACKNOWLEDGED = "acknowledged"
EARLY = "early_resolved"
DELAY = "extension_sent"
ENDING = ("determination", "closed")


@dataclass(frozen=True, slots=True)
class Measure:
    """What cases are read by: the pack, the brands' names, and the instant of the checkpoint."""

    pack: Pack
    brands: Mapping[str, str]
    as_at: datetime

    def rule(self, deadline: ReportableDeadline) -> Rule | None:
        """Return the rule behind a deadline."""
        return self.pack.rules.get(deadline.rule)


def case_row(known: KnownCase, measure: Measure) -> CaseRow:
    """Return the case as a report counts it."""
    told = known.reportable
    due = _strictest(told, measure)
    delay = _delay(told, measure, due)
    response = next((at for at, _ in _sent(told, measure, RESPONSE)), None)
    hours, days = _acknowledge_by(told, measure)
    return CaseRow(
        ref=told.reference,
        brand=measure.brands.get(known.brand, known.brand),
        complaint_class=told.complaint_class or "",
        received_at=told.received_at,
        logged_at=told.logged_at,
        is_open=told.status == "open",
        product=told.product or "",
        issues=told.issues,
        channel=told.channel,
        complainant_type=told.complainant_kind or "",
        closed_at=told.closings,
        reopened_at=told.reopened,
        support_needs=bool(told.support),
        about_representative=told.about_representative,
        acknowledged_at=told.acknowledged_at,
        ack_due_24h_at=hours,
        ack_due_business_day_at=days,
        early_window_ends_at=_window(told, measure),
        closed_early=_closed_early(told, measure, response),
        response_due_at=due,
        response_sent_at=response,
        days_late=_days_late(told, due, _answered(told, response) or measure.as_at),
        delay=delay,
        outcome=told.outcome or "",
        root_cause=told.root_cause or "",
        remedies=tuple(_remedy(remedy, told) for remedy in told.remedies),
        referrals=_referral(told),
        possible_systemic=told.systemic is not None,
        missed=tuple(_missed(told, measure, delay)),
        backdated=told.backdated,
        corrections=told.corrections,
    )


def breach_rows(known: KnownCase, measure: Measure, shown: str) -> list[BreachRow]:
    """Return the case's possible breaches, under ``shown`` as reference."""
    zone = ZoneInfo(known.reportable.zone)
    return [
        BreachRow(
            ref=shown,
            cite=rule.cite if (rule := measure.pack.rules.get(breach.rule)) else breach.rule,
            first_known_at=breach.first_known_at,
            assess_by=breach.assess_by,
            assessed_on=None if breach.assessed_at is None else breach.assessed_at.astimezone(zone).date(),
            result=breach.result or "",
        )
        for breach in known.reportable.breaches
    ]


def _limits(told: Reportable, measure: Measure) -> list[ReportableDeadline]:
    return [deadline for deadline in told.deadlines if answers(measure.rule(deadline))]


def _strictest(told: Reportable, measure: Measure) -> datetime | None:
    return min((limit.due_at for limit in _limits(told, measure)), default=None)


def _acknowledge_by(told: Reportable, measure: Measure) -> tuple[datetime | None, datetime | None]:
    """Return the acknowledgement's limit in hours and the one in business days."""
    found: dict[bool, datetime] = {}
    for deadline in told.deadlines:
        rule = measure.rule(deadline)
        if rule is not None and rule.kind == "deadline" and ACKNOWLEDGED in rule.met_by and rule.limit is not None:
            found[rule.limit.unit == "hour"] = deadline.due_at
    return found.get(True), found.get(False)


def _window(told: Reportable, measure: Measure) -> datetime | None:
    rules = ((deadline, measure.rule(deadline)) for deadline in told.deadlines)
    ends = (deadline.due_at for deadline, rule in rules if rule and rule.kind == "window" and EARLY in rule.met_by)
    return min(ends, default=None)


def _sent(told: Reportable, measure: Measure, event: str) -> list[tuple[datetime, ReportableLetter]]:
    """Return the letters sent that were this event, the earliest first."""
    kinds = measure.pack.letter_types
    sent = [
        (letter.sent_at, letter)
        for letter in told.letters
        if letter.state == SENT and letter.sent_at and (kind := kinds.get(letter.type)) and kind.event == event
    ]
    return sorted(sent, key=lambda pair: pair[0])


def _closed_early(told: Reportable, measure: Measure, response: datetime | None) -> bool:
    bases = measure.pack.codes[Code("early-close-basis")].entries
    return response is None and told.closing_basis in bases


def _answered(told: Reportable, response: datetime | None) -> datetime | None:
    """Return when the complaint was answered: the response, or a closing before it that no reopening took back."""
    stays = told.closings[-1:] if len(told.closings) > len(told.reopened) else ()
    return min((*stays, *((response,) if response else ())), default=None)


def _days_late(told: Reportable, due: datetime | None, until: datetime) -> int:
    """Return the local days from the last day of the limit to the answer, or to now."""
    if due is None or until < due:
        return 0
    zone = ZoneInfo(told.zone)
    last_day = (due - INSTANT).astimezone(zone).date()
    return (until.astimezone(zone).date() - last_day).days


def _delay(told: Reportable, measure: Measure, due: datetime | None) -> DelayNotice | None:
    """Return the first delay notification; its content was complete, or the gate had not let it out."""
    for sent_at, letter in _sent(told, measure, DELAY)[:1]:
        known = letter.ground in measure.pack.codes[Code("delay-ground")].entries
        return DelayNotice(sent_at, letter.ground or "", due is not None and sent_at < due and known)
    return None


def _missed(told: Reportable, measure: Measure, delay: DelayNotice | None) -> list[MissedLimit]:
    """Return the enforceable limits that passed; computed from the date, never from a flag."""
    notified = delay is not None and delay.valid
    return [
        MissedLimit(rule.cite, deadline.due_at)
        for deadline in told.deadlines
        if (rule := measure.rule(deadline)) is not None
        and rule.breachable
        and deadline.due_at <= measure.as_at
        and (deadline.met_at is None or deadline.met_at >= deadline.due_at)
        and not (notified and answers(rule))
    ]


def _remedy(remedy: ReportableRemedy, told: Reportable) -> Remedy:
    promised = Decimal(0) if remedy.amount is None else remedy.amount.decimal
    paid = Decimal(0) if remedy.paid is None else remedy.paid.decimal
    done = None if remedy.done_at is None else remedy.done_at.astimezone(ZoneInfo(told.zone)).date()
    return Remedy(remedy.code, promised, paid, remedy.due_on, done)


def _referral(told: Reportable) -> tuple[ExternalReferral, ...]:
    """Return the way to the external scheme: begun by the first step recorded, over with a step that ends it."""
    if not told.afca:
        return ()
    first, ended = told.afca[0], next((step for step in told.afca if step.kind in ENDING), None)
    closed_at, outcome = (None, "") if ended is None else (ended.at, ended.kind)
    return (ExternalReferral(first.at, first.kind, None, closed_at, outcome),)
