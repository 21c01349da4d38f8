"""A complaint becomes a case: what must be said, from when it counts, and what it is about."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from register.domain.actors import INTAKE, OFFICER
from register.domain.commands import case as c
from register.domain.facts import case as f
from register.domain.subjects.message import Message
from register.domain.values import Code
from tests.domain.decide.scene import (
    NOTHING,
    OLIVE,
    RECEIVED,
    Scene,
    a_closing,
    a_person,
    a_withdrawal,
    an_id,
    an_opening,
    at,
    dollars,
)

YES, SEEN = c.Judgement("yes"), c.Judgement("yes", "on our own page")
A_TEST = c.TwoStepTest(YES, YES, YES, SEEN, SEEN, SEEN, SEEN)


def a_post(scene: Scene, received: datetime = RECEIVED) -> Message:
    code = Code("harbour")
    post = Message(an_id(1), an_id(2), Code("facebook"), code, code, Code("public"), NOTHING, received, received, code)
    return scene.put("message", post)  # type: ignore[no-any-return]  # as it was put


@pytest.mark.provision("R1", "R2", "RF1")
def test_a_case_opens_with_its_dates_and_number() -> None:
    scene = Scene()
    case = scene.case(scene.do(an_opening()))
    assert case.status == "open"
    assert case.reference.startswith("C-2026-00")
    assert scene.limit(case.id).due.due_at == at("2026-06-12T00:00")
    assert [type(fact) for fact in scene.facts[:3]] == [f.CaseOpened, f.CaseClassified, f.ComplainantRecorded]


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"brand": "nobody"}, "unknown-brand", "brand"),
        ({"channel": "carrier-pigeon"}, "unknown-code", "channel"),
        ({"channel": "by phone"}, "not-a-code", "channel"),
        ({"summary": "  "}, "required", "summary"),
        ({"summary": "x" * 100_001}, "too-long", "summary"),
        ({"received_at": None}, "required", "received_at"),
        ({"received_at": datetime(2026, 5, 12)}, "naive-time", "received_at"),  # noqa: DTZ001 -- naive on purpose
        ({"received_at": RECEIVED + timedelta(days=1)}, "future-time", "received_at"),
        ({"received_at": at("2021-10-04T12:00")}, "pack-not-in-force", "pack"),
        ({"classifying": c.Classifying("nonsense")}, "unknown-class", "complaint_class"),
        ({"classifying": c.Classifying("standard", tier=4)}, "unknown-tier", "tier"),
        ({"classifying": c.Classifying("standard", "nonsense")}, "unknown-code", "product"),
        ({"classifying": c.Classifying("standard", issues=("nonsense",))}, "unknown-code", "issues"),
        ({"classifying": c.Classifying("standard", known=(("moon", "full"),))}, "unknown-fact", "known.moon"),
        (
            {"classifying": c.Classifying("standard", known=(("claim_value", "maybe"),))},
            "wrong-fact-value",
            "known.claim_value",
        ),
        (
            {"classifying": c.Classifying("standard", known=(("card_scheme_days", "٣"),))},
            "wrong-fact-value",
            "known.card_scheme_days",
        ),
        ({"complainant": c.Identifying(kind="martian")}, "unknown-code", "kind"),
        ({"complainant": c.Identifying(employees=-1)}, "negative-number", "employees"),
        ({"contacts": (c.ContactDetail("telex", "1", "letter"),)}, "unknown-contact-kind", "contact.kind"),
        ({"contacts": (c.ContactDetail("email", "nowhere", "letter"),)}, "not-an-email", "contact.value"),
        ({"contacts": (c.ContactDetail("email", "a@b..cc", "letter"),)}, "not-an-email", "contact.value"),
        (
            {"contacts": (c.ContactDetail("email", "=?utf-8?q?anna?=@x.example", "letter"),)},
            "not-an-email",
            "contact.value",
        ),
        (
            {"contacts": (c.ContactDetail("email", "anna@example.com\u200b", "letter"),)},
            "unseen-in-address",
            "contact.value",
        ),
        ({"contacts": (c.ContactDetail("postal", "\u2800\u200b", "letter"),)}, "required", "contact.value"),
        ({"summary": "\u200b\u2060"}, "required", "summary"),
        ({"contacts": (c.ContactDetail("phone", "call me", "letter"),)}, "not-a-phone", "contact.value"),
        ({"contacts": (c.ContactDetail("phone", "02 5550 1111", "letter", of="boss"),)}, "unknown-party", "contact.of"),
        ({"message": an_id(99)}, "no-such-message", "message"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], code: str, where: str) -> None:
    assert Scene().refused(an_opening(**changes)).get(code) == where


def test_a_name_of_which_nobody_sees_anything_is_none() -> None:
    scene = Scene()
    case = scene.case(scene.do(an_opening(complainant=c.Identifying(name="\u200b", preferred_name="\u2800 "))))
    assert (case.complainant.name, case.complainant.preferred_name) == (None, None)


def test_an_officer_of_another_brand_opens_nothing() -> None:
    limited = a_person(0xB1, OFFICER, brands=frozenset({"tide"}))
    scene = Scene()
    assert "other-brand" in scene.refused(an_opening(), limited)
    quick = c.LogAndClose(opening=an_opening(), acknowledged_by="phone", closing=a_closing())
    assert "other-brand" in scene.refused(quick, limited)
    assert scene.case(scene.do(an_opening(brand="tide"), limited)).brand == "tide"


@pytest.mark.provision("C7", "CO3")
@pytest.mark.scenario("E03", cite="271.56")
def test_a_post_keeps_the_time_of_the_post() -> None:
    scene = Scene(now=at("2026-05-19T09:00"))
    post = a_post(scene, at("2026-05-16T21:30"))
    case = scene.do(an_opening(message=post.id, test=A_TEST, received_at=None, channel="social-public-post"))
    assert scene.case(case).origin.received_at == post.received_at
    assert scene.limit(case).due.derivation.due_calendar == at("2026-06-15T12:00").date()
    assert scene.message(post.id).cases == (case,)


def test_one_post_may_hold_several_complaints() -> None:
    scene = Scene()
    post = a_post(scene)
    cases = [scene.do(an_opening(message=post.id, test=A_TEST)) for _ in range(2)]
    assert scene.message(post.id).cases == tuple(cases)


@pytest.mark.provision("C8")
def test_a_post_is_registered_by_a_person_after_the_test() -> None:
    scene = Scene()
    post = a_post(scene)
    assert "test-needed" in scene.refused(an_opening(message=post.id))
    assert "person-needed" in scene.refused(an_opening(message=post.id, test=A_TEST), INTAKE)
    scene.put("message", replace(post, state=Code("not-a-complaint")))
    assert "already-decided" in scene.refused(an_opening(message=post.id, test=A_TEST))


@pytest.mark.provision("C4", "Q6", "M2")
def test_log_and_close_is_one_step() -> None:
    scene = Scene()
    quick = c.LogAndClose(opening=an_opening(), acknowledged_by="phone", closing=a_closing(), remedies=dollars("25.00"))
    case = scene.case(scene.do(quick))
    assert case.status == "closed"
    assert case.acknowledgement is not None
    assert case.acknowledgement.at == RECEIVED
    assert scene.limit(case.id).met_at == scene.now


def test_log_and_close_never_dates_an_acknowledgement_back_to_a_post() -> None:
    scene = Scene(now=RECEIVED + timedelta(hours=30))
    post = a_post(scene)
    quick = c.LogAndClose(
        opening=an_opening(message=post.id, test=A_TEST), acknowledged_by="phone", closing=a_closing()
    )
    case = scene.case(scene.do(quick))
    assert case.acknowledgement is not None
    assert case.acknowledgement.at == scene.now
    called = RECEIVED + timedelta(hours=2)
    again = scene.case(scene.do(replace(quick, acknowledged_at=called)))
    assert again.acknowledgement is not None
    assert again.acknowledgement.at == called


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"remedies": dollars("500.01")}, "closure-needs-approval"),
        ({"closing": a_withdrawal(RECEIVED)}, "closure-needs-approval"),
        ({"acknowledged_by": "telepathy"}, "unknown-method"),
        ({"acknowledged_at": RECEIVED - timedelta(minutes=1)}, "before-receipt"),
    ],
)
def test_log_and_close_is_for_the_ordinary_one(changes: dict[str, Any], code: str) -> None:
    usual: dict[str, Any] = {"opening": an_opening(), "acknowledged_by": "phone", "closing": a_closing()}
    assert code in Scene().refused(c.LogAndClose(**{**usual, **changes}))


@pytest.mark.scenario("X25", cite="271.92")
def test_reclassifying_counts_from_the_first_receipt() -> None:
    """X25: on day ten from standard to hardship: R + 21."""
    scene = Scene()
    case = scene.do(an_opening())
    scene.now = RECEIVED + timedelta(days=10)
    said = c.ClassifyCase(case=case, classifying=c.Classifying("credit-hardship-notice"), reason="She lost her job")
    scene.do(said, OLIVE)
    assert scene.limit(case).due.derivation.due_calendar == at("2026-06-02T12:00").date()
    assert "unknown-class" in scene.refused(c.ClassifyCase(case=case, classifying=c.Classifying("nonsense")))


def test_lone_surrogates_and_nul_can_be_kept() -> None:
    scene = Scene()
    assert scene.do(an_opening(summary="fee\x00 \ud800", complainant=c.Identifying(name="R\x00bin")))
