"""The tables behind the one door are complete: every command, every fact, and what each of them may hold."""

import importlib
import pkgutil
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

import register.domain.commands
import register.domain.facts
from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER, OPERATOR, SYSTEM
from register.domain.apply import CHANGES, FIRST
from register.domain.commands.base import CaseCommand, Command
from register.domain.decide import DECISIONS
from register.domain.facts import FACTS
from register.domain.lifecycle import KEPT, LIFECYCLE
from register.domain.permissions import MAY, SCOPES
from register.domain.sealed import Sealed
from register.domain.shapes import shape_of
from register.domain.values import Amount, Cite, Code, Digest, Id
from register.store.rows import KINDS

MAY_BE_HELD = {Id, Code, Cite, Digest, Amount, Sealed, int, bool, date, datetime, NoneType}


def _classes(package: Any) -> set[Any]:
    """Every class written in a package."""
    names = [found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    modules = [importlib.import_module(name) for name in names]
    return {v for m in modules for v in vars(m).values() if isinstance(v, type) and v.__module__ == m.__name__}


def _leaves(kind: type[Command]) -> list[type[Command]]:
    """The commands nobody builds upon: those that can be asked."""
    below = kind.__subclasses__()
    return [leaf for each in below for leaf in _leaves(each)] if below else [kind]


WRITTEN = _classes(register.domain.commands)
COMMANDS: set[type[Command]] = {leaf for leaf in _leaves(Command) if leaf in WRITTEN}
EVENTS: set[Any] = {kind for kind in _classes(register.domain.facts) if "TAG" in vars(kind)}


def test_there_is_something_to_look_at() -> None:
    assert len(COMMANDS) > 50
    assert len(EVENTS) > 60


def test_every_command_has_its_row_of_permissions_and_no_row_is_for_nothing() -> None:
    assert set(MAY) == COMMANDS


def test_every_command_has_a_tag_of_its_own() -> None:
    tags = {command: vars(command).get("TAG") for command in COMMANDS}
    assert {command.__name__ for command, tag in tags.items() if not tag} == set()
    assert len(set(tags.values())) == len(COMMANDS)


def test_every_row_of_permissions_names_known_roles_and_a_known_scope() -> None:
    roles = {OFFICER, APPROVER, AUDITOR, ADMINISTRATOR, OPERATOR, SYSTEM}
    assert {command.__name__ for command, row in MAY.items() if not row.roles or row.roles - roles} == set()
    assert {command.__name__ for command, row in MAY.items() if row.scope not in SCOPES} == set()


def test_an_administrator_cannot_touch_a_case_and_an_auditor_changes_nothing() -> None:
    cases = {command for command in COMMANDS if issubclass(command, CaseCommand) or command.CREATES == "case"}
    assert {command.__name__ for command in cases if {ADMINISTRATOR, AUDITOR, OPERATOR} & MAY[command].roles} == set()
    own = {"SetPassword", "SetTotp", "SetRecoveryCodes", "CreateToken", "RevokeToken"}
    assert {command.__name__ for command in COMMANDS if AUDITOR in MAY[command].roles} == {*own, "RecordExport"}


def test_every_command_is_decided() -> None:
    assert set(DECISIONS) == COMMANDS


def test_every_command_about_a_case_says_when_it_is_legal() -> None:
    about_cases = {command for command in COMMANDS if issubclass(command, CaseCommand)}
    assert about_cases - set(LIFECYCLE) == set()
    assert set(LIFECYCLE) - COMMANDS == set()
    assert {command.__name__ for command, statuses in LIFECYCLE.items() if not statuses or statuses - KEPT} == set()


def test_every_fact_can_be_read_back_and_applied() -> None:
    assert {kind.TAG for kind in EVENTS} == set(FACTS.tags())
    assert set(FIRST) | set(CHANGES) == EVENTS
    assert set(FIRST) & set(CHANGES) == set()


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.TAG) for kind in sorted(EVENTS, key=str)])
def test_a_fact_holds_ids_codes_times_numbers_hashes_and_sealed_values_alone(kind: type) -> None:
    shape_of(kind)
    assert _held(kind) - MAY_BE_HELD == set()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_subject_holds_no_plain_words_either(kind: type) -> None:
    assert _held(kind) - MAY_BE_HELD == set()


def test_the_rule_on_what_is_held_can_tell() -> None:
    assert _held_in(tuple[str, ...] | None) - MAY_BE_HELD == {str}
    assert _held_in(frozenset[Code]) - MAY_BE_HELD == set()


def test_names_of_facts_and_their_subjects_fit() -> None:
    kinds = {tag.partition(":")[0] for tag in FACTS.tags()}
    # A letter is a part of its case.
    assert kinds <= {*KINDS, "letter"}


def _held(kind: type) -> set[Any]:
    """Every type a value of ``kind`` can hold, however deep."""
    if not is_dataclass(kind) or kind is Sealed:
        return {kind}
    hints = get_type_hints(kind)
    return {found for field in fields(kind) for found in _held_in(hints[field.name])}


def _held_in(hint: Any) -> set[Any]:
    inner = [argument for argument in get_args(hint) if argument is not Ellipsis]
    if inner:
        return {found for argument in inner for found in _held_in(argument)}
    return _held(hint)
