"""One case as a report sees it: what was reportable under the checkpoint, read by the pack's rules."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from register.domain.law.rules import ANSWER
from register.domain.shapes import instant, instant_text
from register.domain.subjects.breach import STANDS
from register.domain.subjects.letter import SENT
from register.domain.subjects.reportable import ReportableHold
from register.publication.measure import CLASSIFY, IN_DAYS, IN_HOURS, RESPOND, WINDOW, Measure
from register.reader.figures import KnownCase
from register.reader.told import Told, ToldHold, ToldLetter, ToldRemedy, ToldStep
from reports.regulator.inputs import BreachRow, CaseRow, DelayNotice, ExternalReferral, MissedLimit, Remedy
from reports.regulator.period import INSTANT

DELAY = "extension_sent"
# What a step says of who went to the scheme, and of the end there; both as older records say it too.
LODGED_BY = {"referred-by-firm": "firm", "referred-back": "scheme"}
ENDING = {"determined": "determined", "determination": "determined", "withdrawn": "withdrawn", "closed": "closed"}
NOTHING = Decimal(0)
NO_LIMIT = (None, None)
# Each kind of limit with its last moment, and when it was met.
Limits = dict[str, tuple[str, str | None]]

zone_of = cache(ZoneInfo)


def case_row(known: KnownCase, measure: Measure, *, by_hand: bool) -> CaseRow:
    """Return the case as a report counts it; ``by_hand``: no message brought it."""
    told, sent = known.told, _sent(known.told["letters"], measure)
    due, _met = (limits := _limits(told, measure)).get(RESPOND, NO_LIMIT)
    answers = [_first(sent.get(ANSWER, ())), _elsewhere(told, ANSWER)]
    response, delay = min((at for at in answers if at), default=None), _delay(sent.get(DELAY, ()), measure, due)
    row = CaseRow(
        ref=told["reference"],
        brand=measure.brands.get(known.brand, known.brand),
        complaint_class=told["complaint_class"] or "",
        received_at=instant(told["received_at"]),
        logged_at=instant(told["logged_at"]),
        is_open=told["status"] == "open",
        product=told["product"] or "",
        issues=tuple(told["issues"]),
        channel=told["channel"],
        complainant_type=told["complainant_kind"] or "",
        closed_at=tuple(map(instant, told["closings"])),
        reopened_at=tuple(map(instant, told["reopened"])),
        support_needs=bool(told["support"]),
        about_representative=told["about_representative"],
        acknowledged_at=_at(told["acknowledged_at"]),
        closed_early=response is None and told["closing_basis"] in measure.early_bases,
        response_sent_at=_at(response),
        days_late=_days_late(told["zone"], due, _answered(told, response) or measure.now),
        delay=delay,
        outcome=told["outcome"] or "",
        root_cause=told["root_cause"] or "",
        remedies=tuple(_remedy(remedy, told["zone"]) for remedy in told["remedies"]),
        referrals=_referrals(told, measure),
        possible_systemic=told["systemic"] is not None,
        missed=_missed(told, measure, delay),
        restricted=told["restricted"],
        escalated_at=tuple(map(instant, told["escalated"])),
        holds=tuple(_hold(hold) for hold in told["holds"]),
        by_hand=by_hand,
        **_marks(told),
    )
    return _with(limits, row)


def _marks(told: Told) -> dict[str, Any]:
    """Return how the record itself came about: corrected, moved, brought over, void."""
    known = {name: told[name] for name in ("backdated", "corrections", "carried_over")}
    return {**known, "void": told["void"] or ""}


def _with(limits: Limits, row: CaseRow) -> CaseRow:
    """Return the row with the last moment of each limit, and when the one for the answer was met."""
    due, met = limits.get(RESPOND, NO_LIMIT)
    return replace(
        row,
        classify_due_at=_at(limits.get(CLASSIFY, NO_LIMIT)[0]),
        ack_due_in_hours_at=_at(limits.get(IN_HOURS, NO_LIMIT)[0]),
        ack_due_in_days_at=_at(limits.get(IN_DAYS, NO_LIMIT)[0]),
        early_window_ends_at=_at(limits.get(WINDOW, NO_LIMIT)[0]),
        response_due_at=_at(due),
        response_limit_met_at=_at(met),
    )


def breach_rows(known: KnownCase, measure: Measure, shown: str) -> list[BreachRow]:
    """Return the case's possible breaches, under ``shown`` as reference."""
    zone = zone_of(known.told["zone"])
    return [
        BreachRow(
            ref=shown,
            cite=measure.part(breach["rule"]).cite or breach["rule"],
            passed_on=_passed_on(breach["rule"], known.told, zone),
            recorded_at=instant(breach["recorded_at"]),
            assess_by=date.fromisoformat(breach["assess_by"]),
            assessed_on=instant(breach["assessed_at"]).astimezone(zone).date() if breach["assessed_at"] else None,
            result=breach["result"] or "",
            standing=breach.get("standing", STANDS),
        )
        for breach in known.told["breaches"]
    ]


def _passed_on(rule: str, told: Told, zone: ZoneInfo) -> date | None:
    """Return the last day of the first date of a rule."""
    dates = (*told["missed_before"], *told["deadlines"])
    due = min((one["due_at"] for one in dates if one["rule"] == rule), default=None)
    return None if due is None else (instant(due) - INSTANT).astimezone(zone).date()


def _hold(hold: ToldHold) -> ReportableHold:
    return ReportableHold(instant(hold["ordered_at"]), _at(hold["confirmed_at"]), _at(hold["lifted_at"]))


def _limits(told: Told, measure: Measure) -> Limits:
    """Return the strictest of each limit a report speaks of, with when it was met."""
    found: Limits = {}
    for deadline in told["deadlines"]:
        limit, due = measure.part(deadline["rule"]).limit, deadline["due_at"]
        if deadline.get("unclaimed"):
            continue
        if limit and (limit not in found or due < found[limit][0]):
            found[limit] = due, deadline["met_at"]
    return found


def _sent(letters: Iterable[ToldLetter], measure: Measure) -> dict[str, list[ToldLetter]]:
    """Return the letters sent by the event each of them was, the earliest first."""
    sent: dict[str, list[ToldLetter]] = {}
    for letter in sorted((one for one in letters if one["state"] == SENT), key=lambda one: one["sent_at"] or ""):
        event = measure.events.get(letter["type"])
        if event and letter["sent_at"]:
            sent.setdefault(event, []).append(letter)
    return sent


def _first(sent: Iterable[ToldLetter]) -> str | None:
    return next((letter["sent_at"] for letter in sent), None)


def _elsewhere(told: Told, event: str) -> str | None:
    """Return when another system did what our letters do, before the complaint was brought over."""
    return min((one["at"] for one in told["happenings"] if one["event"] == event), default=None)


def _at(moment: str | None) -> datetime | None:
    return None if moment is None else instant(moment)


def _answered(told: Told, response: str | None) -> str | None:
    """Return when the complaint was answered: the response, or a closing before it that no reopening took back."""
    closing = told["closings"][-1] if len(told["closings"]) > len(told["reopened"]) else None
    return min((at for at in (closing, response) if at), default=None)


def _days_late(zone_name: str, due: str | None, until: str) -> int:
    """Return the local days from the last day of the limit to the answer, or to now."""
    if due is None or until < due:
        return 0
    zone = zone_of(zone_name)
    last_day = (instant(due) - INSTANT).astimezone(zone).date()
    return (instant(until).astimezone(zone).date() - last_day).days


def _delay(sent: Iterable[ToldLetter], measure: Measure, due: str | None) -> DelayNotice | None:
    """Return the first delay notification; its content was complete, or the gate had not let it out."""
    for letter in sent:
        at, ground = letter["sent_at"] or "", letter["ground"] or ""
        return DelayNotice(instant(at), ground, due is not None and at < due and ground in measure.grounds)
    return None


def _missed(told: Told, measure: Measure, delay: DelayNotice | None) -> tuple[MissedLimit, ...]:
    """Return the enforceable limits that passed, once a duty, computed from the date and never from a flag.

    A limit that other facts replaced after it had passed stays missed. A response's limit that a delay notification on
    a ground of the pack came before is delayed, not missed.
    """
    told_here = instant_text(delay.sent_at) if delay and delay.ground in measure.grounds else None
    notified = min((at for at in (told_here, _elsewhere(told, DELAY)) if at is not None), default=None)
    passed = [
        one
        for one in (*told["missed_before"], *told["deadlines"])
        if one["due_at"] <= measure.now and (one["met_at"] is None or one["met_at"] >= one["due_at"])
    ]
    found: dict[str, MissedLimit] = {}
    for deadline in sorted(passed, key=lambda one: one["due_at"]):
        part, due = measure.part(deadline["rule"]), deadline["due_at"]
        if not part.breachable or deadline.get("unconfirmed") or deadline.get("unclaimed"):
            continue
        if part.limit != RESPOND or notified is None or notified >= due:
            found.setdefault(deadline["duty"], MissedLimit(part.cite, instant(due)))
    return tuple(found.values())


def _remedy(remedy: ToldRemedy, zone: str) -> Remedy:
    promised, paid = (NOTHING if told is None else Decimal(told) for told in (remedy["amount"], remedy["paid"]))
    due_on = None if remedy["due_on"] is None else date.fromisoformat(remedy["due_on"])
    done = _at(remedy["done_at"])
    return Remedy(remedy["code"], promised, paid, due_on, done and done.astimezone(zone_of(zone)).date())


def _referrals(told: Told, measure: Measure) -> tuple[ExternalReferral, ...]:
    """Return the way to each external scheme; a step of when there was one scheme is about the pack's own."""
    steps: dict[str, list[ToldStep]] = {}
    for step in told["external"]:
        steps.setdefault(step.get("scheme") or measure.scheme, []).append(step)
    return tuple(_referral(scheme, found) for scheme, found in steps.items())


def _referral(scheme: str, steps: Sequence[ToldStep]) -> ExternalReferral:
    """Return the way to one scheme: begun by the first of the steps, over with one that ends it."""
    first, ended = min(steps, key=lambda step: step["at"]), next((s for s in steps if s["kind"] in ENDING), None)
    closed_at, outcome = (None, "") if ended is None else (instant(ended["at"]), ENDING[ended["kind"]])
    lodged_by = LODGED_BY.get(first["kind"], "complainant")
    return ExternalReferral(instant(first["at"]), lodged_by, None, closed_at, outcome, scheme)
