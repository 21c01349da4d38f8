"""Writers together: threads, processes, sealers. Chains stay gapless, and what commits late is in the next batch."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from register.clock import system_clock
from register.domain.actors import Actor
from register.domain.commands import case as c
from register.domain.errors import Refused
from register.domain.values import Id
from register.ids import new_id
from register.inspector.findings import Findings
from register.orders import Order
from register.registrar import Registrar
from register.settings import Settings
from register.store import tables as t
from register.store.engine import writing_engine
from register.wiring import wire
from tests.build import Bench, a_case, an_opening
from tests.store.raw import ask, raw, run

THREADS, PROCESSES, EACH = 8, 4, 10


def _url(bench: Bench) -> str:
    return bench.register.settings.database_url


def _sound(bench: Bench) -> Findings:
    """Seal, and hold everything to the trail: no chain has a gap, no row differs, every entry has its leaf."""
    bench.register.sealer.seal()
    findings = bench.register.inspector.verify()
    assert findings.faults == ()
    assert findings.counts["leaves"] == findings.counts["entries"]
    return findings


def _note(case: Id, number: int) -> c.AddNote:
    return c.AddNote(case=case, text=f"note {number}")


def test_threads_writing_together_leave_gapless_chains(bench: Bench) -> None:
    shared = a_case(bench)

    def work(number: int) -> None:
        own = a_case(bench)
        for each in range(EACH):
            bench.do(_note(shared, each))
            bench.do(_note(own, each), bench.approver if number % 2 else bench.officer)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    assert ask(_url(bench), "SELECT seq FROM subjects WHERE id = :id", id=shared) == 1 + THREADS * EACH
    assert ask(_url(bench), "SELECT count(DISTINCT reference) FROM cases") == 1 + THREADS
    _sound(bench)


def _write(home: Path, url: str, actor: Actor, shared: Id) -> None:
    """A process of its own: it knows the database and the key, and nothing of the others."""
    register = wire(Settings(home=home, database_url=url), system_clock)
    for number in range(EACH):
        register.registrar.carry_out(_note(shared, number), actor)
        if number == EACH // 2:
            register.sealer.seal()
    register.close()


def test_processes_writing_together_leave_gapless_chains(bench: Bench) -> None:
    shared = a_case(bench)
    spawning = multiprocessing.get_context("spawn")
    told = (bench.register.settings.home, _url(bench), bench.officer, shared)
    processes = [spawning.Process(target=_write, args=told) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert ask(_url(bench), "SELECT seq FROM subjects WHERE id = :id", id=shared) == 1 + PROCESSES * EACH
    _sound(bench)


def test_orders_that_touch_the_same_subjects_the_other_way_round_never_lock_each_other(bench: Bench) -> None:
    one, two = a_case(bench), a_case(bench)

    def work(number: int) -> None:
        cases = (one, two) if number % 2 else (two, one)
        orders = [Order(_note(case, number), bench.officer, Id(new_id())) for case in cases]
        results = bench.register.registrar.carry_out_many(orders)
        assert not any(isinstance(result, Refused) for result in results)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS * 3)))
    _sound(bench)


@pytest.mark.parametrize("bench", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_an_entry_committed_late_is_in_the_next_batch(bench: Bench) -> None:
    """Its row was written before the sealer ran and committed after it: a high-water mark would lose it for ever."""
    slow, quick = a_case(bench), a_case(bench)
    written, may_commit = threading.Event(), threading.Event()
    engine = writing_engine(_url(bench))

    @sa.event.listens_for(engine, "commit")
    def _wait(_connection: sa.Connection) -> None:
        written.set()
        may_commit.wait(30)

    parts = bench.register
    slowed = Registrar(engine, parts.policies, parts.clock, lambda _order, _refusal: None)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(slowed.carry_out, _note(slow, 1), bench.officer)
        assert written.wait(30)
        bench.do(_note(quick, 1))
        before = bench.register.sealer.seal().head.size
        assert ask(_url(bench), "SELECT count(*) FROM entries WHERE subject_id = :id", id=slow) == 1
        may_commit.set()
        assert late.result(30).version == 2
    engine.dispose()
    assert bench.register.sealer.seal().head.size == before + 1
    leaf = "SELECT leaf_index FROM leaves JOIN entries ON entries.id = entry_id WHERE subject_id = :id AND seq = 2"
    assert ask(_url(bench), leaf, id=slow) == before
    _sound(bench)


def test_an_older_entry_in_the_queue_is_sealed_after_newer_ones(bench: Bench) -> None:
    """What a late commit leaves behind on any engine: an id older than those that have their leaves already."""
    late, quick = a_case(bench), a_case(bench)
    entry = ask(_url(bench), "SELECT id FROM entries WHERE subject_id = :id", id=late)
    run(_url(bench), "DELETE FROM unsealed WHERE entry_id = :id", id=entry)
    size = bench.register.sealer.seal().head.size
    bench.do(_note(quick, 1))
    run(_url(bench), "INSERT INTO unsealed (entry_id) VALUES (:id)", id=entry)
    assert bench.register.sealer.seal().head.size == size + 2
    _sound(bench)


def test_sealers_at_the_same_time_seal_everything_once(bench: Bench) -> None:
    for _ in range(30):
        a_case(bench)
    with ThreadPoolExecutor(THREADS) as pool:
        sizes = {
            checkpoint.head.size for checkpoint in pool.map(lambda _: bench.register.sealer.seal(), range(THREADS))
        }
    entries = ask(_url(bench), "SELECT count(*) FROM entries")
    assert sizes == {entries}
    assert ask(_url(bench), "SELECT count(*) FROM checkpoints WHERE size = :size", size=entries) == 1
    _sound(bench)


def test_sealing_while_others_write_loses_nothing(bench: Bench) -> None:
    done = threading.Event()

    def keep_sealing() -> int:
        sealed = 0
        while not done.is_set():
            bench.register.sealer.seal()
            sealed += 1
        return sealed

    with ThreadPoolExecutor(THREADS) as pool:
        sealers = [pool.submit(keep_sealing) for _ in range(2)]
        list(pool.map(lambda _: a_case(bench), range(30)))
        done.set()
        assert sum(sealer.result() for sealer in sealers) > 1
    findings = _sound(bench)
    assert findings.counts["checkpoints"] > 1


def test_sealing_again_without_news_signs_nothing(bench: Bench) -> None:
    a_case(bench)
    first = bench.register.sealer.seal()
    assert bench.register.sealer.seal() == first
    assert ask(_url(bench), "SELECT count(*) FROM checkpoints") == 1


def test_a_batch_is_sealed_in_the_order_of_its_subjects(bench: Bench) -> None:
    for number in range(3):
        bench.do(_note(a_case(bench), number))
    bench.register.sealer.seal()
    with raw(_url(bench)) as connection:
        e = t.entries.c
        query = sa.select(e.subject_kind, e.subject_id, e.seq).join(t.leaves, t.leaves.c.entry_id == e.id)
        places = [tuple(row) for row in connection.execute(query.order_by(t.leaves.c.leaf_index))]
    assert places == sorted(places)


def test_a_writer_that_dies_before_its_commit_leaves_nothing(bench: Bench) -> None:
    case = a_case(bench)
    engine = writing_engine(_url(bench))

    @sa.event.listens_for(engine, "commit")
    def _die(_connection: sa.Connection) -> None:
        raise KeyboardInterrupt

    parts = bench.register
    dying = Registrar(engine, parts.policies, parts.clock, lambda _order, _refusal: None)
    with pytest.raises(KeyboardInterrupt):
        dying.carry_out(_note(case, 1), bench.officer)
    engine.dispose()
    assert bench.do(an_opening(bench)).version == 1
    assert ask(_url(bench), "SELECT seq FROM subjects WHERE id = :id", id=case) == 1
    _sound(bench)
