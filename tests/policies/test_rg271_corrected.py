"""The corrected reading of RG 271 on cases: agreements, delays after a referral, information by post, missing dates."""

from datetime import date, timedelta

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Code, Id
from tests.domain.decide.scene import (
    CONTACT,
    PACK,
    RIGHT,
    Scene,
    a_closing,
    a_delay,
    a_response,
    an_opening,
    at,
    drafted,
    given,
)

HARDSHIP = "credit-hardship-notice"
BENEFIT = "super-death-benefit"
ENDING = a_closing(basis="response")
TERMS = (("agreed-terms", "Half until May."), RIGHT, CONTACT)


def a_case(complaint_class: str, received: str) -> tuple[Scene, Id]:
    scene = Scene(now=at(received))
    return scene, scene.do(an_opening(classifying=c.Classifying(complaint_class), received_at=at(received)))


def tell(scene: Scene, case: Id, event: str, when: str) -> Id:
    scene.now = max(scene.now, at(when))
    scene.do(c.RecordEvent(case=case, event=event, at=at(when), evidence="On file"))
    return scene.made["happening"]


def confirmed(scene: Scene, case: Id) -> None:
    given(scene, case, a_response(scene, case, type="agreement-confirmation", decision=None, blocks=TERMS))


@pytest.mark.provision("HB11", "HB8")
def test_an_agreement_inside_the_limit_is_an_exception_and_its_confirmation_the_answer() -> None:
    """271.93(a), Table 2, 271.99: agreed on day 14, confirmed on 10 August; nothing is missed, and the case closes."""
    scene, case = a_case(HARDSHIP, "2026-07-06T10:00")
    tell(scene, case, "agreement_reached", "2026-07-20T10:00")
    assert scene.limit(case).met_at == at("2026-07-20T10:00")
    assert scene.limit(case, "agreement-confirmation").due.derivation.due_calendar == date(2026, 8, 19)
    scene.now = at("2026-08-01T10:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert "response-not-sent" in scene.refused(c.CloseCase(case=case, closing=ENDING))
    scene.now = at("2026-08-10T10:00")
    confirmed(scene, case)
    scene.do(c.CloseCase(case=case, closing=ENDING))
    assert scene.case(case).status == "closed"
    assert scene.case(case).breaches == ()
    assert not scene.limit(case).missed(scene.now)


@pytest.mark.provision("HB11")
def test_an_agreement_after_the_limit_cures_nothing() -> None:
    """271.93(a): agreed on day 22, the twenty-seventh of July is missed and the response still owed."""
    scene, case = a_case(HARDSHIP, "2026-07-06T10:00")
    tell(scene, case, "agreement_reached", "2026-07-28T10:00")
    confirmed(scene, case)
    assert scene.limit(case).is_open
    assert [breach.standing for breach in scene.case(case).breaches] == ["stands"]
    assert "response-not-sent" in scene.refused(c.CloseCase(case=case, closing=ENDING))


@pytest.mark.provision("HB11")
def test_an_agreement_taken_back_gives_the_limit_back() -> None:
    scene, case = a_case(HARDSHIP, "2026-07-06T10:00")
    agreed = tell(scene, case, "agreement_reached", "2026-07-20T10:00")
    scene.now = at("2026-08-01T10:00")
    scene.do(c.WithdrawEvent(case=case, happening=agreed, reason="Another complaint"))
    assert scene.limit(case).is_open
    assert len(scene.case(case).breaches) == 1


@pytest.mark.provision("D2", "B3")
@pytest.mark.parametrize(("day", "code"), [("2026-10-18T23:00", None), ("2026-10-19T09:00", "limit-passed")])
def test_the_time_to_notify_a_delay_follows_the_limit_that_runs(day: str, code: str | None) -> None:
    """271.66, 271.84 Note: round two's limit is 18 October, and a notice of round one is none for it."""
    scene, case = a_case(BENEFIT, "2026-03-20T10:00")
    tell(scene, case, "proposal_received", "2026-03-11T09:00")
    scene.now = at("2026-06-18T10:00")
    blocks = (("outcome", "Half."), ("actions-taken", "Half."), ("objection-period", "28 days"))
    given(scene, case, a_response(scene, case, type="new-proposal", blocks=blocks))
    tell(scene, case, "new_proposal_received", "2026-06-22T09:00")
    tell(scene, case, "new_objection_lodged", "2026-07-06T09:00")
    scene.now = at(day)
    only = ("afca-delay-only", "AFCA cannot look at the distribution yet.")
    writing = a_delay(scene, case, blocks=(("delay-reasons", "We wait for the court."), RIGHT, only, CONTACT))
    said = le.DraftLetter(case=case, writing=writing)
    if code is None:
        given(scene, case, writing)
        scene.now += timedelta(days=3)
        scene.do(c.SweepDeadlines(case=case), WORKER)
        assert scene.case(case).breaches == ()
    else:
        assert code in scene.refused(said)


@pytest.mark.provision("D6", "D7")
@pytest.mark.parametrize("sent_back", ["2026-07-01T10:00", "2026-07-10T10:00"], ids=["not-through", "part-way"])
def test_a_delay_may_be_notified_although_the_scheme_sent_the_complaint(sent_back: str) -> None:
    """271.66 Notes 3 and 4: on 29 July, against the limit of the 31st; no date of the scheme moves."""
    scene, case = a_case("standard", "2026-07-01T10:00")
    scene.now = at(sent_back)
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    before = scene.limit(case, "refer-back-response").due
    scene.now = at("2026-07-29T10:00")
    assert "afca-involved" in {
        block.id
        for block in PACK.letter("delay-notification", "standard", None, {"referral_stage": Code("part-way")}).required
    }
    drafted(scene, case, a_delay(scene, case))
    assert scene.limit(case, "refer-back-response").due == before


@pytest.mark.provision("HB3", "HB13", "HB5")
def test_information_supplied_between_the_two_readings_is_held_to_the_earlier_limit() -> None:
    """Table 2 and NCC s72(2): asked by post on 1 July, received on the 6th, supplied on the 26th."""
    scene, case = a_case(HARDSHIP, "2026-06-15T10:00")
    tell(scene, case, "information_requested", "2026-07-01T10:00")
    tell(scene, case, "information_request_received", "2026-07-06T10:00")
    tell(scene, case, "information_received", "2026-07-26T10:00")
    dates = {str(d.due.rule): d.due.derivation.due_calendar for d in scene.case(case).deadlines if not d.replaced}
    assert dates["information-supply"] == date(2026, 7, 27)
    assert dates["information-supply-notice"] == date(2026, 7, 22)
    limits = [d.due.derivation.due_calendar for d in scene.case(case).limits_of((PACK.id, Code("idr-response"), 0))]
    assert sorted(str(day) for day in limits) == ["2026-07-29", "2026-08-16"]


@pytest.mark.provision("B1", "B2")
def test_an_objection_without_the_day_of_its_notice_has_a_cautious_date() -> None:
    """271.82: ninety days from the objection of 20 October, and no possible breach when it passes."""
    scene, case = a_case(BENEFIT, "2026-10-20T10:00")
    limit = scene.limit(case)
    assert (limit.due.rule, limit.due.derivation.due_calendar) == (
        "idr-response-death-benefit-cautious",
        date(2027, 1, 18),
    )
    assert PACK.rules[limit.due.rule].lacks == "proposal_received"
    scene.now = at("2027-02-01T10:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.case(case).breaches == ()
    tell(scene, case, "proposal_received", "2026-10-15T10:00")
    assert scene.limit(case).due.rule == "idr-response-death-benefit"
    assert scene.limit(case).due.derivation.due_calendar == date(2027, 2, 10)


@pytest.mark.provision("B4", "B5", "T1")
@pytest.mark.parametrize(
    ("complaint_class", "rule", "event"),
    [
        ("traditional-trustee", "interested-notified", "interested_notified"),
        ("traditional-trustee", "others-informed-of-response", "others_informed"),
        (BENEFIT, "others-informed-of-decision", "others_informed"),
    ],
)
def test_those_who_did_not_complain_learn_the_same(complaint_class: str, rule: str, event: str) -> None:
    """271.76, 271.85(b): asked, recorded and shown; the date is the firm's own, since the guide gives none."""
    scene, case = a_case(complaint_class, "2026-05-12T10:00")
    if complaint_class == BENEFIT:
        tell(scene, case, "proposal_received", "2026-05-02T09:00")
    blocks = (("outcome", "We pay."), ("actions-taken", "Paid."), RIGHT, CONTACT)
    days = (("afca-28-days", "28 days."),) if complaint_class == BENEFIT else ()
    given(scene, case, a_response(scene, case, blocks=(*blocks, *days)))
    (limit,) = [d for d in scene.case(case).deadlines if d.due.rule == rule and not d.replaced]
    assert (limit.due.force, limit.is_open) == ("house", True)
    told = c.RecordEvent(case=case, event=event, at=scene.now)
    assert "evidence-needed" in scene.refused(told)
    tell(scene, case, event, "2026-05-13T10:00")
    (limit,) = [d for d in scene.case(case).deadlines if d.due.rule == rule and not d.replaced]
    assert not limit.is_open


@pytest.mark.provision("HB6")
def test_whoever_delays_a_hardship_answer_is_told_that_there_is_no_further_time() -> None:
    """271.94."""
    (caution,) = PACK.cautions
    assert (caution.cite, caution.before) == ("271.94", "extension_sent")
    assert HARDSHIP in caution.classes
    assert "standard" not in caution.classes


@pytest.mark.provision("D2", "B3")
def test_a_first_round_that_passed_does_not_shut_the_second_rounds_time_to_notify() -> None:
    """271.66, 271.84 Note: what was missed in the first round is over; the window is the one of the limit that runs."""
    scene, case = a_case(BENEFIT, "2026-03-20T10:00")
    tell(scene, case, "proposal_received", "2026-03-11T09:00")
    scene.now = at("2026-08-01T10:00")
    blocks = (("outcome", "Half."), ("actions-taken", "Half."), ("objection-period", "28 days"))
    given(scene, case, a_response(scene, case, type="new-proposal", blocks=blocks))
    assert len(scene.case(case).breaches) == 1
    tell(scene, case, "new_proposal_received", "2026-08-05T09:00")
    tell(scene, case, "new_objection_lodged", "2026-08-20T09:00")
    tell(scene, case, "new_proposal_received", "2026-08-21T09:00")
    tell(scene, case, "new_objection_lodged", "2026-08-25T09:00")
    only = ("afca-delay-only", "AFCA cannot look at the distribution yet.")
    writing = a_delay(scene, case, blocks=(("delay-reasons", "We wait for the court."), RIGHT, only, CONTACT))
    given(scene, case, writing)
    assert len(scene.case(case).breaches) == 1


@pytest.mark.provision("L1")
def test_a_review_that_was_waived_is_never_kept_as_one_of_an_earlier_round() -> None:
    """Classified after a second referral back: nobody is told that it still waits for a class."""
    scene = Scene(now=at("2026-07-01T10:00"))
    case = scene.do(an_opening(classifying=c.Classifying(), received_at=scene.now))
    for day in ("2026-07-10T10:00", "2026-07-20T10:00"):
        scene.now = at(day)
        scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    scene.now = at("2026-07-22T10:00")
    scene.do(c.ClassifyCase(case=case, classifying=c.Classifying("standard")))
    waiting = [d for d in scene.case(case).deadlines if d.due.duty == "classification" and not d.replaced]
    assert waiting == []


@pytest.mark.provision("D2", "B3")
def test_what_was_delayed_in_the_first_round_stays_so_when_the_second_begins() -> None:
    """271.66: answered after the limit under a notice given in time; no later round makes that a breach."""
    scene, case = a_case(BENEFIT, "2026-03-20T10:00")
    tell(scene, case, "proposal_received", "2026-03-11T09:00")
    only = ("afca-delay-only", "AFCA cannot look at the distribution yet.")
    given(scene, case, a_delay(scene, case, blocks=(("delay-reasons", "We wait."), RIGHT, only, CONTACT)))
    scene.now = at("2026-08-01T10:00")
    blocks = (("outcome", "Half."), ("actions-taken", "Half."), ("objection-period", "28 days"))
    given(scene, case, a_response(scene, case, type="new-proposal", blocks=blocks))
    assert scene.case(case).breaches == ()
    tell(scene, case, "new_proposal_received", "2026-08-05T09:00")
    tell(scene, case, "new_objection_lodged", "2026-08-20T09:00")
    assert scene.case(case).breaches == ()
    windows = [d for d in scene.case(case).deadlines if d.due.duty == "delay-notification" and not d.replaced]
    assert [(window.round, window.is_open) for window in windows] == [(0, False), (1, True)]
