"""The guide at work on a case: what an officer may do, what is refused, and what happens to the dates."""

from dataclasses import replace
from typing import Any

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Code, Id
from tests.domain.decide.scene import PACK, Scene, a_closing, a_response, an_opening, at, drafted, given


def a_case(complaint_class: str, received: str, **changes: Any) -> tuple[Scene, Id]:
    """A complaint logged a quarter of an hour after it was received."""
    scene = Scene(now=at(received).replace(minute=45))
    return scene, scene.do(an_opening(received_at=at(received), classifying=c.Classifying(complaint_class), **changes))


def happens(scene: Scene, case: Id, event: str, when: str, party: Id | None = None) -> None:
    scene.now = max(scene.now, at(when))
    scene.do(c.RecordEvent(case=case, event=event, at=at(when), party=party, evidence="On file"))


def last_day(scene: Scene, case: Id, duty: str = "idr-response") -> str:
    """The earliest day by which a duty is due."""
    standing = [d.due for d in scene.case(case).deadlines if d.due.duty == duty and not d.replaced]
    return str(min(standing, key=lambda due: due.due_at).derivation.due_calendar)


@pytest.mark.provision("K5", "K7", "RF4")
@pytest.mark.scenario("E13", cite="271.79")
def test_insurance_in_superannuation_counts_from_the_first_lodgement_with_either() -> None:
    """Lodged with the insurer on 14 May, reached the trustee on 20 May: counted from 14 May."""
    scene = Scene(at("2026-05-20T09:00"))
    told = {"classifying": c.Classifying("super-insurance"), "received_at": at("2026-05-14T09:00")}
    case = scene.do(an_opening(**told, first_received_by="insurer"))
    assert scene.case(case).origin.first_received_by == "insurer"
    assert last_day(scene, case) == "2026-06-28"
    assert "either the insurer or the trustee" in PACK.classes[Code("super-insurance")].note


@pytest.mark.provision("K7", "RF4")
def test_who_had_it_first_is_one_the_pack_knows() -> None:
    """271.32 Note 3, 271.35, 271.46, 271.79."""
    scene = Scene(at("2026-05-20T09:00"))
    opening = an_opening(received_at=at("2026-05-14T09:00"))
    assert scene.refused(replace(opening, first_received_by="neighbour")) == {"unknown-code": "first_received_by"}
    assert set(PACK.codes[Code("first-receiver")].entries) == {
        "firm",
        "representative",
        "provider",
        "agency",
        "insurer",
        "trustee",
    }


@pytest.mark.provision("K5", "K7")
@pytest.mark.scenario("E13", cite="271.79")
def test_insurance_in_superannuation_is_counted_again_from_whoever_had_it_first() -> None:
    scene, case = a_case("super-insurance", "2026-05-20T09:00")
    assert last_day(scene, case) == "2026-07-04"
    scene.do(c.CorrectReceipt(case=case, received_at=at("2026-05-14T09:00"), reason="The insurer had it first"))
    assert last_day(scene, case) == "2026-06-28"


@pytest.mark.provision("KO5")
def test_sent_in_time_is_in_time_whenever_it_arrives() -> None:
    """271.110 Note 1: the test uses sending; the day it arrived is kept beside it."""
    scene, case = a_case("credit-default-notice", "2026-05-12T10:15")
    scene.now = at("2026-06-02T23:59")
    given(scene, case)
    happens(scene, case, "final_received", "2026-06-05T10:00")
    assert scene.limit(case).met_at == at("2026-06-02T23:59")
    assert not scene.limit(case).missed_recorded
    assert last_day(scene, case, "enforcement-hold") == "2026-06-19"


@pytest.mark.provision("A1", "A2")
@pytest.mark.parametrize("method", ["phone", "public-reply", "direct-message", "email"])
def test_an_acknowledgement_may_be_spoken_or_written(method: str) -> None:
    """271.51 and 271.52: late is recorded, and never a possible breach."""
    scene, case = a_case("standard", "2026-05-12T10:15")
    scene.now = at("2026-05-15T09:00")
    scene.do(c.AcknowledgeCase(case=case, method=method, evidence="Call 7"))
    late = [d for d in scene.case(case).deadlines if d.due.duty.startswith("acknowledgement")]
    assert [(d.met_at, d.missed_recorded, d.due.force) for d in late] == [(scene.now, True, "G")] * 2
    assert scene.case(case).breaches == ()


@pytest.mark.provision("T1")
def test_others_with_an_interest_are_kept_on_the_case_and_told_how_it_goes() -> None:
    """271.76."""
    scene, case = a_case("traditional-trustee", "2026-06-01T09:00")
    scene.do(c.AddParty(case=case, name="Kim Example", role="beneficiary"))
    assert [party.role for party in scene.case(case).parties] == ["beneficiary"]
    before = scene.case(case).deadlines
    given(
        scene, case, a_response(scene, case, type="progress-update", decision=None, blocks=(("progress", "We ask."),))
    )
    assert scene.case(case).deadlines == before


@pytest.mark.provision("T2", "T3")
def test_a_court_stops_the_clock_of_a_case_and_starts_it_again() -> None:
    """271.77 and 271.78: X19."""
    scene, case = a_case("traditional-trustee", "2026-06-01T09:00")
    happens(scene, case, "proceedings_started", "2026-06-11T09:00")
    assert [d for d in scene.case(case).open_deadlines("deadline") if d.due.duty == "idr-response"] == []
    scene.now = at("2026-07-17T09:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.case(case).breaches == ()
    happens(scene, case, "proceedings_ended", "2026-08-03T09:00")
    assert last_day(scene, case) == "2026-09-07"


@pytest.mark.provision("B2", "B3", "B4", "IO4")
def test_a_new_proposal_answers_the_objection_and_starts_fresh_periods() -> None:
    """271.83 and 271.84: X02 on a case."""
    scene, case = a_case("super-death-benefit", "2026-03-10T10:00")
    scene.do(c.AddParty(case=case, name="Kim Example", role="beneficiary"))
    kim = scene.made["party"]
    happens(scene, case, "proposal_received", "2026-03-02T09:00", kim)
    assert last_day(scene, case) == "2026-06-28"
    scene.now = at("2026-06-01T09:00")
    told = {
        "type": "new-proposal",
        "blocks": (("outcome", "Half."), ("actions-taken", "None."), ("objection-period", "28.")),
    }
    right = (*told["blocks"], ("afca-right", "You may go there."))
    held_back = drafted(scene, case, a_response(scene, case, **{**told, "blocks": right}))
    assert "block-forbidden" in scene.refused(le.SubmitLetter(case=case, letter=held_back))
    given(scene, case, a_response(scene, case, **told))
    first = [d for d in scene.case(case).deadlines if d.due.rule == "idr-response-death-benefit" and not d.replaced]
    assert [d.met_at for d in first] == [scene.now]
    happens(scene, case, "new_proposal_received", "2026-06-05T09:00", kim)
    happens(scene, case, "new_objection_lodged", "2026-06-20T09:00", kim)
    fresh = [d for d in scene.case(case).open_deadlines("deadline") if d.due.duty == "idr-response"]
    assert [str(d.due.derivation.due_calendar) for d in fresh] == ["2026-10-01"]
    final = (*a_response(scene, case).blocks, ("afca-28-days", "Until 28 days from now."))
    given(scene, case, a_response(scene, case, blocks=final))
    assert [d for d in scene.case(case).open_deadlines("deadline") if d.due.duty == "idr-response"] == []


@pytest.mark.provision("HB8", "HB9")
def test_an_agreement_is_confirmed_by_its_own_letter() -> None:
    """271.99: X08 on a case."""
    scene, case = a_case("credit-hardship-notice", "2026-07-06T09:00")
    happens(scene, case, "agreement_reached", "2026-07-23T10:00")
    assert last_day(scene, case, "agreement-confirmation") == "2026-08-22"
    scene.now = at("2026-08-20T10:00")
    said = (("agreed-terms", "Half until May."), *a_response(scene, case).blocks[2:])
    given(scene, case, a_response(scene, case, type="agreement-confirmation", decision=None, blocks=said))
    assert scene.limit(case, "agreement-confirmation").met_at == scene.now


@pytest.mark.provision("HB10")
def test_a_rejection_of_hardship_bars_enforcement_from_its_own_day_on() -> None:
    """NCC s89A(2)(b): X09 on a case; the response is the notice of refusal."""
    scene, case = a_case("credit-hardship-notice", "2026-07-06T09:00")
    scene.now = at("2026-07-27T10:00")
    point = scene.case(case).points[0].id
    blocks = (
        ("outcome", "No."),
        ("reasons", "The terms."),
        ("enforcement-14-days", "14."),
        *a_response(scene, case).blocks[2:],
    )
    told: dict[str, Any] = {"answers": ((point, "Once."),), "findings": (("Once", "Statement"),), "blocks": blocks}
    given(scene, case, a_response(scene, case, decision="rejected", **told))
    assert last_day(scene, case, "enforcement-hold") == "2026-08-09"


@pytest.mark.provision("M3")
def test_an_advocate_comes_after_the_response_and_is_no_step_on_the_way() -> None:
    """271.109."""
    scene, case = a_case("standard", "2026-06-01T09:00")
    offer = c.RecordEvent(case=case, event="advocate_offered", at=scene.now)
    assert scene.refused(offer) == {"event-too-early": "at"}
    given(scene, case)
    scene.do(c.RecordEvent(case=case, event="advocate_offered", at=scene.now))
    scene.do(c.CloseCase(case=case, closing=a_closing("response")))
    assert scene.case(case).status == "closed"


@pytest.mark.provision("M4", "M5", "RF18")
@pytest.mark.scenario("X18", cite="271.110")
def test_an_advocate_has_what_the_process_left() -> None:
    scene, case = a_case("standard", "2026-06-01T09:00")
    scene.now = at("2026-06-21T09:00")
    given(scene, case)
    happens(scene, case, "advocate_requested", "2026-07-10T09:00")
    assert last_day(scene, case, "advocate-outcome") == "2026-07-20"
    scene.now = at("2026-07-21T00:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert len(scene.case(case).breaches) == 1


@pytest.mark.provision("F4", "RF19")
def test_the_firm_goes_outside_itself_only_with_consent() -> None:
    """271.115 and 271.116."""
    scene, case = a_case("standard", "2026-05-12T10:15")
    step = c.RecordExternalStep(case=case, kind="referred-by-firm", at=scene.now)
    assert "consent-to-refer-needed" in scene.refused(step)
    agreed = c.RecordExternalStep(
        case=case, kind="referred-by-firm", at=scene.now, consent_at=scene.now, consent="Said so on the phone"
    )
    scene.do(agreed)


@pytest.mark.provision("D6", "FC2")
@pytest.mark.scenario("X22", cite="271.66 Note 3")
def test_a_complaint_sent_back_unfinished_keeps_its_limit_and_the_time_to_notify_a_delay() -> None:
    scene, case = a_case("standard", "2026-05-12T10:15")
    scene.now = at("2026-05-22T09:00")
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    assert last_day(scene, case) == "2026-06-11"
    assert scene.limit(case, "delay-notification").due.due_at == scene.limit(case).due.due_at


@pytest.mark.provision("FC3", "FC4")
@pytest.mark.scenario("X23", cite="AFCA member page")
@pytest.mark.parametrize(("stated", "last"), [(None, "2026-07-22"), ("2026-07-29", "2026-07-29")])
def test_a_complaint_sent_back_after_the_process_has_twenty_one_days_or_the_day_stated(
    stated: str | None, last: str
) -> None:
    scene, case = a_case("standard", "2026-05-12T10:15")
    scene.now = at("2026-06-05T16:00")
    given(scene, case)
    scene.now = at("2026-07-01T10:00")
    day = at(f"{stated}T12:00").date() if stated else None
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now, due_on=day))
    assert last_day(scene, case, "refer-back-response") == last


@pytest.mark.provision("F2")
def test_past_the_limit_the_complainant_is_told_of_the_way_outside_and_nothing_is_cured() -> None:
    """271.111: a letter of its own, never counted as a delay notification."""
    scene, case = a_case("standard", "2026-05-12T10:15")
    scene.now = at("2026-06-12T09:00")
    said = (("limit-passed", "We are late."), *a_response(scene, case).blocks[2:])
    given(scene, case, a_response(scene, case, type="out-of-time-notice", decision=None, blocks=said))
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.limit(case).is_open
    assert scene.limit(case, "delay-notification").met_at is None
    assert len(scene.case(case).breaches) == 1


@pytest.mark.provision("C12", "C14", "P2")
def test_social_media_is_a_way_in_and_an_objection_is_a_complaint() -> None:
    """271.136 and 271.32(b)."""
    assert PACK.codes[Code("received-channel")].entries[Code("social-public-post")].parent == "social-media"
    scene, case = a_case("super-death-benefit", "2026-03-10T10:00", channel="social-public-post")
    assert scene.case(case).classification.complaint_class == "super-death-benefit"
