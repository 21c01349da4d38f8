"""The shared proofs of dates: kept once, whole, and missed when they are gone."""

import sqlalchemy as sa

from register.store.proofs import named_in
from tests.build import Bench, a_case
from tests.door.looking import codes, url_of, verified
from tests.store.raw import ask, raw, run, unguarded


def _named(bench: Bench) -> set[str]:
    with raw(url_of(bench)) as connection:
        return named_in(connection.execute(sa.text("SELECT body FROM entries")).scalars().all())


def _kept(bench: Bench) -> set[str]:
    with raw(url_of(bench)) as connection:
        return set(connection.execute(sa.text("SELECT hash FROM proofs")).scalars())


def test_complaints_of_one_day_share_their_proofs(lived: Bench) -> None:
    a_case(lived)
    before = _kept(lived)
    a_case(lived)
    assert _kept(lived) == before == _named(lived)
    assert verified(lived).holds


def test_a_proof_that_was_changed_is_named(lived: Bench) -> None:
    url, some = url_of(lived), min(_named(lived))
    with unguarded(url, "proofs"):
        run(url, "UPDATE proofs SET bytes = :other WHERE hash = :hash", other=b"register/proof/v1\n{}", hash=some)
    findings = verified(lived)
    assert "proof-differs" in codes(findings)
    assert some in {fault.params.get("proof") for fault in findings.faults}


def test_a_proof_that_is_gone_is_named_with_whose_it_is(lived: Bench) -> None:
    url, some = url_of(lived), min(_named(lived))
    with unguarded(url, "proofs"):
        run(url, "DELETE FROM proofs WHERE hash = :hash", hash=some)
    (fault,) = (fault for fault in verified(lived).faults if fault.code == "proof-missing")
    assert fault.params["proof"] == some
    assert ask(url, "SELECT count(*) FROM subjects WHERE id = :id", id=fault.subject) == 1
