"""Limits: what was missed stays missed, what was done counts, and only the facts move a date."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.facts import case as f
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.domain.decide.scene import ASH, BOTH, RECEIVED, Scene, a_delay, an_opening, approved, at, given

HARDSHIP = c.Classifying("credit-hardship-notice")
STANDARD = c.Classifying("standard")


def a_case(scene: Scene, **changes: object) -> Id:
    return scene.do(an_opening(**changes))


def missed(case: Case) -> set[Id]:
    return {d.id for d in case.deadlines if d.missed_recorded}


def classify(scene: Scene, case: Id, classifying: c.Classifying) -> None:
    """Classify anew; what needs a second person is approved at once."""
    scene.do(c.ClassifyCase(case=case, classifying=classifying, reason="Read again"))
    proposal = scene.case(case).classification_proposal
    if proposal is not None:
        scene.do(c.SettleClassification(case=case, proposal=proposal.id, approve=True), ASH)


def later(scene: Scene, case: Id, receipt: datetime) -> None:
    said = c.CorrectReceipt(case=case, received_at=receipt, reason="Wrong date", evidence="The envelope")
    scene.do(said)
    scene.do(c.SettleReceipt(case=case, proposal=scene.made["proposal"], approve=True), ASH)


def test_a_passed_limit_is_recorded_once_and_assessed_by_somebody_else() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.do(c.AssignCase(case=case, assignee=BOTH.account))
    scene.now = at("2026-06-12T00:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert sum(isinstance(fact, f.BreachOpened) for fact in scene.facts) == 1
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.facts == []
    breach = scene.case(case).breaches[0].id
    said = c.AssessBreach(case=case, breach=breach, result="breach", reasons="Nobody looked")
    assert "own-work" in scene.refused(said, BOTH)
    scene.do(said, ASH)
    assert "already-assessed" in scene.refused(said, ASH)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"breach": Id("00000000-0000-7000-8000-000000000009")}, "no-such-breach"),
        ({"result": "perhaps"}, "unknown-result"),
        ({"reasons": " "}, "required"),
    ],
)
def test_an_assessment_has_a_result_and_reasons(changes: dict[str, str], code: str) -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-12T00:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    told = {"breach": scene.case(case).breaches[0].id, "result": "breach", "reasons": "Nobody looked", **changes}
    assert code in scene.refused(c.AssessBreach(case=case, **told), ASH)  # type: ignore[arg-type]  # texts by name


@pytest.mark.provision("K1", "KO4", "L1")
def test_the_last_instant_is_in_time_and_the_next_is_not() -> None:
    for moment, late in ((at("2026-06-12T00:00") - timedelta(microseconds=1), False), (at("2026-06-12T00:00"), True)):
        scene = Scene()
        case = a_case(scene)
        scene.now = moment
        given(scene, case)
        assert scene.limit(case).met_at == moment
        assert scene.limit(case).missed_recorded is late


def test_a_late_answer_never_turns_the_limit_green() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-13T09:00")
    given(scene, case)
    assert scene.limit(case).missed_recorded
    assert len(scene.case(case).breaches) == 1


@pytest.mark.provision("D1", "D2")
def test_a_limit_that_was_validly_delayed_passes_without_a_possible_breach() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-11T23:00")
    given(scene, case, a_delay(scene, case))
    scene.now = at("2026-06-12T00:00")
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert scene.limit(case).missed_recorded
    assert scene.case(case).breaches == ()


@pytest.mark.provision("D2")
@pytest.mark.scenario("X12", cite="271.66")
def test_a_delay_notified_too_late_cures_nothing() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-11T23:00")
    letter = approved(scene, case, a_delay(scene, case))
    scene.now = at("2026-06-12T09:00")
    scene.do(le.GiveLetter(case=case, letter=letter, method="post", evidence="Lodgement slip"))
    scene.do(c.SweepDeadlines(case=case), WORKER)
    assert len(scene.case(case).breaches) == 1


@pytest.mark.provision("RF8")
def test_a_miss_needs_no_sweep_to_survive_reclassification() -> None:
    scene = Scene()
    case = a_case(scene, classifying=HARDSHIP)
    scene.now = at("2026-06-03T09:00")
    classify(scene, case, STANDARD)
    old = [d for d in scene.case(case).deadlines if d.replaced and d.missed_recorded]
    assert [d.due.rule for d in old] == ["idr-response-hardship"]
    assert len(scene.case(case).breaches) == 1
    assert scene.limit(case).is_open


@pytest.mark.parametrize(("day", "late"), [("2026-06-01T10:00", False), ("2026-06-08T10:00", True)])
def test_an_answer_sent_before_reclassification_ends_the_new_limit_too(day: str, late: bool) -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at(day)
    given(scene, case)
    classify(scene, case, HARDSHIP)
    assert scene.limit(case).due.rule == "idr-response-hardship"
    assert scene.limit(case).met_at == at(day)
    assert scene.limit(case).missed_recorded is late


def test_an_earlier_receipt_makes_an_answer_late_after_all() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now = at("2026-06-10T10:00")
    given(scene, case)
    scene.do(c.CorrectReceipt(case=case, received_at=RECEIVED - timedelta(days=5), reason="The agency had it first"))
    limit = scene.limit(case)
    assert (limit.due.derivation.due_calendar, limit.met_at) == (at("2026-06-06T12:00").date(), at("2026-06-10T10:00"))
    assert limit.missed_recorded


@pytest.mark.provision("K7", "RF4")
@pytest.mark.scenario("X21", cite="271.46")
def test_the_day_it_reached_the_agency_counts() -> None:
    """X21: Saturday in the agency's inbox, passed on on Tuesday."""
    scene = Scene(now=at("2026-05-19T12:00"))
    case = a_case(scene, received_at=at("2026-05-19T09:00"))
    scene.do(c.CorrectReceipt(case=case, received_at=at("2026-05-16T21:30"), reason="In the agency's inbox"))
    assert scene.limit(case).due.derivation.due_calendar == at("2026-06-15T12:00").date()
    assert scene.limit(case, "early-close").due.derivation.due_calendar == at("2026-05-22T12:00").date()


@pytest.mark.provision("K4", "M1")
@pytest.mark.scenario("X20", cite="271.102")
def test_escalation_moves_nothing() -> None:
    """X20: rejected on day three by the front line, escalated on day twelve."""
    scene = Scene()
    case = a_case(scene)
    before = scene.limit(case)
    scene.now = RECEIVED + timedelta(days=12)
    scene.do(c.AssignCase(case=case, assignee=ASH.account))
    scene.do(c.OpenTask(case=case, kind="escalation", waiting_on="second-line", text="Customer disagrees"))
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    assert scene.limit(case) == before


@pytest.mark.provision("K7")
def test_receipt_moves_later_only_with_evidence_and_a_second_person() -> None:
    scene = Scene(now=RECEIVED + timedelta(days=3))
    case = a_case(scene)
    receipt = RECEIVED + timedelta(days=1)
    said = c.CorrectReceipt(case=case, received_at=receipt, reason="Wrong date", evidence="The envelope")
    assert "evidence-needed" in scene.refused(c.CorrectReceipt(case=case, received_at=receipt, reason="Wrong"))
    assert "required" in scene.refused(c.CorrectReceipt(case=case, received_at=receipt, reason="", evidence="x"))
    assert "nothing-changes" in scene.refused(c.CorrectReceipt(case=case, received_at=RECEIVED, reason="x"))
    scene.do(said, BOTH)
    proposal = scene.made["proposal"]
    assert scene.case(case).origin.received_at == RECEIVED
    approve = c.SettleReceipt(case=case, proposal=proposal, approve=True)
    assert "own-work" in scene.refused(approve, BOTH)
    assert "no-such-proposal" in scene.refused(c.SettleReceipt(case=case, proposal=case, approve=True), ASH)
    scene.do(c.SettleReceipt(case=case, proposal=proposal, approve=False), ASH)
    assert scene.case(case).origin.received_at == RECEIVED
    later(scene, case, receipt)
    assert scene.limit(case).due.derivation.due_calendar == at("2026-06-12T12:00").date()


def test_receipt_is_never_after_the_logging() -> None:
    scene = Scene()
    case = a_case(scene)
    scene.now += timedelta(days=5)
    after = RECEIVED + timedelta(days=4)
    said = c.CorrectReceipt(case=case, received_at=after, reason="Wrong", evidence="A note")
    assert "after-logging" in scene.refused(said)
    future = c.CorrectReceipt(case=case, received_at=scene.now + timedelta(days=1), reason="Wrong", evidence="A note")
    assert "future-time" in scene.refused(future)


STEPS = st.lists(
    st.sampled_from(["hardship", "standard", "earlier", "later", "answer", "sweep", "wait", "acknowledge", "default"]),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@for_all(STEPS)
def test_whatever_happens_a_miss_stays_and_a_limit_ends_once(steps: list[str]) -> None:
    scene = Scene(now=RECEIVED + timedelta(days=9))
    case = a_case(scene)
    for step in steps:
        before = scene.case(case)
        _step(scene, case, step)
        after = scene.case(case)
        assert missed(before) <= missed(after)
        assert len(after.breaches) >= len(before.breaches)
        standing = [d.due.rule for d in after.deadlines if not d.replaced]
        assert len(standing) == len(set(standing))
        ended = [fact.deadline for fact in scene.facts if isinstance(fact, f.DeadlineMet)]
        assert len(ended) == len(set(ended))
        limit = scene.limit(case)
        assert limit.due.derivation.start_at == after.origin.received_at
        assert limit.missed_recorded or limit.met_at is None or limit.met_at < limit.due.due_at
        assert (limit.met_at is not None) == any(item.state == "sent" for item in after.letters)


def _step(scene: Scene, case: Id, step: str) -> None:
    scene.now += timedelta(hours=1)
    scene.facts = []
    receipt = scene.case(case).origin.received_at
    classes = {"hardship": "credit-hardship-notice", "standard": "standard", "default": "credit-default-notice"}
    if step in classes:
        classify(scene, case, c.Classifying(classes[step]))
    elif step == "earlier":
        scene.do(c.CorrectReceipt(case=case, received_at=receipt - timedelta(days=4), reason="Earlier"))
    elif step == "later" and receipt + timedelta(days=3) <= scene.case(case).logged_at:
        later(scene, case, receipt + timedelta(days=3))
    elif step == "answer":
        given(scene, case)
    elif step == "sweep":
        scene.do(c.SweepDeadlines(case=case), WORKER)
    elif step == "acknowledge" and scene.case(case).acknowledgement is None:
        scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    elif step == "wait":
        scene.now += timedelta(days=11)
