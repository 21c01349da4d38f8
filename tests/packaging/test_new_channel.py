"""The skeleton of a channel: one folder and one row, which the checks accept and the tests do not, until it reads."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.source import ROOT
from tools.new_channel import main


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a channel touches."""
    shutil.copytree(ROOT / "register", tmp_path / "register", ignore=shutil.ignore_patterns("vendor", "__pycache__"))
    return tmp_path


def files(tree: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(tree): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_a_channel_is_one_folder_and_one_row(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(tree)
    monkeypatch.chdir(tree)
    assert main(["carrier_pigeon"]) == 0
    after = files(tree)
    touched = {path for path in after if after[path] != before.get(path)}
    row = Path("register/channels/catalogue.py")
    assert {path.parts[:3] for path in touched - {row}} == {("register", "channels", "carrier_pigeon")}
    assert row in touched
    changed = set(after[row].decode().splitlines()) - set(before[row].decode().splitlines())
    assert changed == {"from register.channels import carrier_pigeon, email, facebook", "    carrier_pigeon.PLATFORM,"}


def test_the_skeleton_loads_checks_clean_and_reads_nothing_yet(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert main(["carrier_pigeon"]) == 0
    script = (
        "from register.channels.catalogue import PLATFORMS\n"
        "read = PLATFORMS['carrier-pigeon'].parse(b'{}', '1')\n"
        "print(read.items[0].reason)"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=tree, capture_output=True, text=True, check=True, env={})
    assert ran.stdout == "bad-shape\n"
    room = str(tree / "register/channels/carrier_pigeon")
    config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet"]
    for check in (["check"], ["format", "--check"]):
        subprocess.run([Path(sys.executable).with_name("ruff"), *check, *config, room], check=True)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ([], "usage"),
        (["Pigeon!"], "no name"),
        (["../up"], "no name"),
        (["facebook"], "already"),
        (["email"], "already"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], names: list[str], why: str
) -> None:
    before = files(tree)
    monkeypatch.chdir(tree)
    assert main(names) == 2
    assert why in capsys.readouterr().err
    assert files(tree) == before
