"""Two months of complaints, counted by hand in the comments: eight received, four closings, one reopening."""

from datetime import UTC, date, datetime, timedelta

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import letter as le
from register.domain.commands import message as m
from register.domain.decide.gate import GateClosed
from register.domain.values import Id
from register.publication import Asked
from tests.build import (
    AFCA_BLOCKS,
    Bench,
    a_case,
    a_message,
    a_no_test,
    a_post,
    a_yes_test,
    an_accepted_response,
    an_opening,
    approved,
    restrict,
    sent,
)

ASKED = Asked("regulator", "harbour", date(2026, 8, 1), date(2026, 9, 30))
DELAY = {
    "type": "delay-notification",
    "decision": None,
    "ground": "complexity",
    "blocks": (("delay-reasons", "We wait for the other bank's records."), *AFCA_BLOCKS),
}


def tell(bench: Bench) -> dict[str, Id]:
    """Let it all happen from 3 August to 5 October; return the cases by name."""
    told = {
        "answered": _answered(bench),
        "early": _early(bench, "harbour"),
        "other-brand": _early(bench, "tide"),
        "late": a_case(bench, channel="email"),
        "delayed": a_case(bench),
        "back-again": _early(bench, "harbour"),
        "restricted": a_case(bench),
        "posted": _posted(bench),
    }
    restrict(bench, told["restricted"], bench.officer, bench.approver)
    _inbox(bench)
    bench.clock.step(days=10)  # 13 August
    bench.do(c.ReopenCase(case=told["back-again"], reason="It was charged again"))
    bench.do(c.FlagSystemic(case=told["late"], owner=bench.officer.account, example="systems-error"))
    _delayed(bench, told["delayed"])
    bench.clock.now = datetime(2026, 9, 10, 1, 0, tzinfo=UTC)
    bench.do(c.SweepDeadlines(case=told["late"]), WORKER)
    bench.do(c.RecordExternalStep(case=told["late"], kind="complained", at=bench.clock()))
    bench.clock.now = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
    return told


def _answered(bench: Bench) -> Id:
    """Received 3 August, acknowledged at once, response accepted and closed on the 5th with 25.00 paid."""
    case = a_case(bench)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    bench.clock.step(days=2)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    refund = c.RemedyPromise("fee-refund-waiver", "25.00", date(2026, 8, 31))
    closing = c.Closing(outcome="resolved", basis="response", root_cause="process")
    remedy = bench.do(c.CloseCase(case=case, closing=closing, remedies=(refund,))).made["remedy"]
    bench.do(c.FinishRemedy(case=case, remedy=remedy, paid="25.00"))
    bench.clock.step(days=-2)
    return case


def _early(bench: Bench, brand: str) -> Id:
    """Resolved on the phone, with an apology."""
    closing = c.Closing("resolved", "resolved-to-satisfaction", "staff", evidence="They said thanks")
    opening = an_opening(bench, brand=brand)
    command = c.LogAndClose(
        opening=opening, acknowledged_by="phone", closing=closing, remedies=(c.RemedyPromise("apology", done=True),)
    )
    return Id(bench.do(command).subject.id)


def _posted(bench: Bench) -> Id:
    message = a_message(bench, a_post(bench, "1_1"))
    return a_case(bench, channel="social-public-post", message=message, received_at=None, test=a_yes_test())


def _inbox(bench: Bench) -> None:
    """Beside the one registered: one dismissed, one handed off and not accepted, one waiting; a gap in June ignored."""
    bench.do(m.DismissMessage(message=a_message(bench, a_post(bench, "1_2")), reason=NO, test=a_no_test()))
    bench.do(m.HandOffMessage(message=a_message(bench, a_post(bench, "1_3")), kind="scam", recipient="Scam desk"))
    a_message(bench, a_post(bench, "1_4"))
    ended = bench.clock() - timedelta(hours=1)
    gap = ch.RecordGap(channel=bench.channel, from_at=ended - timedelta(hours=3), until_at=ended, reason="outage")
    bench.do(gap)


NO = "survey-feedback"


def _delayed(bench: Bench, case: Id) -> None:
    """A ground is stated, and the gate refuses twice before the notification goes out in time."""
    bench.do(c.StateDelayGround(case=case, ground="complexity", facts="Two other banks have to send their records"))
    empty = an_accepted_response(bench, case, **{**DELAY, "blocks": (("delay-reasons", "Records."), AFCA_BLOCKS[1])})
    for _ in range(2):
        with pytest.raises(GateClosed):
            bench.do(le.SubmitLetter(case=case, letter=empty))
    letter = an_accepted_response(bench, case, **DELAY)
    approved(bench, case, letter)
    sent(bench, case, letter)
