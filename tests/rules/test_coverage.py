"""What we say of a regime is what its pack and the tests say: coverage tables, control matrix, every name in them."""

import csv
import re
from collections.abc import Iterable

import click
import pytest

from policies.catalogue import FOLDER, shipped
from register.cli import main
from register.domain.law.policy import Pack
from register.store.rows import KINDS
from tests.rules.source import ROOT, modules, text
from tools.marked_tests import DEFAULT_PACK, every_check, marks
from tools.policy_coverage import Control, controls, documents, named_by

PACKS = [pack for pack in shipped().newest() if pack.provisions]
(RESTED_ON,) = (pack for pack in PACKS if pack.id == DEFAULT_PACK)
CONTROLS = controls()
HELD_TO_TESTS = range(3, 12)
SCENARIOS = {f"X{number:02}" for number in range(1, 26)}


def section(pack: Pack, provision: str) -> int:
    """The number of the section a provision stands in."""
    found = {str(each.id): each.section for each in pack.provisions.values()}
    return int(found[provision].partition(".")[0])


def blueprints() -> set[str]:
    """The names of the pages."""
    return {name for module in modules("register/web") for name in re.findall(r'Blueprint\(\s*"(\w+)"', text(module))}


def addresses() -> set[str]:
    """Where the pages begin."""
    return {
        found for module in modules("register/web") for found in re.findall(r'url_prefix="(/[\w/-]+)"', text(module))
    }


def command(words: list[str]) -> click.Command | None:
    """The command of the console that these words call, options and arguments left out."""
    found: click.Command | None = main
    for word in words:
        if not isinstance(found, click.Group):
            return found
        found = found.commands.get(word)
    return found


def test_the_documents_are_what_packs_and_tests_say() -> None:
    """If this fails: `make coverage-docs`."""
    said = documents()
    assert said
    assert {path.name: path.read_text(encoding="utf-8") == text for path, text in said.items()} == {
        path.name: True for path in said
    }


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_mark_names_a_provision_of_its_pack(pack: Pack) -> None:
    assert set(named_by(pack, marks())) - set(pack.provisions) == set()


def test_every_mark_is_about_a_known_pack() -> None:
    assert {mark.pack for mark in marks()} - {pack.id for pack in PACKS} == set()


def test_every_provision_that_is_held_on_the_clock_and_the_letters_has_a_test() -> None:
    tested = named_by(RESTED_ON, marks())
    held = {str(each.id) for each in RESTED_ON.provisions.values() if each.held}
    wanted = {each for each in held if section(RESTED_ON, each) in HELD_TO_TESTS}
    assert len(wanted) > 80
    assert wanted - set(tested) == set()


def test_nothing_the_pack_asks_for_stands_without_a_provision() -> None:
    asked: dict[str, Iterable[str]] = {
        "rule": [rule.id for rule in RESTED_ON.rules.values() if rule.force != "house"],
        "class": [known.id for known in RESTED_ON.classes.values()],
        "event": [event.id for event in RESTED_ON.events.values()],
        "fact": list(RESTED_ON.facts),
        "hand_off": [matter.id for matter in RESTED_ON.hand_offs.values()],
        "letter": [letter.id for letter in RESTED_ON.letter_types.values()],
        "prohibition": [ban.id for ban in RESTED_ON.prohibitions],
        "written_response": [trigger.code for trigger in RESTED_ON.written_response],
    }
    held = {reference for each in RESTED_ON.provisions.values() for reference in each.held}
    assert {f"{kind}:{name}" for kind, names in asked.items() for name in names} - held == set()


def test_every_worked_scenario_has_a_test_that_names_its_paragraph() -> None:
    with (FOLDER / "packs" / DEFAULT_PACK / "oracle.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["id"] for row in csv.DictReader(lines)}
    assert set(named_by(RESTED_ON, marks(), "scenario")) == SCENARIOS | rows
    assert [mark for mark in marks() if mark.kind == "scenario" and not mark.cite] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_page_and_report_that_holds_a_provision_exists(pack: Pack) -> None:
    reports = {path.parent.name for path in (ROOT / "reports").glob("*/document.py")}
    known = {"page": blueprints(), "report": reports | {due.id for due in pack.returns}}
    references = [each.partition(":") for provision in pack.provisions.values() for each in provision.held]
    assert [(kind, name) for kind, _, name in references if kind in known and name not in known[kind]] == []


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_every_name_in_a_control_exists(control: Control) -> None:
    assert set(control.provisions) - set(RESTED_ON.provisions) == set()
    assert set(control.tests) - every_check() == set()
    assert control.tests
    for evidence in control.evidence:
        assert [bool(evidence.run), bool(evidence.page), bool(evidence.facts)].count(True) == 1
        assert not evidence.page or any(evidence.page.startswith(address) for address in addresses())
        called = command(evidence.run.split()[1:])
        assert not evidence.run or (called is not None and not isinstance(called, click.Group))
        options = {option for parameter in called.params for option in parameter.opts} if called is not None else set()
        assert {word for word in evidence.run.split() if word.startswith("--")} <= options
        assert set(re.findall(r"--kind (\w+)", evidence.how)) <= {str(kind) for kind in KINDS}


def test_every_control_that_is_built_can_be_seen() -> None:
    assert [control.id for control in CONTROLS if control.built and not control.evidence] == []
    assert len({control.id for control in CONTROLS}) == len(CONTROLS) >= 20
