"""The auditor takes the trail away and checks it alone, with nothing but Python."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from register.worker import Worker
from tests.build import Bench, a_case, an_accepted_response, approved
from tests.journeys.visitor import SignIn, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


def download(visitor: Visitor, button: str, folder: Path) -> Path:
    """Press a button and keep what comes."""
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("button", name=button, exact=True).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def verified(folder: Path) -> tuple[int, str]:
    """Run the export's own program in its folder, with the system's Python and nothing of ours in sight."""
    done = subprocess.run(
        ["/usr/bin/python3", "-I", "verify.py"], cwd=folder, env={}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_trail_is_read_exported_and_verified_elsewhere(
    sign_in: SignIn, firm: Bench, worker: Worker, tmp_path: Path
) -> None:
    case = a_case(firm)
    approved(firm, case, an_accepted_response(firm, case))
    for _morning in range(2):
        worker.run_once()
    audrey = sign_in("audrey")
    audrey.go("Audit trail")
    audrey.page.get_by_text("Details and proof").first.click()
    audrey.reads("Entries", "C-2026-000001", "Ash Approver")
    audrey.page.get_by_label("Complaint", exact=True).fill("C-2026-000001")
    audrey.page.get_by_role("button", name="Show", exact=True).click()
    audrey.look()
    audrey.page.get_by_label("Only this complaint").fill("")
    archive = download(audrey, "Export", tmp_path)
    assert archive.name.startswith("audit-trail-whole-")
    elsewhere = tmp_path / "elsewhere"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(elsewhere)
    status, said = verified(elsewhere)
    assert (status, said.splitlines()[-1]) == (0, "VERIFIED"), said
    entries = elsewhere / "entries.jsonl"
    altered = bytearray(entries.read_bytes())
    altered[len(altered) // 2] ^= 1
    entries.write_bytes(altered)
    status, said = verified(elsewhere)
    assert (status, "VERIFIED" in said.splitlines()) == (1, False), said
