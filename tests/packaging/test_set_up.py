"""The set-up of a fresh clone, run for real in a small project: it resolves nothing, and says what is wrong."""

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.rules.source import ROOT

pytestmark = pytest.mark.long

# The project's own build backend stands in the project: an editable install that fetches nothing.
BACKEND = """
import zipfile
METADATA = "Metadata-Version: 2.1\\nName: project\\nVersion: 1\\nRequires-Dist: alpha\\n"
def build_editable(folder, settings=None, metadata=None):
    name = "project-1-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("project-1.dist-info/METADATA", METADATA)
        wheel.writestr("project-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("project-1.dist-info/RECORD", "")
    return name
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# What needs an extra is what an old pip takes for two requirements, one of them not locked.
NEEDS = {"alpha": "beta[extra]>=1", "beta": "gamma>=1; extra == 'extra'", "gamma": "", "tool": ""}


def _wheel(folder: Path, name: str, version: str) -> str:
    """Put a wheel into ``folder``; its hash as a lock writes it."""
    file = folder / f"{name}-{version}-py3-none-any.whl"
    inside = f"{name}-{version}.dist-info"
    needs = f"Requires-Dist: {NEEDS[name]}\n" if NEEDS[name] else ""
    extra = "Provides-Extra: extra\n" if name == "beta" else ""
    with zipfile.ZipFile(file, "w") as wheel:
        wheel.writestr(f"{name}.py", f"version = {version!r}\n")
        wheel.writestr(f"{inside}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{extra}{needs}")
        wheel.writestr(f"{inside}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{inside}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"


def _clone(folder: Path) -> Path:
    """A clone with locks of its own, and an index beside it that offers a newer release of everything."""
    place, offered = folder / "clone", folder / "offered"
    (place / "tools").mkdir(parents=True)
    offered.mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap", place / "tools" / "bootstrap")
    locked = {name: _wheel(offered, name, "1") for name in NEEDS}
    for name in NEEDS:
        _wheel(offered, name, "2")
    (place / "requirements-build.lock").write_text(f"{locked.pop('tool')}\n", encoding="ascii")
    (place / "requirements.lock").write_text("\n".join(locked.values()), encoding="ascii")
    (place / "pyproject.toml").write_text(PROJECT, encoding="ascii")
    (place / "backend.py").write_text(BACKEND, encoding="ascii")
    (place / "hatch_build.py").write_text("print('browser files')\n", encoding="ascii")
    return place


def _set_up(place: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    offered = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(place.parent / "offered"), "PIP_CONFIG_FILE": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_"))}
    return subprocess.run(
        [place / "tools" / "bootstrap", "run"],
        env={**kept, **offered, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _version(place: Path, name: str) -> str:
    said = subprocess.run(
        [place / ".venv" / "bin" / "python", "-c", f"import {name}; print({name}.version)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip()


def _refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a set-up ended with, after what it said it was doing."""
    assert done.returncode == 2, (done.stdout, done.stderr)
    return done.stderr.splitlines()[-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = _clone(tmp_path_factory.mktemp("set-up"))
    done = _set_up(place)
    assert done.returncode == 0, done.stderr
    return place


def _forget(place: Path, *names: str) -> None:
    """Let the environment lack these packages, as one that was left in the middle of its set-up."""
    (place / ".venv" / ".requirements").unlink()
    for name in names:
        for installed in place.glob(f".venv/lib/python*/site-packages/{name}*"):
            shutil.rmtree(installed) if installed.is_dir() else installed.unlink()


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A clone that is set up, to be broken."""
    shutil.copytree(made.parent, tmp_path / "all", symlinks=True)
    return tmp_path / "all" / made.name


def test_only_what_is_locked_is_installed_however_new_the_index(made: Path) -> None:
    assert {name: _version(made, name) for name in NEEDS} == dict.fromkeys(NEEDS, "1")


def test_a_second_set_up_has_nothing_to_do(made: Path) -> None:
    done = _set_up(made)
    assert (done.returncode, done.stdout, done.stderr) == (0, "browser files\n", "")


def test_a_lock_that_lacks_what_the_project_needs_is_told(place: Path) -> None:
    _forget(place, "alpha")
    (place / "requirements.lock").write_text("", encoding="ascii")
    assert "pyproject.toml and the locks disagree" in _refusal(_set_up(place))
    assert "alpha" in _refusal(_set_up(place))


@pytest.mark.parametrize(("committed", "changed"), [("sha256:", "sha256:0000"), ("==1", "==2"), ("==1", ">=1")])
def test_a_lock_changed_by_hand_is_named_with_what_to_do(place: Path, committed: str, changed: str) -> None:
    lock = place / "requirements.lock"
    honest = lock.read_text(encoding="ascii")
    _forget(place, "gamma")
    line = next(line for line in honest.splitlines() if line.startswith("gamma"))
    lock.write_text(honest.replace(line, line.replace(committed, changed)[: len(line)]), encoding="ascii")
    assert "git checkout requirements.lock" in _refusal(_set_up(place))
    lock.write_text(honest, encoding="ascii")
    assert _set_up(place).returncode == 0
    assert _version(place, "gamma") == "1"


@pytest.mark.parametrize("broken", ["no pip", "no python"])
def test_an_environment_that_does_not_work_is_made_anew(place: Path, broken: str) -> None:
    environment = place / ".venv"
    if broken == "no pip":
        for package in environment.glob("lib/python*/site-packages/pip"):
            shutil.rmtree(package)
    else:
        shutil.rmtree(environment)
        (environment / "bin").mkdir(parents=True)
        (environment / "bin" / "python").symlink_to("/nowhere/python3")
    done = _set_up(place)
    assert done.returncode == 0, done.stderr
    assert "making it anew" in done.stderr
    assert _version(place, "beta") == "1"


def test_without_a_network_one_line_says_so(place: Path) -> None:
    _forget(place, "gamma")
    done = _set_up(place, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL="http://127.0.0.1:9/")
    assert "is there a network" in _refusal(done)
    assert "Traceback" not in done.stderr


def test_a_release_that_the_index_does_not_have_is_named(place: Path) -> None:
    _forget(place, "gamma")
    for wheel in (place.parent / "offered").glob("gamma-1-*"):
        wheel.unlink()
    assert "requirements.lock is not to be had" in _refusal(_set_up(place))


def test_a_python_that_is_too_old_is_refused_before_anything_is_made(place: Path) -> None:
    shutil.rmtree(place / ".venv")
    old = place.parent / "bin" / "python3"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="ascii")
    old.chmod(0o755)
    done = _set_up(place, PATH=f"{old.parent}:{os.environ['PATH']}")
    assert _refusal(done) == "The register needs Python 3.11 or newer; python3 is Python 3.9.2."
    assert not (place / ".venv").exists()
