"""What is installed is pinned by hash, and no file says from which address."""

import json
import re
import tomllib

from hatch_build import Assets
from tests.rules.source import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"[A-Za-z0-9._-]+")


def _name(requirement: str) -> str:
    match = NAME.match(requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def test_every_python_package_is_pinned_by_hash() -> None:
    pinned = re.split(r"\n(?=[a-z0-9])", LOCK)
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block or "==" not in block] == []


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
