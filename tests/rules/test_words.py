"""``docs/words.md`` and the house agree: a topic has one name, and its modules carry it."""

import re
from pathlib import Path

import pytest

from tests.rules.source import ROOT

PAGE = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ")][2:]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES]
HOUSE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ADDING = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
DOMAIN = ROOT / "register" / "domain"
# A folder of a topic: its main module says what it is.
MAIN = "card"


def modules_of(row: list[str]) -> list[Path]:
    named = re.findall(r"`([\w/]+\.py)`", row[4])
    return [ROOT / name if name.startswith("register/") else DOMAIN / name for name in named]


def test_every_module_named_is_there_and_is_called_like_its_topic() -> None:
    assert len(ROWS) > 20
    for row in ROWS:
        assert modules_of(row), row
        for module in modules_of(row):
            assert module.exists(), f"docs/words.md: {module} is not there"
            assert (module.parent.name if module.stem == MAIN else module.stem) == row[0], module


def test_every_topic_of_commands_and_facts_is_named() -> None:
    topics = {row[0] for row in ROWS}
    for room in ("commands", "facts"):
        assert {module.stem for module in (DOMAIN / room / "case").glob("[a-z]*.py")} <= topics


def test_every_word_of_the_code_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "register").rglob("*.py"))
    for row in ROWS:
        for word in re.findall(r"`(\w+)`", row[3]):
            assert re.search(rf"^(class|def) {word}\b|^\s+def {word}\b", source, re.MULTILINE), (row[0], word)


@pytest.mark.parametrize("page", [HOUSE, ADDING], ids=["architecture", "adding"])
def test_every_path_that_is_told_is_there(page: str) -> None:
    named = set(re.findall(r"`((?:register|reports|policies|tests|docs)/[\w/.-]+)`", page))
    assert len(named) > 10
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_room_is_in_the_architecture() -> None:
    rooms = {path.name for path in (ROOT / "register").iterdir() if (path / "__init__.py").exists()}
    rooms |= {path.name for path in DOMAIN.iterdir() if (path / "__init__.py").exists()}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", HOUSE)} == set()


def test_no_module_is_called_by_what_it_does() -> None:
    """A noun says the topic, *-ing* the mood; the composition of the parts is called wiring in the field."""
    product = [path for room in ("register", "reports", "policies") for path in (ROOT / room).rglob("*.py")]
    assert {path.stem for path in product if path.stem.endswith("ing")} == {"wiring"}
