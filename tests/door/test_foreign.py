"""What may stand in the database is a list: everything else that acts, holds or is gone there is named."""

import pytest

from tests.build import Bench
from tests.door.looking import codes, url_of, verified
from tests.store.raw import run

SQLITE = {
    "CREATE TRIGGER quiet AFTER INSERT ON entries BEGIN SELECT 1; END": "trigger-foreign",
    "CREATE TRIGGER lose AFTER INSERT ON unsealed BEGIN DELETE FROM unsealed; END": "trigger-foreign",
    "CREATE TABLE mine (id TEXT)": "table-foreign",
    "CREATE VIEW mine AS SELECT id FROM cases": "table-foreign",
    "ALTER TABLE cases ADD COLUMN mine TEXT": "column-foreign",
    "DROP TABLE form_drafts": "table-missing",
}
POSTGRESQL = {
    "CREATE RULE lose AS ON INSERT TO unsealed DO INSTEAD NOTHING": "rule-foreign",
    "CREATE POLICY hide ON cases USING (false)": "rule-foreign",
    "CREATE TRIGGER quiet AFTER UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION refuse_change()": "trigger-foreign",
    "CREATE TABLE mine (id TEXT)": "table-foreign",
    "CREATE VIEW mine AS SELECT id FROM cases": "table-foreign",
    "ALTER TABLE cases ADD COLUMN mine TEXT": "column-foreign",
    "DROP TABLE form_drafts": "table-missing",
}


@pytest.mark.parametrize("number", range(len(POSTGRESQL)))
def test_what_is_not_the_registers_is_named(lived: Bench, number: int) -> None:
    made = list((SQLITE if url_of(lived).startswith("sqlite") else POSTGRESQL).items())
    if number >= len(made):
        return
    sql, code = made[number]
    run(url_of(lived), sql)
    assert codes(verified(lived)) == {code}


def test_a_command_that_is_gone_is_named_at_the_entry_it_made(lived: Bench) -> None:
    gone = run(url_of(lived), "DELETE FROM commands WHERE actor = :actor", actor=lived.auditor.name)
    assert gone == 0
    assert run(url_of(lived), "DELETE FROM commands WHERE actor = :actor", actor=lived.officer.name) > 0
    findings = verified(lived)
    assert codes(findings) == {"command-missing"}
    assert "case" in {fault.subject_kind for fault in findings.faults}


def test_a_number_that_was_never_drawn_is_named_at_its_case(lived: Bench) -> None:
    assert run(url_of(lived), "DELETE FROM case_numbers WHERE number = 2") == 1
    (fault,) = verified(lived).faults
    assert (fault.code, fault.subject_kind, fault.params["number"]) == ("number-missing", "case", 2)
