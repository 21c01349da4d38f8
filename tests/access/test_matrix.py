"""Every address, every method, everybody: who is answered what, as it is written down in ``matrix.txt``."""

from itertools import groupby

import pytest

from tests.access import table
from tests.access.asking import MACHINES, METHODS, ONE_ENGINE, Door, refused
from tests.access.firm import STRANGER

UNKNOWN = "no line of tests/access/matrix.txt says what {} answers: run `make access`, read what it wrote, commit it"

# What the application decides before any database is asked.


@ONE_ENGINE
def test_every_address_answers_everybody_as_it_is_written_down(door: Door, pytestconfig: pytest.Config) -> None:
    expected = {} if pytestconfig.getoption("--write-access", default=False) else table.read()
    served = [(address, method) for address in door.addresses() for method in address.methods]
    new = [f"{method} {address.name}" for address, method in served if (address.name, method, STRANGER) not in expected]
    assert not expected or not new, UNKNOWN.format(", ".join(new))
    answers = {
        (address.name, method, who): door.answer(address, method, who)
        for address, method in served
        for who in door.askers
    }
    assert [cell for cell, answer in answers.items() if answer.startswith("5")] == []
    if not expected:
        table.write(answers)
        return
    gone = {(address, method) for address, method, _ in expected} - {
        (address.name, method) for address, method in served
    }
    assert not gone, f"tests/access/matrix.txt speaks of what is gone: run `make access`; {gone}"
    other = {cell: (expected[cell], answer) for cell, answer in answers.items() if expected[cell] != answer}
    assert other == {}, "written down, and answered"


@pytest.mark.long
@pytest.mark.parametrize("door", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_the_other_engine_answers_the_first_who_is_let_in_alike(door: Door) -> None:
    expected = table.read()
    for address in door.addresses():
        for method in address.methods:
            told = {who: expected[address.name, method, who] for who in door.askers}
            let_in = next((who for who, answer in told.items() if not refused(answer.rstrip("+"))), STRANGER)
            assert door.answer(address, method, let_in) == told[let_in], (address.name, method, let_in)


@ONE_ENGINE
def test_no_other_method_does_anything_for_anybody(door: Door) -> None:
    expected, people, turn = table.read(), list(door.askers), 0
    for rule, addresses in groupby(door.addresses(), key=lambda address: address.rule.rule):
        several = list(addresses)
        served = {method for address in several for method in address.methods}
        for method in (method for method in METHODS if method not in served):
            # By turns: over all addresses everybody asks by every method.
            who, turn = people[turn % len(people)], turn + 1
            answer = door.answer(several[0], method, who)
            if method == "HEAD" and "GET" in served:
                assert answer == expected[several[0].name, "GET", who], (rule, who)
            elif method == "OPTIONS":
                # The log-in page leads whoever has signed in on, however they ask.
                assert answer in {"200", expected.get((several[0].name, "GET", who))} or refused(answer), (rule, who)
            else:
                # A step that is opened leads to the page it stands on; who has not signed in, to the log-in.
                assert answer in {"405", "404", "302"} or refused(answer), (rule, method, who)
                assert answer != "302" or method == "GET", (rule, who)


@ONE_ENGINE
def test_a_token_opens_no_page_and_a_session_no_address_of_programs(door: Door) -> None:
    expected = table.read()
    for address in door.addresses():
        for method in address.methods:
            machine = address.name.startswith(MACHINES)
            answer = door.answer(address, method, "approver", **({"token": ""} if machine else {"cookie": ""}))
            assert answer == expected[address.name, method, STRANGER] or refused(answer), (address.name, method)


@ONE_ENGINE
def test_no_form_is_taken_without_its_token(door: Door) -> None:
    for address in door.addresses():
        for method in set(address.methods) - {"GET"}:
            if not address.name.startswith(MACHINES):
                assert door.answer(address, method, "approver", form="") == "400", (address.name, method)
