"""Hand-offs in a real register: their dates are derived again, their rows replayed, and two hands do not meet."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.errors import Illegal
from register.domain.subjects.message import Message
from register.domain.values import Code, Id
from register.inspector.findings import Notebook
from register.inspector.limits import Limits
from tests.build import Bench, a_message, a_post
from tests.door.looking import verified


def handed(bench: Bench, kind: str = "hardship") -> Id:
    message = a_message(bench, a_post(bench, "9_9", "I lost my job"))
    bench.do(m.HandOffMessage(message=message, kind=kind, recipient="The team"))
    return message


def opened(bench: Bench, message: Id) -> Message:
    return bench.register.reader.inbox.open(bench.officer, message).message


def test_every_step_replays_to_the_stored_rows(lived: Bench) -> None:
    before = verified(lived).counts["deadlines"]
    message = handed(lived)
    assert verified(lived).counts["deadlines"] == before + 1
    lived.do(m.AcceptHandOff(message=message, who="Toni Test"))
    lived.do(m.FinishHandOff(message=message, evidence="Agreed"))
    later = c.LaterDissatisfaction(message, lived.clock(), "They never wrote")
    lived.do(c.OpenCase(brand="harbour", channel="telephone", summary="No letter came", later=later))
    findings = verified(lived)
    assert findings.faults == ()
    assert findings.holds


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"due_at": timedelta(days=1)}, "deadline-differs", id="moved"),
        pytest.param({"rule": Code("harvest")}, "deadline-underivable", id="no-such-rule"),
    ],
)
def test_a_date_that_was_changed_is_named(lived: Bench, change: dict[str, Any], code: str) -> None:
    message, notebook = opened(lived, handed(lived)), Notebook()
    limits = Limits(lived.register.policies, notebook)
    limits.check_hand_off(message)
    assert notebook.faults == []
    assert message.handoff is not None
    assert message.handoff.due is not None
    due = message.handoff.due
    told: dict[str, Any] = {name: due.due_at + by if isinstance(by, timedelta) else by for name, by in change.items()}
    limits.check_hand_off(replace(message, handoff=replace(message.handoff, due=replace(due, **told))))
    assert [(fault.code, fault.subject_kind, fault.subject) for fault in notebook.faults] == [
        (code, "message", message.id)
    ]


def test_one_message_turns_into_one_complaint(lived: Bench) -> None:
    message = handed(lived)
    later = c.LaterDissatisfaction(message, lived.clock(), "They never wrote")
    opening = c.OpenCase(brand="harbour", channel="telephone", summary="No letter came", later=later)
    lived.do(opening)
    with pytest.raises(Illegal) as refused:
        lived.do(opening)
    assert [problem.code for problem in refused.value.problems] == ["already-turned"]
