"""The operator's guide leaves out no command and no setting."""

import re
from collections.abc import Iterator

import click

from register.cli import main
from tests.rules.source import PRODUCT, ROOT, modules, text

GUIDE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def commands(group: click.Group, before: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def test_every_command_is_in_the_guide() -> None:
    named = set(commands(main, "register"))
    assert len(named) > 20
    assert {command for command in named if not re.search(rf"\| `{command}\b", GUIDE)} == set()


def test_the_guide_names_no_command_that_is_none() -> None:
    told = set(re.findall(r"\| `(register [a-z-]+(?: [a-z-]+)?)", GUIDE))
    known = set(commands(main, "register"))
    assert {
        words for words in told if not any(words == each or words.startswith(f"{each} ") for each in known)
    } == set()


def test_every_setting_is_in_the_guide_and_no_other() -> None:
    read = {name for module in modules(*PRODUCT) for name in re.findall(r"\"(REGISTER_[A-Z_]+)\"", text(module))}
    assert len(read) > 10
    assert set(re.findall(r"`(REGISTER_[A-Z_]+)`", GUIDE)) == read
