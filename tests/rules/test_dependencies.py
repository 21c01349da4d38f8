"""What the product imports is what it asks for: nothing by way of another package, nothing left over."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.rules.source import PRODUCT, ROOT, imported, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Loaded by name: the time zones by the standard library, the password hash by Flask-Security.
UNSEEN = {"argon2-cffi", "tzdata"}


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()


def _imported() -> set[str]:
    tops = {name.partition(".")[0] for module in modules(*PRODUCT) for _, name in imported(module)}
    return tops - set(sys.stdlib_module_names) - set(PRODUCT) - {""}


def test_the_project_asks_for_exactly_what_it_imports() -> None:
    """What only some installations have, such as the driver of a database, is loaded by those that name it."""
    owners = packages_distributions()
    used = {_name(owners[top][0]) if top in owners else top for top in _imported()}
    assert used | UNSEEN == {_name(requirement) for requirement in PROJECT["dependencies"]}
