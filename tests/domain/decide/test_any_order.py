"""What is recorded late, twice or for one of several people: no date is missed, or moved, by the order of recording."""

from datetime import date

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from tests.domain.decide.scene import ASH, CONTACT, RIGHT, Scene, a_delay, a_response, an_opening, at, given

TRUSTEE = "traditional-trustee"
BENEFIT = "super-death-benefit"


def a_case(scene: Scene, complaint_class: str, received: str, now: str | None = None) -> Id:
    scene.now = at(now or received)
    return scene.do(an_opening(classifying=c.Classifying(complaint_class), received_at=at(received)))


def tell(scene: Scene, case: Id, event: str, when: str, party: Id | None = None) -> None:
    scene.now = max(scene.now, at(when))
    scene.do(c.RecordEvent(case=case, event=event, at=at(when), party=party, evidence="On file"))


def person(scene: Scene, case: Id, name: str) -> Id:
    scene.do(c.AddParty(case=case, name=name, role="beneficiary"))
    return scene.made["party"]


def of_rule(case: Case, rule: str, party: Id | None = None) -> Deadline | None:
    found = [d for d in case.deadlines if (d.due.rule, d.due.party) == (rule, party) and not d.replaced]
    assert len(found) <= 1
    return next(iter(found), None)


def last_day(scene: Scene, case: Id, rule: str, party: Id | None = None) -> date | None:
    found = of_rule(scene.case(case), rule, party)
    return None if found is None else found.due.derivation.due_calendar


def final_decision(scene: Scene, case: Id) -> None:
    blocks = (("outcome", "We pay."), ("actions-taken", "Paid."), RIGHT, ("afca-28-days", "28 days."), CONTACT)
    given(scene, case, a_response(scene, case, blocks=blocks))


def new_proposal(scene: Scene, case: Id) -> None:
    blocks = (("outcome", "Half."), ("actions-taken", "Half."), ("objection-period", "28 days"))
    given(scene, case, a_response(scene, case, type="new-proposal", blocks=blocks))


@pytest.mark.provision("T2", "T3")
def test_an_answer_given_while_the_clock_stands_is_an_answer() -> None:
    """271.77, 271.78: the limit is known again only later; it was met, and nothing was missed."""
    scene = Scene()
    case = a_case(scene, TRUSTEE, "2026-06-01T09:00")
    tell(scene, case, "proceedings_started", "2026-06-11T09:00")
    scene.now = at("2026-06-20T10:00")
    given(scene, case)
    tell(scene, case, "proceedings_ended", "2026-08-03T09:00")
    limit = of_rule(scene.case(case), "idr-response-traditional-trustee")
    assert limit is not None
    assert (limit.due.derivation.due_calendar, limit.met_at) == (date(2026, 9, 7), at("2026-06-20T10:00"))
    scene.now = at("2026-09-20T09:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.case(case).breaches == ()


@pytest.mark.provision("D2", "T2")
def test_a_delay_told_before_the_clock_stood_stays_told() -> None:
    """271.66: after the proceedings the limit passes without a possible breach."""
    scene = Scene()
    case = a_case(scene, TRUSTEE, "2026-06-01T09:00")
    given(scene, case, a_delay(scene, case))
    tell(scene, case, "proceedings_started", "2026-06-11T09:00")
    tell(scene, case, "proceedings_ended", "2026-08-03T09:00")
    scene.now = at("2026-09-20T09:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.case(case).breaches == ()


@pytest.mark.provision("T2")
def test_no_day_before_the_receipt_is_a_day_the_clock_stood() -> None:
    """271.77: received on 20 June after all, while the proceedings of 11 June lasted: counted from their end."""
    scene = Scene()
    case = a_case(scene, TRUSTEE, "2026-06-01T09:00", now="2026-06-22T09:00")
    tell(scene, case, "proceedings_started", "2026-06-11T09:00")
    tell(scene, case, "proceedings_ended", "2026-08-03T09:00")
    told = c.CorrectReceipt(case=case, received_at=at("2026-06-20T09:00"), reason="Wrong", evidence="The envelope")
    scene.do(told)
    scene.do(c.SettleReceipt(case=case, proposal=scene.made["proposal"], approve=True), ASH)
    assert last_day(scene, case, "idr-response-traditional-trustee") == date(2026, 9, 17)


@pytest.mark.provision("HB8")
def test_a_confirmation_sent_before_its_agreement_was_recorded_confirms_it() -> None:
    """271.99: agreed on 23 July, confirmed on the 26th, recorded on the 28th; one before the agreement does not."""
    for agreed, confirmed in (("2026-07-23T10:00", True), ("2026-07-27T10:00", False)):
        scene = Scene()
        case = a_case(scene, "credit-hardship-notice", "2026-07-06T09:00")
        scene.now = at("2026-07-26T10:00")
        blocks = (("agreed-terms", "Half until May."), RIGHT, CONTACT)
        given(scene, case, a_response(scene, case, type="agreement-confirmation", decision=None, blocks=blocks))
        scene.now = at("2026-07-28T10:00")
        tell(scene, case, "agreement_reached", agreed)
        limit = of_rule(scene.case(case), "agreement-confirmation")
        assert limit is not None
        assert (limit.met_at is not None) == confirmed


@pytest.mark.provision("B2", "B7")
def test_one_answer_ends_the_time_of_everybody_also_of_whom_is_named_later() -> None:
    """271.82: the answer of 1 June, for beneficiaries recorded before it and after it; taken back, it ends neither."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00")
    early = person(scene, case, "Robin Example")
    tell(scene, case, "proposal_received", "2026-03-02T09:00", early)
    scene.now = at("2026-06-01T10:00")
    final_decision(scene, case)
    late = person(scene, case, "Kim Example")
    tell(scene, case, "proposal_received", "2026-03-06T09:00", late)
    limits = [of_rule(scene.case(case), "idr-response-death-benefit", whom) for whom in (early, late)]
    assert [limit and limit.met_at for limit in limits] == [at("2026-06-01T10:00")] * 2
    assert [limit and limit.met_by for limit in limits] == [scene.case(case).letters[0].id] * 2


@pytest.mark.provision("B1", "B7")
def test_the_complainants_own_notice_is_none_to_the_others() -> None:
    """271.80: recorded on the complaint, and for each beneficiary on their own day, once each."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00")
    whom = person(scene, case, "Robin Example")
    tell(scene, case, "proposal_received", "2026-03-02T09:00")
    tell(scene, case, "proposal_received", "2026-03-06T09:00", whom)
    assert last_day(scene, case, "objection-period") == date(2026, 3, 30)
    assert last_day(scene, case, "objection-period", whom) == date(2026, 4, 3)
    for party in (None, whom):
        again = c.RecordEvent(case=case, event="proposal_received", at=scene.now, party=party)
        assert scene.refused(again) == {"already-happened": "event"}


@pytest.mark.provision("B1", "B2")
def test_nobody_objects_before_the_notice_they_object_to() -> None:
    """271.80, 271.81: the complainant's own notice is not later than the objection; another person's may be."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00")
    whom = person(scene, case, "Kim Example")
    scene.now = at("2026-03-15T10:00")
    after = c.RecordEvent(case=case, event="proposal_received", at=scene.now)
    assert scene.refused(after) == {"event-too-late": "at"}
    tell(scene, case, "proposal_received", "2026-03-10T10:00")
    tell(scene, case, "proposal_received", "2026-03-15T10:00", whom)
    assert last_day(scene, case, "objection-period") == date(2026, 4, 7)
    assert last_day(scene, case, "objection-period", whom) == date(2026, 4, 12)


@pytest.mark.provision("B2")
def test_nobody_says_when_the_objection_period_ended_but_the_law() -> None:
    """271.82: twenty-eight days after the notice, whatever anybody records."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00")
    tell(scene, case, "proposal_received", "2026-03-02T09:00")
    scene.now = at("2026-04-20T10:00")
    ended = c.RecordEvent(case=case, event="objection_period_ended", at=scene.now, evidence="On file")
    assert scene.refused(ended) == {"unknown-event": "event"}
    assert last_day(scene, case, "idr-response-death-benefit") == date(2026, 6, 28)


@pytest.mark.provision("B3")
def test_an_objection_to_one_proposal_is_none_to_the_next() -> None:
    """271.84 Note: after a third proposal nothing is due until somebody objects to it."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00")
    tell(scene, case, "proposal_received", "2026-03-02T09:00")
    scene.now = at("2026-06-01T10:00")
    new_proposal(scene, case)
    tell(scene, case, "new_proposal_received", "2026-06-05T09:00")
    tell(scene, case, "new_objection_lodged", "2026-06-20T09:00")
    scene.now = at("2026-07-20T10:00")
    new_proposal(scene, case)
    tell(scene, case, "new_proposal_received", "2026-07-22T09:00")
    second = of_rule(scene.case(case), "idr-response-new-objection")
    assert second is not None
    assert second.met_at == at("2026-07-20T10:00")
    tell(scene, case, "new_objection_lodged", "2026-08-01T09:00")
    due = [d for d in scene.case(case).deadlines if d.due.rule == "idr-response-new-objection" and d.is_open]
    assert [d.due.derivation.due_calendar for d in due] == [date(2026, 11, 17)]


@pytest.mark.provision("B4", "L3")
def test_a_new_proposal_answers_no_other_complaint() -> None:
    """271.84 is about death benefits: held to another class after all, the complaint still waits for its response."""
    scene = Scene()
    case = a_case(scene, BENEFIT, "2026-03-10T10:00")
    tell(scene, case, "proposal_received", "2026-03-02T09:00")
    scene.now = at("2026-04-01T10:00")
    new_proposal(scene, case)
    told = c.ClassifyCase(case=case, classifying=c.Classifying("super-trustee"), reason="No distribution at all")
    scene.do(told)
    limit = of_rule(scene.case(case), "idr-response-super-trustee")
    assert limit is not None
    assert (limit.due.derivation.due_calendar, limit.is_open) == (date(2026, 4, 24), True)


@pytest.mark.provision("M4", "M5")
def test_a_further_answer_does_not_stop_the_advocates_time() -> None:
    """271.110 Note 1: X18, with a second letter while the advocate looks at it."""
    scene = Scene()
    case = a_case(scene, "standard", "2026-06-01T09:00")
    scene.now = at("2026-06-21T10:00")
    given(scene, case)
    tell(scene, case, "advocate_requested", "2026-07-10T10:00")
    scene.now = at("2026-07-12T10:00")
    given(scene, case)
    assert last_day(scene, case, "advocate-outcome") == date(2026, 7, 20)


@pytest.mark.provision("M4")
@pytest.mark.parametrize("delayed", [False, True], ids=["late", "delayed"])
def test_an_answer_after_the_limit_leaves_the_advocate_no_time_and_is_missed_once(delayed: bool) -> None:
    """271.110: what was late already is one possible breach, or none where the delay was notified; never a second."""
    scene = Scene()
    case = a_case(scene, "standard", "2026-06-01T09:00")
    if delayed:
        given(scene, case, a_delay(scene, case))
    scene.now = at("2026-07-05T10:00")
    given(scene, case)
    tell(scene, case, "advocate_requested", "2026-07-10T10:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert of_rule(scene.case(case), "advocate-outcome") is None
    assert len(scene.case(case).breaches) == (0 if delayed else 1)


@pytest.mark.provision("M4")
def test_an_answer_on_the_last_day_leaves_the_advocate_the_day_of_the_wish() -> None:
    """271.110 Note 1: thirty of thirty days used, the clock runs again on 10 July and is over that day."""
    scene = Scene()
    case = a_case(scene, "standard", "2026-06-01T09:00")
    scene.now = at("2026-07-01T10:00")
    given(scene, case)
    tell(scene, case, "advocate_requested", "2026-07-10T10:00")
    assert last_day(scene, case, "advocate-outcome") == date(2026, 7, 10)


@pytest.mark.provision("D8")
def test_an_answer_ends_the_wait_for_looking_again() -> None:
    """271.66: the review after a delay notification."""
    scene = Scene()
    case = a_case(scene, "standard", "2026-05-12T10:15")
    given(scene, case, a_delay(scene, case))
    review = of_rule(scene.case(case), "delay-review")
    assert review is not None
    assert review.is_open
    given(scene, case)
    review = of_rule(scene.case(case), "delay-review")
    assert review is not None
    assert review.met_at == scene.now
