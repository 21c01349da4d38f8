"""Two external bodies in one complaint: each step names its scheme, and sets the dates of that one alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from register.domain.commands import case as c
from register.domain.obligations.extensions import remarks_on, usual_until
from register.domain.values import Code, Id
from tests.domain.decide.scene import (
    ASH,
    CONTACT,
    FIRM,
    PACK,
    POLICIES,
    RECEIVED,
    RIGHT,
    Scene,
    a_closing,
    a_delay,
    an_opening,
    at,
    given,
)

FIRST, SECOND = Code("au-asic-rg271"), Code("au-acma-tcp")
INVOLVED = ("afca-involved", "It is with AFCA.")


def held_to(*packs: Code) -> Scene:
    return Scene(firm=replace(FIRM, entities=(replace(FIRM.entities[0], packs=packs),)))


def rules(scene: Scene, case: Id) -> set[str]:
    return {str(d.due.rule) for d in scene.case(case).deadlines if not d.replaced}


@pytest.mark.parametrize(
    ("scheme", "theirs", "others"),
    [
        ("afca", "refer-back", "referral-answer"),
        ("tio", "referral-answer", "refer-back"),
    ],
)
def test_a_step_sets_dates_of_its_own_scheme_alone(scheme: str, theirs: str, others: str) -> None:
    scene = held_to(FIRST, SECOND)
    case = scene.do(an_opening())
    step = c.RecordExternalStep(case=case, kind="referred-back", at=scene.now)
    assert scene.refused(step) == {"scheme-needed": "scheme"}
    assert scene.refused(replace(step, scheme="ombudsman")) == {"unknown-scheme": "scheme"}
    scene.do(replace(step, scheme=scheme))
    found = rules(scene, case)
    assert any(rule.startswith(theirs) for rule in found)
    assert not any(rule.startswith(others) for rule in found)


@pytest.mark.parametrize("packs", [(FIRST, SECOND), (SECOND, FIRST)], ids=["rg271-first", "acma-first"])
@pytest.mark.parametrize(("day", "allowed"), [("2026-09-14T16:00", True), ("2026-09-15T09:00", False)])
def test_each_pack_says_for_itself_until_when_a_complaint_ends_early(
    packs: tuple[Code, ...], day: str, allowed: bool
) -> None:
    """271.71: received on Monday 7 September, five business days; the other regime has ten of its own."""
    scene = held_to(*packs)
    scene.now = at("2026-09-07T10:00")
    case = scene.do(an_opening(received_at=scene.now))
    basis = "resolved-to-satisfaction" if packs[0] == FIRST else "agreed"
    scene.now = at(day)
    said = c.CloseCase(case=case, closing=a_closing(basis=basis))
    if not allowed:
        assert scene.refused(said)["early-window-passed"] == "basis"
        assert scene.limit(case).is_open
        assert scene.limit(case).due.derivation.due_calendar == date(2026, 10, 7)
        return
    scene.do(said)
    assert scene.limit(case).met_at == scene.now


def test_more_time_from_the_scheme_asks_for_a_notice_and_an_objection_takes_it_back() -> None:
    """A stated day may move both ways."""
    scene = Scene()
    case = scene.do(an_opening())
    extended = c.RecordExternalStep(case=case, kind="extended", at=scene.now, due_on=date(2026, 6, 25))
    assert scene.refused(extended) == {"not-sent-back": "kind"}
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now, due_on=date(2026, 6, 11)))
    assert scene.refused(extended) == {"delay-notice-needed": "kind"}
    assert scene.refused(replace(extended, due_on=None))["required"] == "due_on"
    objection = c.RecordExternalStep(case=case, kind="extension-objected", at=scene.now + timedelta(days=2))
    scene.now += timedelta(days=2)
    assert scene.refused(objection) == {"nothing-to-object-to": "kind"}
    blocks = (("delay-reasons", "We wait for your doctor."), INVOLVED, RIGHT, CONTACT)
    given(scene, case, a_delay(scene, case, blocks=blocks))
    scene.do(replace(extended, at=scene.now))
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == date(2026, 6, 25)
    scene.now += timedelta(days=1)
    scene.do(replace(objection, at=scene.now))
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == date(2026, 6, 11)


def remarks(scene: Scene, case: Id) -> list[tuple[str, str | None]]:
    return [(remark.code, remark.cite) for remark in remarks_on(scene.case(case), PACK, (PACK,), POLICIES.calendars)]


def sent_back(scene: Scene, *, through: bool) -> Id:
    """A complaint of 12 May that the scheme sent back: answered before, on 1 July; or on the day it came."""
    case = scene.do(an_opening())
    if through:
        given(scene, case)
        scene.now = at("2026-07-01T10:00")
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
    return case


def more_time(scene: Scene, case: Id, day: date) -> None:
    scene.do(c.RecordExternalStep(case=case, kind="extended", at=scene.now, due_on=day))


@pytest.mark.provision("FC4")
@pytest.mark.parametrize(("day", "longer"), [(date(2026, 6, 25), False), (date(2026, 6, 26), True)])
def test_while_the_process_runs_fourteen_days_are_usual_and_more_is_told_not_refused(day: date, longer: bool) -> None:
    """Sent back on the day it came: thirty days, until 11 June, and fourteen more until 25 June."""
    scene = Scene()
    case = sent_back(scene, through=False)
    assert usual_until(scene.case(case), PACK, (PACK,), POLICIES.calendars) == date(2026, 6, 25)
    blocks = (("delay-reasons", "We wait for your doctor."), INVOLVED, RIGHT, CONTACT)
    given(scene, case, a_delay(scene, case, blocks=blocks))
    more_time(scene, case, day)
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == day
    assert remarks(scene, case) == ([("longer-than-usual", "AFCA member page")] if longer else [])


@pytest.mark.provision("FC4")
@pytest.mark.parametrize(("day", "longer"), [(date(2026, 7, 29), False), (date(2026, 7, 30), True)])
def test_after_the_process_seven_days_are_usual_and_the_missing_notice_is_named(day: date, longer: bool) -> None:
    """Answered, and sent back on 1 July: twenty-one days, until 22 July, and seven more. Nothing is delayed any more,
    so no notice of a delay can be asked for; that there is none is told (271.66).
    """
    scene = Scene()
    case = sent_back(scene, through=True)
    more_time(scene, case, day)
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == day
    named = ("delay-not-notified", "271.66")
    assert remarks(scene, case) == ([("longer-than-usual", "AFCA member page"), named] if longer else [named])


@pytest.mark.provision("FC4")
def test_an_objection_brings_the_first_day_back_however_often_time_was_given() -> None:
    """Twice extended, and the second recorded after the objection that came later: the first day all the same."""
    scene = Scene()
    case = sent_back(scene, through=True)
    more_time(scene, case, date(2026, 7, 27))
    scene.now += timedelta(days=3)
    scene.do(c.RecordExternalStep(case=case, kind="extension-objected", at=scene.now))
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == date(2026, 7, 22)
    late = c.RecordExternalStep(case=case, kind="extended", at=scene.now - timedelta(days=1), due_on=date(2026, 7, 29))
    scene.do(late)
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == date(2026, 7, 22)
    assert remarks(scene, case) == []
    scene.now += timedelta(days=1)
    more_time(scene, case, date(2026, 7, 28))
    assert scene.limit(case, "refer-back-response").due.derivation.due_calendar == date(2026, 7, 28)


def test_a_scheme_whose_pack_knows_no_notice_of_delay_gives_time_without_one() -> None:
    scene = held_to(SECOND)
    case = sent_back(scene, through=False)
    more_time(scene, case, date(2026, 6, 1))
    assert scene.limit(case, "referral-answer").due.derivation.due_calendar == date(2026, 6, 1)


def test_a_network_outage_keeps_the_standard_limits() -> None:
    scene = held_to(SECOND)
    case = scene.do(an_opening(classifying=c.Classifying("network-outage")))
    assert {"proposed-resolution", "early-resolution"} <= rules(scene, case)
    scene.do(c.RecordEvent(case=case, event="resolved", at=scene.now, evidence="Service is restored"))
    assert scene.limit(case, "proposed-resolution").met_at == scene.now


def test_what_is_urgent_after_all_is_held_to_it_at_once() -> None:
    """A stricter class waits for nobody; what the firm works to by its own rule counts in the comparison."""
    scene = held_to(SECOND)
    scene.now = at("2026-04-22T10:00")
    case = scene.do(an_opening(received_at=scene.now, classifying=c.Classifying("standard")))
    scene.now += timedelta(days=1)
    told = c.Classifying("urgent")
    scene.do(c.ClassifyCase(case=case, classifying=told, reason="They lose their line"))
    assert scene.case(case).classification_proposal is None
    assert scene.limit(case, "urgent-resolution").due.derivation.due_calendar == date(2026, 4, 24)


def test_what_is_stricter_acts_at_once_while_what_is_laxer_waits() -> None:
    """A hardship complaint called a death benefit: the limit for the answer would go, so a second person decides;
    what the other class adds is worked to meanwhile, and gone again once it is refused.
    """
    scene = Scene()
    case = scene.do(an_opening(classifying=c.Classifying("credit-hardship-notice")))
    scene.do(c.ClassifyCase(case=case, classifying=c.Classifying("traditional-trustee"), reason="Read again"))
    proposal = scene.case(case).classification_proposal
    assert proposal is not None
    assert {"idr-response-hardship", "interested-notified"} <= rules(scene, case)
    assert "idr-response-traditional-trustee" not in rules(scene, case)
    scene.do(c.SettleClassification(case=case, proposal=proposal.id, approve=False), ASH)
    assert "interested-notified" not in rules(scene, case)


def test_a_complaint_settled_on_the_telephone_is_recorded_as_it_happened() -> None:
    """Logged on business day six, settled on day one: with evidence, and by a second person."""
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = RECEIVED + timedelta(days=8)
    settled = RECEIVED + timedelta(hours=1)
    closing = a_closing(basis="resolved-to-satisfaction")
    assert "early-window-passed" in scene.refused(c.CloseCase(case=case, closing=closing))
    past = replace(closing, ended_at=settled)
    assert scene.refused(c.CloseCase(case=case, closing=replace(past, evidence=""))) == {"evidence-needed": "evidence"}
    early = replace(past, ended_at=RECEIVED - timedelta(days=1))
    assert scene.refused(c.CloseCase(case=case, closing=early))["before-receipt"] == "ended_at"
    scene.do(c.CloseCase(case=case, closing=past))
    proposal = scene.case(case).closure_proposal
    assert proposal is not None
    assert scene.limit(case).is_open
    scene.do(c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=True), ASH)
    assert (scene.case(case).closed_at, scene.limit(case).met_at) == (settled, settled)


def test_a_complaint_gone_on_with_after_its_limit_is_no_breach_by_itself() -> None:
    """Closed early, reopened on 21 June: the law is silent, the old date stands and nobody has confirmed it."""
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = at("2026-05-15T10:00")
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    scene.now = at("2026-06-21T10:00")
    scene.do(c.ReopenCase(case=case, reason="Not satisfied after all"))
    limit = scene.limit(case)
    assert (limit.due.derivation.confirmed, limit.is_open, limit.due.derivation.due_calendar) == (
        "U",
        True,
        date(2026, 6, 11),
    )
    assert scene.case(case).breaches == ()


def test_a_complaint_gone_on_with_inside_its_limit_is_held_to_it() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = at("2026-05-15T10:00")
    scene.do(c.CloseCase(case=case, closing=a_closing()))
    scene.now = at("2026-05-21T10:00")
    scene.do(c.ReopenCase(case=case, reason="Not satisfied after all"))
    assert scene.limit(case).due.legal
