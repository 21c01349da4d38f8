"""What was recorded by mistake is taken back with a reason, and dates are as if it had never been."""

from datetime import date, timedelta

import pytest

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.records import records
from register.domain.values import Id
from tests.domain.decide.scene import RECEIVED, Scene, a_delay, an_id, an_opening, given

HARDSHIP = c.Classifying("credit-hardship-notice")


def dates(case: Case) -> set[tuple[str, object, object]]:
    return {(str(d.due.rule), d.due.due_at, d.met_at) for d in case.deadlines if not d.replaced}


def record_ids(case: Case, kind: str) -> tuple[Id, ...]:
    return tuple(record.id for record in records(case) if record.kind == kind)


def taking_back(case: Id, kind: str, record: Id, reason: str = "Another complaint's") -> c.WithdrawRecord:
    return c.WithdrawRecord(case=case, kind=kind, record=record, reason=reason)


def record(scene: Scene, case: Id, kind: str) -> None:
    """Record one of a kind."""
    match kind:
        case "external-step":
            scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now))
        case "hold":
            scene.do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections"))
        case "delay-ground":
            scene.do(c.StateDelayGround(case=case, ground="medical-appointment", facts="On 20 June"))
        case "acknowledgement":
            scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
        case "given-letter":
            given(scene, case)
        case _:
            scene.do(c.RecordIdentityCheck(case=case, method="call-back", passed=True))


@pytest.mark.parametrize(
    "kind", ["external-step", "hold", "delay-ground", "acknowledgement", "given-letter", "identity-check"]
)
def test_a_record_taken_back_leaves_the_dates_as_they_were(kind: str) -> None:
    scene = Scene()
    case = scene.do(an_opening(classifying=HARDSHIP))
    scene.now += timedelta(hours=2)
    before = dates(scene.case(case))
    record(scene, case, kind)
    (known,) = record_ids(scene.case(case), kind)
    assert scene.refused(taking_back(case, kind, known, " ")) == {"required": "reason"}
    assert scene.refused(taking_back(case, kind, an_id(9))) == {"no-such-record": "record"}
    scene.do(taking_back(case, kind, known))
    assert dates(scene.case(case)) == before
    assert record_ids(scene.case(case), kind) == ()
    assert scene.refused(taking_back(case, kind, known)) == {"no-such-record": "record"}


def test_a_referral_taken_back_restores_a_limit_and_the_breach_it_hid() -> None:
    """Entered for another complaint; the limit that ran all the while has passed."""
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now, due_on=date(2026, 8, 1)))
    scene.now = RECEIVED + timedelta(days=40)
    (step,) = record_ids(scene.case(case), "external-step")
    scene.do(taking_back(case, "external-step", step))
    assert [d for d in scene.case(case).deadlines if d.due.duty == "refer-back-response" and not d.replaced] == []
    assert [breach.standing for breach in scene.case(case).breaches] == ["stands"]


def test_what_others_built_on_it_is_named_first() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(c.RecordExternalStep(case=case, kind="referred-back", at=scene.now, due_on=date(2026, 6, 1)))
    involved = ("afca-involved", "It is with AFCA.")
    blocks = (*a_delay(scene, case).blocks, involved)
    given(scene, case, a_delay(scene, case, blocks=blocks))
    scene.do(c.RecordExternalStep(case=case, kind="extended", at=scene.now, due_on=date(2026, 6, 15)))
    first, later = record_ids(scene.case(case), "external-step")
    assert scene.refused(taking_back(case, "external-step", first)) == {"others-build-on-it": "record"}
    grounds = record_ids(scene.case(case), "delay-ground")
    for ground in grounds[1:]:
        scene.do(taking_back(case, "delay-ground", ground))
    assert scene.refused(taking_back(case, "delay-ground", grounds[0])) == {"letter-rests-on-it": "record"}
    scene.do(taking_back(case, "external-step", later))
    scene.do(taking_back(case, "external-step", first))


def test_an_acknowledgement_by_letter_goes_with_the_letter() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    words = tuple((block, "Words") for block in ("received", "reference", "next-steps"))
    blocks = (*words, ("firm-contact", "02 5550 0000"))
    writing = a_delay(scene, case, type="acknowledgement", ground=None, blocks=blocks)
    letter = given(scene, case, writing)
    assert scene.refused(taking_back(case, "acknowledgement", case)) == {"acknowledged-by-letter": "record"}
    scene.do(taking_back(case, "given-letter", letter))
    assert scene.case(case).acknowledgement is None
