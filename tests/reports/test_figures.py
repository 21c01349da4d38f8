from array import array
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from register.domain.subjects.reportable import ReportableHold
from reports.regulator.figures.age import Standing
from reports.regulator.figures.escalation import AtScheme
from reports.regulator.figures.life import Ending
from reports.regulator.figures.share import Share, quantile
from reports.regulator.figures.tally import count
from reports.regulator.figures.timeframes import survival
from reports.regulator.inputs import DelayNotice, ExternalReferral, MissedLimit, Remedy
from reports.regulator.period import current, prior
from reports.regulator.reconcile import Unreconciled, reconcile
from tests.reports.rows import NO_MESSAGES, SCOPE, case, data, day


def test_the_balance_counts_each_movement_where_it_happened() -> None:
    counted = count(
        data(
            case(day(4, 1), day(5, 20)),
            case(day(5, 2), day(6, 3)),
            case(day(5, 30)),
            case(day(6, 1, 0), day(6, 2), reopened_at=(day(6, 20),), is_open=True),
            case(day(6, 5), day(6, 9), day(6, 29), reopened_at=(day(6, 12),)),
            case(day(6, 30, 23), day(7, 2)),
            case(day(7, 1, 0)),
        )
    )
    now, before = counted.now.volumes, counted.before.volumes
    assert (now.open_before, now.received, now.reopened, now.closed, now.open_after) == (2, 3, 2, 4, 3)
    assert (before.open_before, before.received, before.reopened, before.closed, before.open_after) == (1, 2, 0, 1, 2)
    assert now.received_by_month == {date(2026, 6, 1): 3}
    assert counted.disagreeing == []
    assert (counted.now.outcomes.concluded, counted.now.outcomes.undone) == (2, 2)


def test_each_timeframe_ends_once_and_in_its_own_period() -> None:
    due_in_june = day(5, 10)
    valid = DelayNotice(day(6, 8), "third-party", valid=True)
    rows = (
        case(day(6, 1), day(6, 4), closed_early=True, response_sent_at=None),
        case(day(6, 2), day(6, 20)),
        case(due_in_june, day(6, 25), delay=valid, days_late=16),
        case(due_in_june + timedelta(hours=1), days_late=31, missed=(MissedLimit("271.56", day(6, 10, 0)),)),
        case(due_in_june + timedelta(hours=2), day(7, 1), delay=replace(valid, sent_at=day(6, 11)), days_late=22),
        case(day(6, 29)),
        case(day(6, 3), day(6, 5), response_due_at=None, complaint_class="card-scheme"),
    )
    frames = count(data(*rows)).now.timeframes
    assert frames.ended == 6
    assert {how: frames.total(how) for how in Ending} == {
        "early": 1,
        "within": 1,
        "delayed": 1,
        "outside": 2,
        "no_limit": 1,
    }
    assert frames.by_class["standard", Ending.OUTSIDE] == 2
    assert frames.late == {(4, Ending.DELAYED): 1, (5, Ending.OUTSIDE): 1, (4, Ending.OUTSIDE): 1}


def test_a_late_answer_never_heals_a_passed_limit() -> None:
    received = day(5, 5)
    unanswered, answered_late = case(received), case(received, day(6, 20))
    for row in (unanswered, answered_late):
        assert count(data(row)).now.timeframes.total(Ending.OUTSIDE) == 1


def test_an_answer_at_the_first_instant_after_the_limit_is_late() -> None:
    received = day(5, 10)
    due = day(6, 10, 0)
    in_time = count(data(case(received, due - timedelta(microseconds=1)))).now.timeframes
    late = count(data(case(received, due))).now.timeframes
    assert (in_time.total(Ending.WITHIN), late.total(Ending.OUTSIDE)) == (1, 1)


@pytest.mark.provision("A3", "O3")
def test_acknowledgement_is_24_hours_else_a_business_day_else_later() -> None:
    received = day(6, 1)
    after = [received + timedelta(hours=hours) for hours in (1, 23, 24, 39, 40)]
    rows = [case(received, acknowledged_at=at) for at in after] + [case(received)]
    ack = count(data(*rows)).now.acknowledgement
    assert (ack.in_hours, ack.in_days, ack.later, ack.never) == (2, 2, 1, 1)
    assert (ack.median, ack.ninetieth) == (24, 40)


@pytest.mark.provision("O3")
def test_open_complaints_are_aged_on_the_last_day_known() -> None:
    old = case(day(5, 25), response_due_at=day(7, 5, 0))
    past = case(day(5, 20), response_due_at=day(6, 20, 0))
    answered = case(day(5, 20), response_sent_at=day(6, 1))
    delayed = replace(past, ref="C-delayed", delay=DelayNotice(day(6, 10), "complexity", valid=True))
    ageing = count(data(old, past, answered, delayed)).now.ageing
    assert ageing.by_band == {(4, Standing.WITHIN): 2, (4, Standing.PAST): 1, (4, Standing.DELAYED): 1}
    assert (ageing.open, ageing.total(Standing.PAST), ageing.oldest) == (4, 1, 41)


def test_what_nobody_has_classified_is_counted_and_flagged_once_that_is_due() -> None:
    fresh = case(day(6, 29), complaint_class="", classify_due_at=day(7, 2, 0))
    old = case(day(6, 1), complaint_class="", classify_due_at=day(6, 4, 0))
    closed = case(day(6, 2), day(6, 3), complaint_class="", classify_due_at=day(6, 5, 0))
    ageing = count(data(fresh, old, closed, case(day(6, 1)))).now.ageing
    assert (ageing.open, ageing.unclassified, ageing.flagged) == (3, 2, 1)


@pytest.mark.provision("P9")
def test_remedies_add_up_and_the_undone_ones_are_overdue() -> None:
    paid = Remedy("refund", Decimal("25.00"), Decimal("25.00"), date(2026, 6, 10), date(2026, 6, 9))
    owed = Remedy("refund", Decimal("40.50"), Decimal(0), date(2026, 6, 15), None)
    outcomes = count(data(case(day(6, 1), day(6, 2), remedies=(paid, owed), outcome="resolved"))).now.outcomes
    refund = outcomes.by_remedy["refund"]
    assert (outcomes.promised, outcomes.paid, outcomes.overdue) == (Decimal("65.50"), Decimal("25.00"), 1)
    assert (refund.count, refund.done) == (2, 1)
    assert outcomes.by_outcome == {"resolved": 1}


def test_delays_escalation_and_quality() -> None:
    notice = DelayNotice(day(6, 9), "complexity", valid=False)
    referral = ExternalReferral(day(6, 2), "complainant", None, day(6, 28), "settled")
    rows = (
        case(day(5, 15), delay=notice, referrals=(referral,), missed=(MissedLimit("271.56", day(6, 15, 0)),)),
        case(day(5, 31), logged_at=day(6, 2)),
        case(day(6, 3), product="other", issues=(), backdated=True, corrections=2, possible_systemic=True),
        case(day(6, 4), product="name-other", issues=("fees", "issue-other"), logged_at=day(6, 4, 15)),
    )
    now = count(data(*rows)).now
    assert now.delays.sent == {("complexity", False): 1}
    assert (now.delays.limits_passed, now.delays.without_valid_notice) == (1, 1)
    escalation, quality = now.escalation, now.quality
    assert (escalation.referred, escalation.decided, escalation.pending) == ({"complainant": 1}, {"settled": 1}, 0)
    assert (escalation.missed, escalation.possible_systemic) == ({"271.56": 1}, 1)
    assert (quality.vague_product, quality.vague_issue, quality.corrected, quality.corrections) == (2, 1, 1, 2)
    assert (quality.backdated, quality.restated, quality.median_hours_to_log) == (1, 1, 0)


def test_what_another_system_held_before_is_counted_by_itself_and_was_not_logged_late() -> None:
    rows = (
        case(day(6, 1), logged_at=day(6, 1, 15)),
        case(day(5, 30), logged_at=day(6, 2), carried_over=True),
        case(day(6, 2), logged_at=day(6, 20), carried_over=True),
        case(day(5, 29), logged_at=day(5, 30), carried_over=True),
    )
    quality = count(data(*rows)).now.quality
    assert (quality.received, quality.carried_over, len(quality.hours_to_log)) == (2, 2, 1)


def test_each_scheme_is_counted_for_itself_and_adds_up() -> None:
    """A complaint with two bodies stands with each: pending since before, ended before, still there."""
    two = (
        ExternalReferral(day(5, 20), "complainant", None, day(6, 10), "closed", "afca"),
        ExternalReferral(day(6, 4), "scheme", None, None, "", "tio"),
    )
    gone = (ExternalReferral(day(5, 18), "firm", None, day(5, 30), "determined", "afca"),)
    rows = (case(day(5, 15), referrals=two), case(day(5, 16), referrals=gone), case(day(6, 1)))
    counted = count(data(*rows))
    reconcile(counted, NO_MESSAGES, None)
    schemes = counted.now.escalation.schemes
    assert schemes == {"afca": AtScheme(1, 0, 1, 0), "tio": AtScheme(0, 1, 0, 1)}
    assert counted.before.escalation.schemes == {"afca": AtScheme(0, 2, 1, 1)}
    schemes["tio"].pending += 1
    with pytest.raises(Unreconciled) as refusal:
        reconcile(counted, NO_MESSAGES, None)
    assert {problem.where for problem in refusal.value.problems} == {
        "period pending at tio",
        "period pending by scheme",
    }


def test_what_managers_were_told_and_holds_nobody_confirmed() -> None:
    may, june, july = day(5, 20), day(6, 10), day(7, 2)
    rows = (
        case(day(5, 15), escalated_at=(may, june), holds=(ReportableHold(may, None, None),)),
        case(day(5, 16), holds=(ReportableHold(may, june, None),)),
        case(
            day(6, 1),
            escalated_at=(june, july),
            holds=(ReportableHold(june, july, None), ReportableHold(july, None, None)),
        ),
        case(day(6, 2), holds=(ReportableHold(june, None, day(6, 20)),)),
    )
    counted = count(data(*rows))
    now, before = counted.now.guarding, counted.before.guarding
    assert (now.escalated, now.ordered, now.unconfirmed) == (2, 2, 2)
    assert (before.escalated, before.ordered, before.unconfirmed) == (1, 2, 2)


def test_a_closed_case_counts_while_a_hold_of_it_is_not_confirmed() -> None:
    held = case(day(4, 1), day(4, 10), holds=(ReportableHold(day(4, 2), None, None),))
    ended = case(day(4, 3), day(4, 10), holds=(ReportableHold(day(4, 4), day(4, 5), day(4, 20)),))
    assert count(data(held, ended)).now.guarding.unconfirmed == 1


def test_survival_keeps_the_unanswered_at_risk_while_they_are_known() -> None:
    steps = survival(array("l", [1, 2, 2]), array("l", [2]))
    assert steps == [(0, 1.0), (1, 0.75), (2, pytest.approx(0.25)), (2, pytest.approx(0.25))]


def test_a_share_of_nothing_is_unknown() -> None:
    assert (Share(1, 4).ratio, Share(0, 0).ratio) == (0.25, None)
    assert quantile(array("d"), 0.5) is None
    assert quantile(array("d", [3, 1, 2]), 0.5) == 2


def test_the_prior_period_has_as_many_months_or_days() -> None:
    half_year = replace(SCOPE, period_from=date(2026, 1, 1), period_to=date(2026, 6, 30))
    quarter = replace(SCOPE, period_from=date(2026, 1, 1), period_to=date(2026, 3, 31))
    days = replace(SCOPE, period_from=date(2026, 6, 8), period_to=date(2026, 6, 14))
    spans = [(prior(scope).first, prior(scope).last) for scope in (half_year, quarter, days)]
    assert spans == [
        (date(2025, 7, 1), date(2025, 12, 31)),
        (date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 6, 1), date(2026, 6, 7)),
    ]


def test_a_period_is_local_days_and_ends_with_what_is_known() -> None:
    sydney = replace(SCOPE, zone="Australia/Sydney")
    assert (current(sydney).start, current(sydney).end) == (day(5, 31, 14), day(6, 30, 14))
    early = replace(SCOPE, as_at=day(6, 15))
    assert current(early).today == date(2026, 6, 15)
    at_the_checkpoint = case(day(6, 15))
    assert count(data(at_the_checkpoint, scope=early)).now.volumes.open_after == 1
