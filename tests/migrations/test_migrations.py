"""The migrations give exactly the schema the program thinks in, guards included, and can be taken back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from register.inspector.findings import Notebook
from register.inspector.guards import GUARDED, INDEX, check_guards
from register.store import tables as t
from register.store import upkeep_tables
from register.store.engine import writing_engine
from register.store.schema import FIRST, FOLDER, Ended, configuration, current, downgrade, head, migrate, standing
from tests.store.raw import ask, raw, unguard

SCRIPTS = ScriptDirectory.from_config(configuration())


@pytest.fixture
def connection(database_url: str) -> Iterator[sa.Connection]:
    engine = writing_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _names(url: str) -> set[str]:
    with raw(url) as connection:
        return set(sa.inspect(connection).get_table_names())


def test_there_is_one_history_and_head_names_its_end() -> None:
    revisions = list(SCRIPTS.walk_revisions())
    assert SCRIPTS.get_heads() == [head()]
    assert (FOLDER / "HEAD").read_text(encoding="utf-8").split() == [head()]
    assert [revision.revision for revision in reversed(revisions)] == [
        f"{n:04}" for n in range(int(FIRST), int(FIRST) + len(revisions))
    ]


def test_the_migrated_schema_is_the_one_the_program_thinks_in(connection: sa.Connection) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or name not in INDEX

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
    assert upkeep_tables.sessions.metadata is t.metadata
    assert compare_metadata(context, t.metadata) == []


def test_every_check_and_unique_rule_is_there(connection: sa.Connection) -> None:
    inspector = sa.inspect(connection)
    for table in t.metadata.sorted_tables:
        checks = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint) and c.name}
        uniques = {str(c.name) for c in table.constraints if isinstance(c, sa.UniqueConstraint)}
        assert {c["name"] for c in inspector.get_check_constraints(table.name)} >= checks
        assert {c["name"] for c in inspector.get_unique_constraints(table.name)} == uniques


def test_every_guard_is_there(connection: sa.Connection) -> None:
    notebook = Notebook()
    check_guards(connection, notebook)
    assert notebook.faults == []
    sqlite = connection.dialect.name == "sqlite"
    assert notebook.counts["triggers"] == (len(GUARDED) * 3 if sqlite else len(GUARDED) * 2 + 1)


@pytest.mark.parametrize("table", [table.name for table in GUARDED])
def test_a_guard_that_is_gone_is_named(database_url: str, table: str) -> None:
    unguard(database_url, table)
    notebook = Notebook()
    with raw(database_url) as connection:
        check_guards(connection, notebook)
    assert {fault.params["table"] for fault in notebook.faults} == {table}
    assert {fault.code for fault in notebook.faults} <= {"trigger-missing", "trigger-disabled"}


def test_a_guard_that_refuses_nothing_is_named(database_url: str) -> None:
    with raw(database_url) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER entries_no_delete")
            connection.exec_driver_sql("CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT 1; END")
        else:
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NEW; END $$"
            )
        notebook = Notebook()
        check_guards(connection, notebook)
    assert {"trigger-altered"} == {fault.code for fault in notebook.faults}
    assert "entries" in {fault.params["table"] for fault in notebook.faults}


def test_it_can_be_taken_back_and_made_again(database_url: str) -> None:
    before = _names(database_url)
    downgrade(database_url, "base")
    assert _names(database_url) == {"alembic_version"}
    migrate(database_url)
    assert _names(database_url) == before
    with raw(database_url) as connection:
        notebook = Notebook()
        check_guards(connection, notebook)
        assert (current(connection), notebook.faults) == (head(), [])


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    assert ask(database_url, "SELECT count(*) FROM alembic_version") == 1


@pytest.mark.parametrize("revision", ["0001", "0015"])
def test_a_database_of_forms_that_ended_is_left_alone(database_url: str, revision: str) -> None:
    with raw(database_url) as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    before = _names(database_url)
    for ask_of in (migrate, standing):
        with pytest.raises(Ended) as ended:
            ask_of(database_url)
        assert ended.value.revision == revision
    assert (ask(database_url, "SELECT version_num FROM alembic_version"), _names(database_url)) == (revision, before)


def test_a_database_from_a_newer_program_is_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    with raw(sqlite_url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    kept = tmp_path / "kept.db"
    shutil.copyfile(tmp_path / "register.db", kept)
    with pytest.raises(Exception, match="9999"):
        migrate(sqlite_url)
    assert ask(sqlite_url, "SELECT version_num FROM alembic_version") == "9999"
