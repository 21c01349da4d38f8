"""`register policy adopt`: a corrected reading for every open complaint, one recorded command for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policies.catalogue import shipped
from register.domain.actors import Actor
from register.domain.commands import case as c
from register.domain.values import Id
from register.settings import load
from register.wiring import Register, wire
from tests import build
from tests.cli.console import Console
from tests.domain.decide.scene import a_closing

POLICIES = shipped()
NEWEST = POLICIES.versions(build.PACK)[-1]
CORRECTION = f"{NEWEST.id}/{NEWEST.version}"
OLIVE, ASH = "olive@harbour.example", "ash@harbour.example"


@contextmanager
def register_of(console: Console, *, before: bool = False) -> Iterator[Register]:
    """The register behind a console; as it was ``before`` the correction was shipped."""
    known = {
        key: pack for key, pack in POLICIES.packs.items() if not before or pack.id != NEWEST.id or not pack.corrects
    }
    register = wire(load(console.environment), policies=replace(POLICIES, packs=known))
    try:
        yield register
    finally:
        register.close()


def person(register: Register, email: str) -> Actor:
    file = register.reader.accounts.by_email(email)
    assert file is not None
    return file.actor()


def a_complaint(register: Register, complaint_class: str) -> Id:
    opening = c.OpenCase(
        brand="harbour",
        channel="telephone",
        summary="Charged twice",
        received_at=datetime.now(UTC),
        classifying=c.Classifying(complaint_class),
    )
    return Id(register.registrar.carry_out(opening, person(register, OLIVE)).subject.id)


@pytest.fixture
def lived(console: Console) -> Console:
    """Four complaints from before the correction was shipped: a hardship, one that goes on, one closed, one about a
    relative of the approver; and one since.
    """
    for email, role in ((OLIVE, "officer"), (ASH, "approver")):
        console.does("user", "add", email, "--role", role)
    with register_of(console, before=True) as register:
        ash = person(register, ASH)
        _hardship, _going_on, closed, relative = (
            a_complaint(register, known) for known in ("credit-hardship-notice", *["standard"] * 3)
        )
        register.registrar.carry_out(c.CloseCase(case=closed, closing=a_closing()), person(register, OLIVE))
        link = c.LinkAccount(case=relative, account=Id(str(ash.account)), reason="relative")
        register.registrar.carry_out(link, ash)
    with register_of(console) as register:
        a_complaint(register, "standard")
    return console


def token_of(console: Console, email: str, folder: Path, scope: str = "approvals:write") -> str:
    """A file with a new token of this person."""
    file = folder / f"{email}.token"
    file.write_text(console.does("token", "create", "--user", email, "--scope", scope), encoding="utf-8")
    return str(file)


def versions(console: Console) -> list[str]:
    """Which version each open complaint is held to, the first received first."""
    with register_of(console) as register:
        return [case.packs[0].version for case in register.reader.received.stream_open()]


def test_a_dry_run_says_what_would_change_and_records_nothing(lived: Console) -> None:
    before = versions(lived)
    result = lived.run("policy", "adopt", CORRECTION, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "C-" in result.stdout
    assert "information-supply" not in result.stdout
    assert "would be held to" in result.stderr
    assert versions(lived) == before


def test_an_approver_adopts_it_for_all_and_again_changes_nothing(lived: Console, tmp_path: Path) -> None:
    token = token_of(lived, ASH, tmp_path)
    result = lived.run("policy", "adopt", CORRECTION, "--token", token)
    assert result.exit_code == 1, result.output
    assert result.stdout.count("refused: ") == 1
    assert "linked to the complaint's subject" in result.stdout
    assert "2 open complaints are now held to" in result.stderr
    assert "1 were already, 1 refused" in result.stderr
    assert sorted(versions(lived)) == sorted(["2021-10-05", *[NEWEST.version] * 3])
    again = lived.run("policy", "adopt", CORRECTION, "--token", token)
    assert "0 open complaints are now held to" in again.stderr
    assert "3 were already, 1 refused" in again.stderr
    assert lived.run("trail", "verify").exit_code == 0
    assert lived.run("policy", "rederive", "--processes", "1").exit_code == 0


def test_who_may_not_is_refused_before_anything_happens(lived: Console, tmp_path: Path) -> None:
    before = versions(lived)
    assert "roles do not allow" in lived.refuses(
        "policy", "adopt", CORRECTION, "--token", token_of(lived, OLIVE, tmp_path)
    )
    narrow = token_of(lived, ASH, tmp_path, "cases:read")
    assert "approvals:write" in lived.refuses("policy", "adopt", CORRECTION, "--token", narrow)
    made_up = tmp_path / "none.token"
    made_up.write_text("reg_nobody", encoding="utf-8")
    assert "not valid" in lived.refuses("policy", "adopt", CORRECTION, "--token", str(made_up))
    assert versions(lived) == before


@pytest.mark.parametrize("named", ["au-asic-rg271", "au-asic-rg271/2021-10-05", "nothing/1+1"])
def test_only_a_correction_is_adopted(embedded: Console, named: str) -> None:
    assert "no such correction" in embedded.refuses("policy", "adopt", named, "--dry-run")
