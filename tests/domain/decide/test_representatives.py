"""Once somebody acts for the complainant, direct contact is refused but for the five reasons (271.139)."""

from datetime import timedelta

import pytest

from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.values import Id
from tests.domain.decide.scene import RECEIVED, Scene, an_opening
from tests.domain.decide.test_messages import A_YES, captured

DIRECT = (
    "phone",
    "in-person",
    "direct-message",
    "public-reply",
    "private-reply",
    "email",
    "letter",
    "answered-in-channel",
)
REASONS = ("complainant-request", "against-best-interests", "deceptive", "not-authorised", "afca-excluded")


def represented(scene: Scene, exception: str | None = None) -> Id:
    case = scene.do(an_opening())
    acting = c.RecordRepresentative(case=case, kind="legal", name="Lee Law", authority_at=RECEIVED, exception=exception)
    scene.do(acting)
    return case


@pytest.mark.provision("W9")
@pytest.mark.parametrize("method", DIRECT)
def test_the_complainant_is_not_acknowledged_directly(method: str) -> None:
    scene = Scene()
    case = represented(scene)
    said = c.AcknowledgeCase(case=case, method=method, evidence="Call 7")
    assert scene.refused(said) == {"representative-acts": "to"}
    scene.do(c.AcknowledgeCase(case=case, method=method, evidence="Call 7", to="representative"))
    assert scene.case(case).acknowledgement is not None


@pytest.mark.provision("W9")
@pytest.mark.parametrize("reason", REASONS)
def test_each_of_the_five_reasons_allows_it(reason: str) -> None:
    scene = Scene()
    case = represented(scene, reason)
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    assert scene.case(case).acknowledgement is not None


def test_what_was_said_before_somebody_acted_counts() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.now += timedelta(hours=2)
    scene.do(c.RecordRepresentative(case=case, kind="legal", name="Lee Law", authority_at=scene.now))
    assert "representative-acts" in scene.refused(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7", at=RECEIVED + timedelta(minutes=5)))


@pytest.mark.parametrize(
    ("to", "code"),
    [
        pytest.param("representative", "nobody-represents", id="nobody-acts"),
        pytest.param("neighbour", "unknown-party", id="no-party"),
    ],
)
def test_it_goes_to_somebody_of_the_case(to: str, code: str) -> None:
    scene = Scene()
    assert code in scene.refused(c.AcknowledgeCase(case=scene.do(an_opening()), method="phone", to=to))


@pytest.mark.provision("W9")
def test_asking_in_the_channel_is_contact_too() -> None:
    scene = Scene()
    message = captured(scene)
    case = scene.do(an_opening(message=message, test=A_YES))
    ask = m.AskAuthor(message=message, method="private-reply", words="What is your e-mail address?", cases=(case,))
    scene.do(ask)
    scene.do(c.RecordRepresentative(case=case, kind="legal", name="Lee Law", authority_at=RECEIVED))
    assert scene.refused(ask) == {"representative-acts": "to"}
    without = m.AskAuthor(message=message, method="private-reply", words="What is your e-mail address?")
    assert scene.refused(without) == {"cases-needed": "cases"}
    asked = c.RecordRepresentative(
        case=case, kind="legal", name="Lee Law", authority_at=RECEIVED, exception="complainant-request"
    )
    scene.do(asked)
    scene.do(ask)
    assert len(scene.message(message).attempts) == 2
