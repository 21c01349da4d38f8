"""The twelve worked examples of the draft scams framework; those that rest on other regimes run with the pair."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from policies.catalogue import shipped
from register.domain.law.deadlines import derive
from register.domain.law.policy import Pack
from register.domain.law.proofs import Circumstances, Due
from register.domain.law.rules import Values
from register.domain.law.scope import NO, UNKNOWN, YES
from register.domain.values import Code
from tests.domain.decide.scene import at

POLICIES = shipped()
SPF, BANK, TELCO = (POLICIES.versions(name)[-1] for name in ("au-spf", "au-asic-rg271", "au-acma-tcp"))
ACCEPTED = POLICIES.drafts
STATEMENT, ANSWER = "statement-of-compliance", "scam-answer"


def dues(pack: Pack, received: str, values: Values | None = None, place: str = "NSW", **events: str) -> dict[str, Due]:
    """What a pack sets for a complaint of its first class, by rule."""
    zone = pack.places[Code(place)].zone
    happened = {name: (at(moment),) for name, moment in {"received": received, **events}.items()}
    given = Circumstances(next(iter(pack.classes)), Code(place), zone, values or {}, happened)
    return {due.rule: due for due in derive(pack, given, POLICIES.calendars)}


def last_day(due: Due) -> date | None:
    return due.derivation.due_calendar


def held(received: str, *packs: Pack) -> list[str]:
    day = datetime.fromisoformat(received).date()
    return [pack.id for pack in POLICIES.in_force([pack.id for pack in packs], day, ACCEPTED)]


@pytest.mark.provision("ST9", pack="au-spf")
def test_1_before_the_start_a_bank_has_its_own_regime_alone() -> None:
    received = "2027-03-25T10:00"
    assert held(received, BANK, SPF) == [BANK.id]
    bank = dues(BANK, received)
    assert last_day(bank["acknowledgement-one-business-day"]) == date(2027, 3, 30)
    assert last_day(bank["idr-response-standard"]) == date(2027, 4, 24)


@pytest.mark.provision("SC2", "SC7", "I9", pack="au-spf")
def test_2_on_the_first_day_the_statements_day_is_unknown() -> None:
    received = "2027-03-31T10:00"
    assert held(received, BANK, SPF) == [BANK.id, SPF.id]
    bank, spf = dues(BANK, received), dues(SPF, received)
    assert last_day(bank["acknowledgement-one-business-day"]) == date(2027, 4, 1)
    assert last_day(bank["early-close"]) == date(2027, 4, 7)
    assert last_day(bank["idr-response-standard"]) == date(2027, 4, 30)
    assert set(spf) == {ANSWER}
    assert spf[ANSWER].force == "house"


@pytest.mark.provision("ST10", pack="au-spf")
def test_3_by_the_day_of_the_complaint_it_is_reached_and_by_that_of_the_conduct_it_is_not() -> None:
    told = {str(reading.id): reading for reading in SPF.scope.readings}
    assert told["by-complaint"].reaches(date(2027, 3, 31)) == YES
    assert told["by-conduct"].reaches(date(2027, 3, 30)) == NO
    assert told["by-conduct"].reaches(None) == UNKNOWN
    assert (told["by-complaint"].event, told["by-conduct"].event) == ("received", "conduct")


def test_4_the_night_the_clocks_go_back_moves_no_day() -> None:
    received = "2027-04-03T16:00"
    bank = dues(BANK, received)
    local = bank["acknowledgement-24-hours"].due_at.astimezone(ZoneInfo("Australia/Sydney"))
    assert local.replace(tzinfo=None) == datetime(2027, 4, 4, 15)  # noqa: DTZ001 -- the time on the wall
    assert last_day(bank["acknowledgement-one-business-day"]) == date(2027, 4, 5)
    assert last_day(bank["idr-response-standard"]) == date(2027, 5, 3)
    assert last_day(dues(SPF, received)[ANSWER]) == date(2027, 5, 3)


def test_5_a_carrier_keeps_its_own_standard_beside() -> None:
    telco = dues(TELCO, "2027-04-01T10:00", {"channel": Code("email")})
    assert last_day(telco["acknowledgement-other"]) == date(2027, 4, 5)
    assert last_day(telco["proposed-resolution"]) == date(2027, 4, 15)
    assert STATEMENT not in dues(SPF, "2027-04-01T10:00")


@pytest.mark.parametrize("place", sorted(TELCO.places))
def test_6_across_anzac_day_the_place_decides(place: str) -> None:
    """It falls on a Sunday: ten working days end on Friday where the Monday is a holiday, and on Thursday elsewhere."""
    calendar = POLICIES.calendars[TELCO.places[Code(place)].calendar]
    expected = date(2027, 4, 30 if date(2027, 4, 26) in calendar.holidays else 29)
    found = dues(TELCO, "2027-04-15T10:00", {"channel": Code("email")}, place)["proposed-resolution"]
    assert last_day(found) == expected


@pytest.mark.provision("I12", pack="au-spf")
def test_7_what_is_passed_on_counts_from_the_firms_own_receipt() -> None:
    assert last_day(dues(BANK, "2027-04-09T10:00")["idr-response-standard"]) == date(2027, 5, 9)
    assert last_day(dues(BANK, "2027-04-01T10:00")["idr-response-standard"]) == date(2027, 5, 1)


@pytest.mark.provision("R1", pack="au-spf")
@pytest.mark.parametrize(
    ("loss", "verified", "expected"),
    [
        ("2999.99", True, YES),
        ("3000.00", True, UNKNOWN),
        ("3000", True, UNKNOWN),
        ("3000.01", True, NO),
        ("2999.99", False, None),
        (None, True, None),
    ],
)
def test_8_the_refund_is_below_the_threshold_and_its_edge_is_unknown(
    loss: str | None, verified: bool, expected: str | None
) -> None:
    (threshold,) = SPF.scope.thresholds
    values = {"scam_loss_verified": verified} | ({} if loss is None else {"scam_loss": Code(loss)})
    assert threshold.below(values) == expected
    assert (threshold.confirmed, threshold.amount.decimal) == ("U", Decimal(3000))


@pytest.mark.provision("M5", "M7", pack="au-spf")
def test_9_and_10_shares_are_equal_among_the_firms_in_breach_as_a_proposal() -> None:
    """The figures are worked where the shares are offered: ``tests/domain/decide/test_respondents.py``."""
    (found,) = SPF.scope.apportionments
    assert (found.rule, found.unless, found.confirmed) == ("equal-among-breaching", "materially-greater-part", "U")


def sent_back(referred: str, stage: str, stated: date | None = None) -> set[date | None]:
    """The last days of a bank that has a complaint back from the scheme, received on 1 April 2027."""
    told: dict[str, Code | date] = {"referral_stage": Code(stage)}
    told |= {} if stated is None else {"external_due_on": stated}
    found = dues(BANK, "2027-04-01T10:00", told, referred_back=referred)
    return {last_day(due) for due in found.values() if due.duty == "refer-back-response"}


def test_11_sent_back_in_the_middle_the_balance_is_left_and_a_stated_day_moves_both_ways() -> None:
    """That the objection takes the day back is decided in ``tests/domain/decide/test_schemes.py``."""
    back = "2027-04-12T10:00"
    assert sent_back(back, "part-way") == {date(2027, 5, 1)}
    assert sent_back(back, "part-way", date(2027, 5, 15)) == {date(2027, 5, 15)}
    assert sent_back(back, "part-way", date(2027, 5, 1)) == {date(2027, 5, 1)}


def test_12_sent_back_after_our_answer_leaves_twenty_one_days_and_seven_more_on_request() -> None:
    back = "2027-05-10T10:00"
    assert sent_back(back, "through") == {date(2027, 5, 31)}
    assert sent_back(back, "through", date(2027, 6, 7)) == {date(2027, 6, 7)}


# ------------------------------------------------------------------ what the pack is made of


@pytest.mark.provision("SC2", "SC7", pack="au-spf")
def test_the_duty_is_switched_on_by_a_day_from_outside_and_holds_what_is_received_from_then_on() -> None:
    known: Values = {"statement_due_on": date(2027, 8, 1)}
    assert STATEMENT not in dues(SPF, "2027-07-02T10:00", known)
    scope = SPF.scope
    (switch,) = scope.switches.values()
    made = replace(SPF, scope=replace(scope, switches={switch.id: replace(switch, on=date(2027, 7, 2))}))
    assert STATEMENT not in dues(made, "2027-07-01T23:59", known)
    assert last_day(dues(made, "2027-07-02T00:00", known)[STATEMENT]) == date(2027, 8, 1)
    assert STATEMENT not in dues(made, "2027-07-02T00:00")


@pytest.mark.provision("I1", "I3", "I4", "W5", pack="au-spf")
def test_a_report_is_handed_off_and_a_complaint_is_a_case() -> None:
    report = SPF.hand_offs[Code("scam")]
    assert (report.turns, report.limit, set(report.classes)) == (True, None, set(SPF.classes))
    held_by_words = SPF.class_by_words("I lost everything to a scam")
    assert held_by_words is not None
    assert held_by_words.id == "scam"


@pytest.mark.provision("SC1", "SC3", "SC4", "SC5", "SC6", pack="au-spf")
def test_the_statement_has_its_parts_its_ban_and_its_signer() -> None:
    spec = SPF.letter(STATEMENT, "scam")
    assert (spec.type.written, spec.type.beside, spec.type.signed_by) == (True, True, "Authorised representative")
    assert [block.cite for block in spec.forbidden] == ["CCA s58BZDA(2)(c)"]
    assert {"complied-or-not", "information-available", "prescribed-information"} <= {b.id for b in spec.required}
    assert [gate.letter for gate in SPF.gates] == [STATEMENT]


@pytest.mark.provision("F1", "F4", pack="au-spf")
def test_on_a_carriers_case_there_are_two_bodies_to_go_to() -> None:
    assert [scheme.id for pack in (TELCO, SPF) for scheme in pack.schemes] == ["tio", "afca"]


def test_nothing_in_it_is_law_and_every_number_is_unconfirmed() -> None:
    assert SPF.is_draft
    assert {rule.confirmed for rule in SPF.rules.values()} == {"U"}
    assert not [rule.id for rule in SPF.rules.values() if rule.breachable]
    assert SPF.retentions == ()
