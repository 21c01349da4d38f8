"""Limits that pass, reminders, and the seal: what the worker watches while people work."""

from datetime import timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.subjects.case import Case
from register.domain.values import Id
from tests.build import AFCA_BLOCKS, Bench, a_case, approved
from tests.worker.bench import a_worker, the_case
from tests.worker.relay import Manners, a_free_port


def missed(case: Case) -> list[Id]:
    return [d.id for d in case.deadlines if d.missed_recorded]


def test_a_passed_limit_is_recorded_once_and_opens_one_possible_breach(bench: Bench) -> None:
    case = a_case(bench)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    (limit,) = [d for d in the_case(bench, case).deadlines if d.due.duty == "idr-response"]
    worker = a_worker(bench)
    bench.clock.now = limit.due.due_at - timedelta(seconds=1)
    worker.run_once()
    assert limit.id not in missed(the_case(bench, case))
    bench.clock.step(seconds=1)
    assert worker.run_once()["sweep"] == 1
    seen = the_case(bench, case)
    assert limit.id in missed(seen)
    (breach,) = seen.breaches
    assert (breach.deadline, breach.recorded_at) == (limit.id, bench.clock())
    assert breach.assess_by == (bench.clock() + timedelta(days=30)).date()
    bench.clock.step(days=1)
    assert [w.run_once()["sweep"] for w in (worker, a_worker(bench))] == [0, 0]
    assert the_case(bench, case) == seen


@pytest.mark.provision("A1")
def test_a_missed_guidance_limit_is_recorded_and_is_no_possible_breach(bench: Bench) -> None:
    case = a_case(bench)
    bench.clock.step(days=3)
    a_worker(bench).run_once()
    seen = the_case(bench, case)
    duties = {d.due.duty for d in seen.deadlines if d.missed_recorded}
    assert duties
    assert all(d.due.force == "G" for d in seen.deadlines if d.missed_recorded)
    assert seen.breaches == ()


def test_a_manager_is_told_two_days_before_a_limit_and_only_once(bench: Bench) -> None:
    case = a_case(bench)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    (limit,) = [d for d in the_case(bench, case).deadlines if d.due.duty == "idr-response"]
    worker = a_worker(bench)
    bench.clock.now = limit.due.due_at - timedelta(days=3, seconds=1)
    assert worker.run_once()["escalate"] == 0
    bench.clock.step(seconds=1)
    assert [w.run_once()["escalate"] for w in (worker, a_worker(bench))] == [1, 0]
    (told,) = the_case(bench, case).escalations
    assert (told.risk, told.deadline, told.at) == ("manager", limit.id, bench.clock())


DELAYED = (("delay-reasons", "We wait for your doctor."), *AFCA_BLOCKS)


def give(bench: Bench, case: Id, **told: Any) -> None:
    """Write a letter and give it in person, approved."""
    writing = le.Writing(**{"language": "en", "via": "in-person", **told})
    letter = bench.do(le.DraftLetter(case=case, writing=writing)).made["letter"]
    approved(bench, case, letter)
    bench.do(le.GiveLetter(case=case, letter=letter, method="in-person", evidence="Signed receipt"))


def test_the_worker_rests_where_a_delay_was_notified_in_time(bench: Bench) -> None:
    """Nothing is to be told of a limit that was delayed validly, however long it is over."""
    case = a_case(bench)
    bench.do(c.StateDelayGround(case=case, ground="medical-appointment", facts="The surgeon reports next month."))
    give(bench, case, type="delay-notification", ground="medical-appointment", blocks=DELAYED)
    bench.clock.step(days=60)
    assert a_worker(bench).run_once()["escalate"] == 0


def test_a_delay_notified_in_one_round_quiets_nobody_in_the_next(bench: Bench) -> None:
    """A new proposal answers the first round; the limit of the second has a notice of its own, or none."""
    case = a_case(bench, classifying=c.Classifying("super-death-benefit"))

    def tell(event: str) -> None:
        bench.do(c.RecordEvent(case=case, event=event, at=bench.clock(), evidence="On file"))

    received = the_case(bench, case).origin.received_at
    bench.do(c.RecordEvent(case=case, event="proposal_received", at=received))
    bench.do(c.StateDelayGround(case=case, ground="medical-appointment", facts="The surgeon reports next month."))
    only = ("afca-delay-only", "AFCA cannot look at the distribution yet.")
    give(bench, case, type="delay-notification", ground="medical-appointment", blocks=(*DELAYED, only))
    bench.clock.step(days=30)
    blocks = (("outcome", "Half."), ("actions-taken", "Half."), ("objection-period", "28 days"))
    give(bench, case, type="new-proposal", decision="accepted", blocks=blocks)
    for event in ("new_proposal_received", "new_objection_lodged"):
        bench.clock.step(days=1)
        tell(event)
    (limit,) = [d for d in the_case(bench, case).deadlines if d.due.rule == "idr-response-new-objection"]
    bench.clock.now = limit.due.due_at - timedelta(days=2)
    assert a_worker(bench).run_once()["escalate"] == 1


def test_the_passed_limits_of_many_cases_are_found_at_once(bench: Bench) -> None:
    cases = [a_case(bench) for _ in range(3)]
    bench.clock.step(days=60)
    assert a_worker(bench).run_once()["sweep"] == 3
    assert [len(the_case(bench, case).breaches) for case in cases] == [1, 1, 1]


def a_task(bench: Bench, case: Id, in_days: int) -> Id:
    remind_on = (bench.clock() + timedelta(days=in_days)).date()
    told = c.OpenTask(
        case=case, kind="information", waiting_on="complainant", text="Robin's statement", remind_on=remind_on
    )
    return Id(bench.do(told).made["task"])


def test_a_reminder_goes_to_the_officer_once_on_its_day_and_says_nothing_personal(
    bench: Bench, manners: Manners, relay: int
) -> None:
    case = a_case(bench)
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    before = the_case(bench, case).deadlines
    a_task(bench, case, in_days=2)
    worker = a_worker(bench, relay)
    assert worker.run_once()["remind"] == 0
    bench.clock.step(days=2)
    assert [w.run_once()["remind"] for w in (worker, worker, a_worker(bench, relay))] == [1, 0, 0]
    (reminder,) = manners.letters
    assert reminder["To"] == "olive@harbour.example"
    assert the_case(bench, case).reference in reminder["Subject"]
    assert b"Robin" not in manners.received[0]
    due = {d.id: d.due.due_at for d in before}
    assert {d.id: d.due.due_at for d in the_case(bench, case).deadlines if d.id in due} == due


def test_a_reminder_waits_for_the_day_in_the_entity_s_own_zone(bench: Bench, relay: int) -> None:
    case = a_case(bench)
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    a_task(bench, case, in_days=1)
    worker = a_worker(bench, relay)
    bench.clock.now = bench.clock().replace(hour=13, minute=59)
    assert worker.run_once()["remind"] == 0
    bench.clock.step(minutes=1)
    assert worker.run_once()["remind"] == 1


def test_a_done_task_reminds_nobody(bench: Bench, relay: int) -> None:
    case = a_case(bench)
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    task = a_task(bench, case, in_days=0)
    bench.do(c.FinishTask(case=case, task=task))
    assert a_worker(bench, relay).run_once()["remind"] == 0


@pytest.mark.provision("P9")
def test_an_overdue_remedy_of_a_closed_case_reminds_the_officer_once(
    bench: Bench, manners: Manners, relay: int
) -> None:
    """271.165: what was promised outlives the closing."""
    case = a_case(bench)
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    due_on = (bench.clock() + timedelta(days=2)).date()
    closing = c.Closing("resolved", "resolved-to-satisfaction", "process", evidence="Said thank you")
    refund = c.RemedyPromise("fee-refund-waiver", "25.00", due_on)
    remedy = Id(bench.do(c.CloseCase(case=case, closing=closing, remedies=(refund,))).made["remedy"])
    worker = a_worker(bench, relay)
    bench.clock.step(days=2)
    assert worker.run_once()["remind"] == 0
    bench.clock.step(days=1)
    assert [worker.run_once()["remind"] for _ in range(2)] == [1, 0]
    (reminder,) = manners.letters
    assert the_case(bench, case).reference in reminder["Subject"]
    assert the_case(bench, case).status == "closed"
    bench.do(c.FinishRemedy(case=case, remedy=remedy, paid="25.00"))
    assert worker.run_once()["remind"] == 0


@pytest.mark.provision("Q2")
def test_months_of_silence_end_no_complaint(bench: Bench, relay: int) -> None:
    """Reminded, past every limit and a year later it is as open as before: silence is no withdrawal."""
    case = a_case(bench)
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    a_task(bench, case, in_days=1)
    worker = a_worker(bench, relay)
    for _ in range(4):
        bench.clock.step(days=100)
        worker.run_once()
    found = the_case(bench, case)
    assert (found.status, found.closure, found.closure_proposal) == ("open", None, None)


def test_a_reminder_that_found_no_relay_waits_for_it(bench: Bench, manners: Manners, relay: int) -> None:
    case = a_case(bench)
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    a_task(bench, case, in_days=0)
    assert a_worker(bench, a_free_port()).run_once()["remind"] == 0
    manners.message = "452 4.3.1 disk full"
    assert a_worker(bench, relay).run_once()["remind"] == 1
    manners.message = "250 fine"
    assert a_worker(bench, relay).run_once()["remind"] == 0
    bench.clock.step(hours=1)
    assert a_worker(bench, relay).run_once()["remind"] == 1
    assert [reminder["Auto-Submitted"] for reminder in manners.letters] == ["auto-generated"] * 2


def test_what_was_entered_is_sealed(bench: Bench) -> None:
    a_case(bench)
    assert a_worker(bench).run_once()["seal"] == 1
    assert not bench.register.reader.work.unsealed()
    assert a_worker(bench).run_once()["seal"] == 0
