"""Complaints that the external scheme sends back, behind the door: the trail replays and every date derives again."""

from datetime import date, timedelta

from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.door.looking import verified


def _sent_back(bench: Bench, case: Id, due_on: date | None = None) -> None:
    bench.do(c.RecordExternalStep(case=case, kind="referred-back", at=bench.clock(), due_on=due_on))


def test_a_complaint_sent_back_twice_verifies_and_derives_again(bench: Bench) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=3))
    _sent_back(bench, case, date(2026, 8, 20))
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    bench.do(c.CloseCase(case=case, closing=c.Closing(outcome="resolved", basis="response", root_cause="process")))
    bench.clock.step(days=30)
    _sent_back(bench, case)
    bench.register.sealer.seal()
    found = bench.register.reader.cases.open(bench.officer, case).case
    limits = [d for d in found.deadlines if d.due.duty == "refer-back-response" and not d.replaced]
    assert [(d.due.rule, d.is_open) for d in limits] == [("refer-back-stated", False), ("refer-back-through", True)]
    assert found.status == "open"
    assert verified(bench).faults == ()
    assert bench.register.inspector.rederive().faults == ()
