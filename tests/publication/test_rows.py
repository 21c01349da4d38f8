"""What a report counts of one case, from the text the register keeps of it."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import get_type_hints
from uuid import UUID

import pytest

from policies.catalogue import shipped
from register.domain.codec import to_text
from register.domain.subjects.reportable import (
    Reportable,
    ReportableBreach,
    ReportableDeadline,
    ReportableHappening,
    ReportableLetter,
    ReportableRemedy,
    ReportableStep,
)
from register.domain.values import Code, Id
from register.publication.measure import Measure
from register.publication.rows import case_row
from register.reader import told
from register.reader.figures import KnownCase
from reports.regulator.figures.life import Ending, ending
from reports.regulator.inputs import CaseRow

NOW = datetime(2026, 11, 22, tzinfo=UTC)
RECEIVED = datetime(2026, 8, 3, tzinfo=UTC)
DUE = RECEIVED + timedelta(days=30)
RULE = "idr-response-standard"


def limit(rule: str = RULE, due: datetime = DUE, met: datetime | None = None) -> ReportableDeadline:
    return ReportableDeadline(
        Code(rule), Code("idr-response"), Code("deadline"), Code("E"), due, due.date(), met, missed=False
    )


def a_reportable(**changes: object) -> Reportable:
    plain = Reportable(
        reference=Code("C-2026-000001"),
        status=Code("open"),
        restricted=False,
        received_at=RECEIVED,
        basis=Code("stated"),
        logged_at=RECEIVED,
        closed_at=None,
        reopened=(),
        complaint_class=Code("standard"),
        product=None,
        issues=(),
        channel=Code("telephone"),
        complainant_kind=None,
        support=(),
        tier=2,
        about_representative=False,
        acknowledged_at=None,
        deadlines=(limit(),),
        letters=(),
        outcome=None,
        closing_basis=None,
        root_cause=None,
        remedies=(),
        breaches=(),
        systemic=None,
        external=(),
        corrections=0,
        zone=Code("Australia/Sydney"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # names and types are the test's business


def a_notification(sent_at: datetime) -> ReportableLetter:
    return ReportableLetter(Code("delay-notification"), None, Code("complexity"), sent_at, Code("sent"))


def row(**changes: object) -> CaseRow:
    policies = shipped()
    measure = Measure(policies.pack("au-asic-rg271", "2021-10-05+1"), {}, NOW)
    known = KnownCase("harbour", told.told_in(to_text(a_reportable(**changes))), Id(str(UUID(int=1))))
    return case_row(known, measure, by_hand=False)


@pytest.mark.provision("RF7")
@pytest.mark.parametrize(
    ("kept", "read"),
    [
        (Reportable, told.Told),
        (ReportableDeadline, told.ToldDeadline),
        (ReportableRemedy, told.ToldRemedy),
        (ReportableBreach, told.ToldBreach),
        (ReportableLetter, told.ToldLetter),
        (ReportableStep, told.ToldStep),
        (ReportableHappening, told.ToldHappening),
    ],
)
def test_what_is_read_is_what_is_kept(kept: type, read: type) -> None:
    assert {field.name for field in fields(kept)} == set(get_type_hints(read))


def test_a_text_from_before_a_field_was_thought_of_has_its_default() -> None:
    assert not told.told_in("{}")["missed_before"]


@pytest.mark.parametrize(
    ("first", "last", "lodged_by", "outcome"),
    [
        ("complained", "determined", "complainant", "determined"),
        ("referred-by-firm", "withdrawn", "firm", "withdrawn"),
        ("referred-back", "closed", "scheme", "closed"),
        ("lodged", "determination", "complainant", "determined"),
        ("complained", "accepted", "complainant", ""),
    ],
    ids=["complainant", "firm", "scheme", "older-words", "goes-on"],
)
def test_the_way_to_the_scheme_is_told_by_who_went_and_how_it_ended(
    first: str, last: str, lodged_by: str, outcome: str
) -> None:
    steps = tuple(ReportableStep(Code(kind), at) for kind, at in ((first, DUE), (last, NOW)))
    (found,) = row(external=steps).referrals
    assert found.scheme == "afca"
    assert (found.referred_at, found.lodged_by, found.outcome) == (DUE, lodged_by, outcome)
    assert found.closed_at == (NOW if outcome else None)


def test_a_complaint_nobody_has_classified_says_until_when_that_is_due() -> None:
    review = ReportableDeadline(
        Code("classification"), Code("classification"), Code("review"), Code("house"), DUE, None, None, missed=False
    )
    found = row(complaint_class=None, deadlines=(review, limit()))
    assert (found.complaint_class, found.classify_due_at) == ("", DUE)
    assert row().classify_due_at is None


def test_a_limit_missed_and_then_replaced_stays_missed() -> None:
    later = limit("idr-response-traditional-trustee", NOW + timedelta(days=9))
    found = row(deadlines=(later,), missed_before=(limit(),))
    assert [(missed.cite, missed.due_at) for missed in found.missed] == [("271.56", DUE)]


def test_a_duty_missed_twice_counts_once_from_its_first_limit() -> None:
    later = limit("idr-response-traditional-trustee", DUE + timedelta(days=15))
    found = row(deadlines=(later,), missed_before=(limit(),))
    assert [missed.due_at for missed in found.missed] == [DUE]


@pytest.mark.parametrize(
    ("sent", "how", "missed"), [(-3, Ending.DELAYED, 0), (0, Ending.OUTSIDE, 1), (3, Ending.OUTSIDE, 1)]
)
def test_a_limit_after_a_delay_notification_in_time_is_delayed_and_not_missed(
    sent: int, how: Ending, missed: int
) -> None:
    found = row(letters=(a_notification(DUE + timedelta(days=sent)),))
    assert (ending(found), len(found.missed)) == (how, missed)


def test_days_late_are_local_days_after_the_last_day() -> None:
    answered = a_notification(DUE)
    response = replace(answered, type=Code("idr-response"), ground=None, sent_at=DUE + timedelta(days=2))
    assert row(letters=(response,)).days_late == 2
    assert row(status=Code("closed"), closings=(DUE + timedelta(days=5),)).days_late == 5


def test_two_schemes_are_two_ways_each_with_its_end() -> None:
    """The earlier record names no scheme, for there was one: the pack's own."""
    told = ((None, "complained", DUE), (Code("tio"), "complained", DUE), (Code("tio"), "closed", NOW))
    steps = tuple(ReportableStep(Code(kind), at, scheme) for scheme, kind, at in told)
    found = {way.scheme: (way.closed_at, way.outcome) for way in row(external=steps).referrals}
    assert found == {"afca": (None, ""), "tio": (NOW, "closed")}


def test_what_no_pack_claims_is_neither_late_nor_missed_and_a_date_carried_over_is() -> None:
    """Received before the pack took force (M15): only what the other system had set can be missed."""
    unclaimed = replace(limit(), unclaimed=True)
    found = row(deadlines=(unclaimed,))
    assert (found.response_due_at, found.days_late, found.missed) == (None, 0, ())
    both = row(deadlines=(unclaimed, limit(due=DUE + timedelta(days=5))))
    assert both.response_due_at == DUE + timedelta(days=5)
    assert [missed.due_at for missed in both.missed] == [DUE + timedelta(days=5)]


def test_what_another_system_sent_is_the_answer_and_the_delay() -> None:
    """Given there before the complaint was brought over, and recorded here as it happened."""
    answered = ReportableHappening(Code("final_sent"), DUE - timedelta(days=1), None)
    assert row(happenings=(answered,)).response_sent_at == DUE - timedelta(days=1)
    told_late = ReportableHappening(Code("extension_sent"), DUE - timedelta(days=2), None)
    assert row(happenings=(told_late,)).missed == ()


def test_a_complaint_brought_over_says_so() -> None:
    assert [row(carried_over=brought).carried_over for brought in (True, False)] == [True, False]
