"""What is installed is pinned by hash, and no file says from which address."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from hatch_build import Assets
from tests.rules.source import ROOT
from tools.lock import BUILD, DEV, RUN, pins

CONFORMANCE = ROOT / "requirements-conformance.lock"
LOCKS = {path.name: path.read_text(encoding="utf-8") for path in (BUILD, RUN, DEV, CONFORMANCE)}
LOCK = "\n".join(LOCKS.values())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"[A-Za-z0-9._-]+")


def _name(requirement: str) -> str:
    match = NAME.match(requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def _here(lock: Path) -> list[Requirement]:
    """What a lock pins for this machine and Python."""
    return [pin for pin in pins(lock) if pin.marker is None or pin.marker.evaluate()]


def _needed(pin: Requirement, extras: Iterable[str]) -> Iterator[Requirement]:
    """Yield what a package needs on this machine, alone and for each of its extras."""
    environment = {name: str(value) for name, value in default_environment().items()}
    for line in requires(pin.name) or ():
        needed = Requirement(line)
        if needed.marker is None or any(needed.marker.evaluate(environment | {"extra": e}) for e in ("", *extras)):
            yield needed


def _unmet(held: list[Requirement], asked: Iterable[Requirement]) -> set[str]:
    """What is asked for, by ``asked`` and by all that is held, extras included, and not held in that version."""
    versions = {_name(pin.name): next(iter(pin.specifier)).version for pin in held}
    waiting, seen, unmet = list(asked), set[tuple[str, frozenset[str]]](), set[str]()
    while waiting:
        needed = waiting.pop()
        name, extras = _name(needed.name), frozenset(needed.extras)
        if name not in versions or not needed.specifier.contains(versions[name], prereleases=True):
            unmet.add(str(needed))
        elif (name, extras) not in seen:
            seen.add((name, extras))
            waiting += _needed(Requirement(name), extras)
    return unmet


def test_every_python_package_is_pinned_by_hash() -> None:
    pinned = [block for lock in LOCKS.values() for block in re.split(r"\n(?=[a-z0-9])", lock)[1:]]
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block or "==" not in block] == []


@pytest.mark.parametrize(
    ("locks", "groups"), [([BUILD], ["build"]), ([RUN], []), ([RUN, DEV, BUILD], ["dev"])], ids=["build", "run", "dev"]
)
def test_whatever_is_locked_needs_nothing_that_is_not(locks: list[Path], groups: list[str]) -> None:
    held = [pin for lock in locks for pin in _here(lock)]
    project = PROJECT["project"]
    runs = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    asked = [
        *(line for group in groups for line in PROJECT["dependency-groups"][group]),
        *(runs if RUN in locks else []),
    ]
    assert _unmet(held, [*map(Requirement, asked), *(Requirement(pin.name) for pin in held)]) == set()


def test_no_two_locks_hold_a_package_in_two_versions() -> None:
    versions: dict[str, set[str]] = {}
    for pin in (pin for lock in (BUILD, RUN, DEV) for pin in _here(lock)):
        versions.setdefault(_name(pin.name), set()).add(str(pin.specifier))
    assert {name for name, several in versions.items() if len(several) > 1} == set()


def test_what_is_installed_is_what_is_locked() -> None:
    held = [pin for lock in (BUILD, RUN, DEV) for pin in _here(lock)]
    assert {pin.name: version(pin.name) for pin in held if not pin.specifier.contains(version(pin.name))} == {}


def test_everything_the_project_asks_for_is_locked() -> None:
    groups = PROJECT["dependency-groups"].values()
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["postgresql"],
        *(requirement for group in groups for requirement in group if isinstance(requirement, str)),
    ]
    locked = {_name(line) for line in LOCK.splitlines() if re.match(r"[a-z0-9]", line)}
    assert {_name(requirement) for requirement in asked} - locked == set()


def test_the_python_lock_names_no_address() -> None:
    assert [line for line in LOCK.splitlines() if "://" in line or line.lstrip().startswith("--index")] == []


def test_every_browser_package_is_pinned_by_hash_and_names_no_address() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert {
        name for name, package in packages.items() if not package.get("integrity", "").startswith("sha512-")
    } == set()
    assert {name for name, package in packages.items() if "resolved" in package} == set()


def test_every_icon_on_a_page_is_in_the_sprite() -> None:
    assets = Assets(ROOT)
    sprite = (assets.vendor / "icons.svg").read_text(encoding="utf-8")
    assert set(assets.icons_used()) - set(re.findall(r'\bid="([^"]+)"', sprite)) == set()
