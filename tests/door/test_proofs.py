"""The shared proofs of dates: kept once, whole, and missed when they are gone."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
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


def test_the_database_lets_an_equal_proof_pass_and_refuses_another(lived: Bench) -> None:
    url, some = url_of(lived), min(_named(lived))
    again = "INSERT INTO proofs (hash, bytes) SELECT hash, bytes FROM proofs WHERE hash = :hash ON CONFLICT DO NOTHING"
    assert run(url, again, hash=some) == 0
    other = "INSERT INTO proofs (hash, bytes) VALUES (:hash, :other) ON CONFLICT DO NOTHING"
    with pytest.raises(sa.exc.DBAPIError, match="proofs is append-only"):
        run(url, other, hash=some, other=b"register/proof/v1\n{}")
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


@pytest.mark.parametrize("how", ["as it was", "changed", "gone"])
def test_an_export_carries_the_proofs_its_entries_name(lived: Bench, tmp_path: Path, how: str) -> None:
    """A careful forger makes the manifest follow, so only the entries tell."""
    lived.register.exporter.export(lived.auditor, tmp_path / "export.zip")
    folder = tmp_path / "export"
    with ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(folder)
    first, *others = (folder / "proofs.jsonl").read_bytes().splitlines(keepends=True)
    name = hashlib.sha256(b"register/proof/v1\n" + first[:-1]).hexdigest()
    forged = {"as it was": first, "changed": first.replace(b'"force":"', b'"force":"x'), "gone": b""}[how]
    data = b"".join([forged, *others])
    (folder / "proofs.jsonl").write_bytes(data)
    manifest = json.loads((folder / "MANIFEST.json").read_bytes())
    manifest["files"]["proofs.jsonl"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
    command = [sys.executable, "-I", "verify.py"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert checked.returncode == int(how != "as it was")
    assert (f"the proof {name} of a date" in checked.stdout) == (how != "as it was")
