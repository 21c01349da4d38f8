"""A register in which much has happened, made once and copied."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import register as r
from register.domain.values import Digest
from tests.build import Bench, a_case, a_message, a_yes_test, an_accepted_response, approved, sent
from tests.kept import Kept, kept
from tests.postgres import Cluster


@pytest.fixture(scope="session")
def lived_sqlite(founded_sqlite: Kept, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The register to be copied, on SQLite."""
    return _lived(founded_sqlite.on_sqlite(tmp_path_factory.mktemp("lived")))


@pytest.fixture(scope="session")
def lived_postgresql(founded_postgresql: Kept, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The register to be copied, on PostgreSQL."""
    return _lived(founded_postgresql.on_postgresql(cluster, tmp_path_factory.mktemp("lived")))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def lived(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """A sealed register in which much has happened; the test runs once on each engine."""
    found: Kept = request.getfixturevalue(f"lived_{request.param}")
    if request.param == "sqlite":
        bench = found.on_sqlite(tmp_path / "home")
    else:
        bench = found.on_postgresql(request.getfixturevalue("cluster"), tmp_path / "home")
    yield bench
    bench.register.close()


def _lived(bench: Bench) -> Kept:
    _answered(bench)
    _overdue(bench)
    _reported(bench)
    bench.register.sealer.seal()
    return kept(bench)


def _answered(bench: Bench) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    closing = c.Closing(outcome="resolved", basis="response", root_cause="process", words="Got it back")
    refund = c.RemedyPromise("fee-refund-waiver", "25.00", date(2026, 12, 31))
    bench.do(c.CloseCase(case=case, closing=closing, remedies=(refund,)))


def _overdue(bench: Bench) -> None:
    case = a_case(bench, message=a_message(bench), channel="social-media", test=a_yes_test())
    bench.do(c.OpenTask(case=case, kind="information", waiting_on="complainant", text="the statement"))
    later = bench.clock() - timedelta(minutes=1)
    bench.do(c.CorrectReceipt(case=case, received_at=later, reason="misread", evidence="the platform's own stamp"))
    held = a_case(bench, classifying=c.Classifying("credit-default-notice"))
    bench.do(c.OrderHold(case=held, prohibition="enforcement", recipient="Collections team"))
    bench.clock.step(days=40)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    bench.do(c.EscalateRisks(case=case), WORKER)


def _reported(bench: Bench) -> None:
    head, day = bench.register.sealer.seal().head, bench.clock().date()
    bench.do(
        r.PrepareReport(
            kind="board",
            entity="harbour",
            brand=None,
            from_on=day,
            to_on=day,
            tree_size=head.size,
            root=Digest(head.root.hex()),
            document=b"%PDF-1.7",
        )
    )
