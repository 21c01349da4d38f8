"""What happened outside: recorded in the order it can happen in, ends what waited for it, and moves the limits."""

from datetime import date

import pytest

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from tests.domain.decide.scene import Scene, a_response, an_opening, at, given

HARDSHIP = c.Classifying("credit-hardship-notice")
BENEFIT = c.Classifying("super-death-benefit")
NOBODY = Id("00000000-0000-7000-8000-0000000000ff")


def a_case(
    scene: Scene, classifying: c.Classifying, received: str = "2026-07-06T09:00", now: str = "2026-07-06T10:00"
) -> Id:
    scene.now = at(now)
    return scene.do(an_opening(classifying=classifying, received_at=at(received)))


def tell(scene: Scene, case: Id, event: str, when: str, party: Id | None = None) -> Id:
    """Record an event at the time it happened, or later if the scene is there already."""
    scene.now = max(scene.now, at(when))
    scene.do(c.RecordEvent(case=case, event=event, at=at(when), party=party, evidence="On file"))
    return scene.made["happening"]


def standing(case: Case, duty: str) -> dict[str, Deadline]:
    return {d.due.rule: d for d in case.deadlines if d.due.duty == duty and not d.replaced}


def last_days(case: Case, duty: str) -> dict[str, date | None]:
    return {rule: d.due.derivation.due_calendar for rule, d in standing(case, duty).items()}


@pytest.mark.provision("HB2", "HB3", "HB4", "HB5", "RF13")
def test_asking_in_time_gives_the_customer_twenty_one_days_and_the_firm_twenty_eight() -> None:
    """271.93(b): X04 and X05 on a case."""
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    assert last_days(scene.case(case), "idr-response") == {"idr-response-hardship": date(2026, 7, 27)}
    tell(scene, case, "information_requested", "2026-07-17T10:00")
    assert last_days(scene.case(case), "idr-response") == {"idr-response-hardship-no-information": date(2026, 8, 14)}
    assert last_days(scene.case(case), "information-supply") == {"information-supply": date(2026, 8, 7)}
    assert standing(scene.case(case), "information-request")["information-request"].met_at is not None
    tell(scene, case, "information_received", "2026-08-03T10:00")
    assert last_days(scene.case(case), "idr-response") == {"idr-response-hardship-information": date(2026, 8, 24)}


def test_an_event_taken_back_gives_the_old_date_back() -> None:
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    asked = tell(scene, case, "information_requested", "2026-07-17T10:00")
    scene.do(c.WithdrawEvent(case=case, happening=asked, reason="Asked for another complaint"))
    assert last_days(scene.case(case), "idr-response") == {"idr-response-hardship": date(2026, 7, 27)}
    assert standing(scene.case(case), "information-request")["information-request"].is_open
    again = c.WithdrawEvent(case=case, happening=asked, reason="Twice")
    assert scene.refused(again) == {"already-withdrawn": "happening"}
    assert "no-such-event" in scene.refused(c.WithdrawEvent(case=case, happening=NOBODY, reason="Never"))


@pytest.mark.provision("HB3", "HB4")
def test_what_others_build_on_is_taken_back_after_them() -> None:
    """271.93(b): no information is received that nobody asked for."""
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    asked = tell(scene, case, "information_requested", "2026-07-17T10:00")
    received = tell(scene, case, "information_received", "2026-07-20T10:00")
    early = c.WithdrawEvent(case=case, happening=asked, reason="Asked for another complaint")
    assert scene.refused(early) == {"others-build-on-it": "happening"}
    scene.do(c.WithdrawEvent(case=case, happening=received, reason="For another complaint"))
    scene.do(early)
    assert last_days(scene.case(case), "idr-response") == {"idr-response-hardship": date(2026, 7, 27)}


def test_what_happened_twice_is_taken_back_once() -> None:
    """271.77: an earlier start of the proceedings is left to build on."""
    scene = Scene()
    case = a_case(scene, c.Classifying("traditional-trustee"))
    tell(scene, case, "proceedings_started", "2026-07-10T10:00")
    again = tell(scene, case, "proceedings_started", "2026-07-11T10:00")
    tell(scene, case, "proceedings_ended", "2026-07-20T10:00")
    scene.do(c.WithdrawEvent(case=case, happening=again, reason="The same court"))
    assert last_days(scene.case(case), "idr-response")["idr-response-traditional-trustee"] == date(2026, 8, 30)


@pytest.mark.parametrize(
    ("event", "when", "code"),
    [
        ("birth", "2026-07-17T10:00", "unknown-event"),
        ("proceedings_started", "2026-07-17T10:00", "event-not-for-class"),
        ("information_requested", "2026-07-01T10:00", "before-receipt"),
        ("information_requested", "2027-07-01T10:00", "future-time"),
        ("information_received", "2026-07-17T10:00", "event-too-early"),
        ("final_received", "2026-07-17T10:00", "event-too-early"),
    ],
)
def test_what_contradicts_the_case_is_refused_by_name(event: str, when: str, code: str) -> None:
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    scene.now = at("2026-07-20T10:00")
    assert code in scene.refused(c.RecordEvent(case=case, event=event, at=at(when), evidence="On file"))


def test_nobody_is_asked_for_information_after_the_answer() -> None:
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    given(scene, case)
    told = c.RecordEvent(case=case, event="information_requested", at=scene.now)
    assert scene.refused(told) == {"event-too-late": "at"}


def test_a_fact_that_no_complaint_of_the_class_has_is_refused() -> None:
    scene = Scene()
    known = c.Classifying("standard", known=(("card_scheme_days", "60"),))
    assert scene.refused(an_opening(classifying=known)) == {"fact-not-for-class": "known.card_scheme_days"}


def test_an_event_happens_once_unless_the_pack_lets_it_repeat() -> None:
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    tell(scene, case, "information_requested", "2026-07-17T10:00")
    again = c.RecordEvent(case=case, event="information_requested", at=at("2026-07-17T11:00"))
    scene.now = at("2026-07-17T12:00")
    assert scene.refused(again) == {"already-happened": "event"}


def test_information_comes_neither_without_words_nor_for_a_party() -> None:
    scene = Scene()
    case = a_case(scene, HARDSHIP)
    tell(scene, case, "information_requested", "2026-07-17T10:00")
    scene.do(c.AddParty(case=case, name="Robin Example", role="guarantor"))
    party, when = scene.made["party"], at("2026-07-17T10:00")
    told = c.RecordEvent(case=case, event="information_received", at=when, party=party)
    assert set(scene.refused(told)) == {"evidence-needed", "not-per-party"}
    nobody = c.RecordEvent(case=case, event="information_received", at=when, party=NOBODY)
    assert scene.refused(nobody) == {"no-such-party": "party"}


@pytest.mark.provision("B1", "B2", "B7")
def test_beneficiaries_have_periods_of_their_own_and_one_answer_ends_them_all() -> None:
    """271.80 to 271.82: counted from the end of the objection period of each, not from the objection."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00", "2026-03-10T11:00")
    people = []
    for name, when in (("Robin Example", "2026-03-02T09:00"), ("Kim Example", "2026-03-06T09:00")):
        scene.do(c.AddParty(case=case, name=name, role="beneficiary"))
        people.append(scene.made["party"])
        tell(scene, case, "proposal_received", when, people[-1])
    dues = {
        d.due.party: d.due.derivation.due_calendar
        for d in scene.case(case).deadlines
        if d.due.duty == "idr-response" and not d.replaced
    }
    assert dues == {people[0]: date(2026, 6, 28), people[1]: date(2026, 7, 2)}


@pytest.mark.provision("B1")
def test_an_objection_to_a_new_proposal_cannot_come_before_its_notice() -> None:
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00", "2026-03-10T11:00")
    early = c.RecordEvent(case=case, event="new_objection_lodged", at=scene.now, evidence="A letter")
    assert scene.refused(early) == {"event-too-early": "at"}


@pytest.mark.provision("B3")
def test_a_new_proposal_starts_fresh_periods_and_ends_no_later_one() -> None:
    """271.83: X01 and X02 on a case; what answered the first objection does not answer the second."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00", "2026-03-10T11:00")
    tell(scene, case, "proposal_received", "2026-03-02T09:00")
    first = standing(scene.case(case), "idr-response")["idr-response-death-benefit"]
    scene.now = at("2026-06-01T10:00")
    texts = (("outcome", "We propose to pay you half."), ("actions-taken", "Half."), ("objection-period", "28 days"))
    letter = given(scene, case, a_response(scene, case, type="new-proposal", decision="accepted", blocks=texts))
    assert scene.letter(case, letter).approved_rule == "second-person"
    tell(scene, case, "new_proposal_received", "2026-06-05T09:00")
    tell(scene, case, "new_objection_lodged", "2026-06-20T09:00")
    both = standing(scene.case(case), "idr-response")
    assert both["idr-response-death-benefit"].id == first.id
    assert both["idr-response-death-benefit"].met_at == at("2026-06-01T10:00")
    assert both["idr-response-new-objection"].is_open
    assert last_days(scene.case(case), "idr-response")["idr-response-new-objection"] == date(2026, 10, 1)
