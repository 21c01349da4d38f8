"""Whoever may not know of a complaint does nothing to the messages it came from either, and does not learn of them."""

from collections.abc import Iterator

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.commands.base import Command
from register.domain.errors import Unknown
from register.domain.values import Id
from tests.build import Bench, a_case, a_message, a_no_test, a_post, a_yes_test, an_opening, restrict

NOWHERE = Id("00000000-0000-7000-8000-00000000abcd")


def acts(bench: Bench, message: Id, other: Id, case: Id) -> Iterator[Command]:
    """Yield whatever can be asked about a message."""
    test = a_yes_test()
    yield m.DismissMessage(message=message, reason="no-answer-expected", test=a_no_test())
    yield m.KeepUnsure(message=message, test=test)
    yield m.AskAuthor(message=message, method="public-reply", words="May we call you?")
    yield m.LinkMessage(message=message, case=case)
    yield m.MarkDuplicate(message=message, of=other)
    yield m.MarkDuplicate(message=other, of=message)
    yield m.HandOffMessage(message=message, kind="enquiry", recipient="Front desk")
    yield m.AcceptHandOff(message=message)
    yield m.FinishHandOff(message=message, evidence="Letter 7")
    yield m.ReopenDecision(message=message, reason="It was about another account")
    yield an_opening(bench, message=message, test=test, channel="social-media", received_at=None)


@pytest.mark.parametrize("closed_by", ["restriction", "link"])
def test_who_may_not_know_of_a_complaint_does_nothing_to_its_messages(bench: Bench, closed_by: str) -> None:
    message, other = a_message(bench), a_message(bench, a_post(bench, "1_2", text="Something else"))
    case = a_case(bench, message=message, test=a_yes_test(), channel="social-media", received_at=None)
    beside = a_case(bench)
    if closed_by == "restriction":
        restrict(bench, case, bench.approver, bench.auditor)
    else:
        assert bench.officer.account is not None
        bench.do(c.LinkAccount(case=case, account=bench.officer.account, reason="named"), bench.approver)
    for command, of_nothing in zip(
        acts(bench, message, other, beside), acts(bench, NOWHERE, other, beside), strict=True
    ):
        with pytest.raises(Unknown) as told:
            bench.do(command)
        with pytest.raises(Unknown) as of_none:
            bench.do(of_nothing)
        assert told.value.problems == of_none.value.problems, type(command).__name__


def test_what_becomes_of_a_message_at_its_source_is_heard_all_the_same(bench: Bench) -> None:
    message = a_message(bench)
    case = a_case(bench, message=message, test=a_yes_test(), channel="social-media", received_at=None)
    restrict(bench, case, bench.approver, bench.auditor)
    again = a_post(bench, text="You charged me three times!", version="2")
    edited = m.CaptureMessage(
        message=message, inbound=again, channel=bench.channel, entity="harbour", brand="harbour",
        captured_at=bench.clock(),
    )  # fmt: skip
    bench.do(edited, WORKER)
    heard = bench.register.reader.inbox.open(bench.approver, message)
    assert heard.text(heard.message.text) == "You charged me three times!"
