"""What the worker does once a day: the logs of yesterday go under the trail, old fingerprints go for good."""

from datetime import timedelta

import pytest

from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.commands.register import ConfirmTime
from register.domain.errors import Illegal, Refused, Reused
from register.domain.facts.register import LogsDigested
from register.store import upkeep_tables as u
from tests.build import Bench, a_case, an_opening
from tests.door.looking import codes, url_of, verified
from tests.store.raw import ask, run, unguarded
from tests.worker.bench import a_worker


def _a_day_of_logs(bench: Bench) -> None:
    """One row in every log, then a day and a bit for the worker to come."""
    with pytest.raises(Refused):
        bench.do(c.AddNote(case=a_case(bench), text=""))
    delivery = bench.register.upkeep.keep_delivery(bench.channel, b"Host: here", b"{}")
    bench.register.upkeep.settle_delivery(delivery, [("0", "parked", "unreadable")])
    bench.register.upkeep.count_refused_delivery(bench.channel, "bad-signature")
    bench.register.sealer.seal()
    bench.clock.step(days=1, hours=2)


def _digested(bench: Bench) -> list[LogsDigested]:
    pages = bench.register.reader.trail.newest(subject_kind="register", limit=50)
    return [fact for leaf in pages.items for fact in leaf.entry.facts if isinstance(fact, LogsDigested)]


def test_the_logs_of_a_day_go_under_the_trail_once_it_is_over(bench: Bench) -> None:
    worker = a_worker(bench)
    assert worker.run_once()["digest"] == 0
    _a_day_of_logs(bench)
    assert [worker.run_once()["digest"] for _ in range(2)] == [1, 0]
    (fact,) = _digested(bench)
    assert {log.name: log.rows for log in fact.logs} == {
        "security_log": 1,
        "deliveries": 1,
        "delivery_results": 1,
        "refused_deliveries": 1,
        "checkpoints": 2,
    }
    findings = verified(bench)
    assert findings.holds
    assert "logs-kept" in {statement.code for statement in findings.proven}
    bench.clock.step(days=3)
    assert worker.run_once()["digest"] == 1
    first, second = sorted(_digested(bench), key=lambda told: told.from_on)
    assert (second.from_on - first.to_on, second.to_on - second.from_on) == (timedelta(days=1), timedelta(days=2))
    assert verified(bench).holds


TAMPERING = {
    "security_log": "DELETE FROM security_log",
    "deliveries": "UPDATE deliveries SET headers = 'Host: elsewhere'",
    "delivery_results": "DELETE FROM delivery_results WHERE state = 'parked'",
    "refused_deliveries": "UPDATE refused_deliveries SET count = 0",
    "checkpoints": "UPDATE checkpoints SET signed_at = (SELECT min(received_at) FROM cases)",
}


@pytest.mark.parametrize("log", TAMPERING)
def test_a_log_that_was_changed_after_it_was_sealed_is_named(bench: Bench, log: str) -> None:
    _a_day_of_logs(bench)
    a_worker(bench).run_once()
    with unguarded(url_of(bench), log):
        assert run(url_of(bench), TAMPERING[log]) > 0
    findings = verified(bench)
    assert codes(findings) == {"log-differs"}
    (fault, *_) = findings.faults
    assert fault.params["log"] == log


def test_what_no_digest_covers_yet_is_said(bench: Bench) -> None:
    said = {statement.code for statement in verified(bench).not_proven}
    assert "logs-never-sealed" in said
    _a_day_of_logs(bench)
    a_worker(bench).run_once()
    assert "logs-not-sealed" in {statement.code for statement in verified(bench).not_proven}


def test_every_log_is_one_that_only_upkeep_or_the_sealer_writes(bench: Bench) -> None:
    _a_day_of_logs(bench)
    firm = bench.register.reader.firm.now().firm
    assert firm.founded_at is not None
    logs = bench.register.reader.logs.digests(firm.founded_at.date(), firm.founded_at.date())
    assert {log.name for log in logs} - {"checkpoints"} == {
        table.name for table in (u.security_log, u.deliveries, u.delivery_results, u.refused_deliveries)
    }


# -------------------------------------------------------------------------------------- fingerprints


def test_salt_and_fingerprint_of_a_command_go_after_thirty_days_and_its_answer_stays(bench: Bench) -> None:
    worker, key = a_worker(bench), "01980000-0000-7000-8000-0000000000aa"
    opening = an_opening(bench)
    first = bench.do(opening, command_id=key)
    with pytest.raises(Reused):
        bench.do(an_opening(bench, summary="Something else"), command_id=key)
    bench.clock.step(days=29)
    worker.run_once()
    kept = "SELECT count(*) FROM commands WHERE salt IS NOT NULL AND fingerprint IS NOT NULL AND id = :id"
    assert ask(url_of(bench), kept, id=key) == 1
    bench.clock.step(days=2)
    worker.run_once()
    assert ask(url_of(bench), kept, id=key) == 0
    gone = "SELECT count(*) FROM commands WHERE id = :id AND salt IS NULL AND fingerprint IS NULL"
    assert ask(url_of(bench), gone, id=key) == 1
    assert bench.do(opening, command_id=key) == first
    assert verified(bench).holds


# -------------------------------------------------------------------------------------- the clock


def test_a_clock_far_ahead_passes_no_limit_and_signs_nothing_until_somebody_confirms_it(bench: Bench) -> None:
    case, worker = a_case(bench), a_worker(bench)
    worker.run_once()
    bench.clock.step(days=400)
    done = worker.run_once()
    assert (done["sweep"], done["digest"], done["seal"]) == (0, 0, 0)
    a_case(bench)
    with pytest.raises(Illegal, match="clock-far-ahead"):
        bench.register.sealer.seal()
    assert worker.run_once()["sweep"] == 0
    found = bench.register.reader.cases.open(bench.officer, case).case
    assert found.breaches == ()
    bench.register.registrar.carry_out(ConfirmTime(), CONSOLE)
    bench.clock.step(minutes=2)  # a job that was refused rests a minute
    done = worker.run_once()
    assert (done["sweep"] > 0, done["digest"], done["seal"]) == (True, 1, 1)


def test_a_clock_that_was_ahead_for_a_while_holds_no_lease(bench: Bench) -> None:
    upkeep = bench.register.upkeep
    bench.clock.step(days=400)
    assert upkeep.lease("sweep", "killed", 60)
    bench.clock.step(days=-400)
    assert upkeep.lease("sweep", "another", 60)
    assert not upkeep.lease("sweep", "third", 60)
