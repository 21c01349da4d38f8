"""The database's own guards: the triggers that keep the trail append-only, there, enabled and unchanged."""

import sqlalchemy as sa

from register.inspector.findings import Notebook
from register.store import tables as t
from register.store import upkeep_tables as u

GUARDED = (t.entries, t.leaves, t.checkpoints, t.case_versions, t.documents, *u.APPEND_ONLY)
# pg_trigger.tgtype: row 1, before 2, delete 8, update 16, truncate 32.
POSTGRESQL = {"no_change": 1 | 2 | 8 | 16, "no_truncate": 2 | 32}
REFUSES = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"


def check_guards(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every trigger that is missing, disabled, or not the one the migrations made."""
    if connection.dialect.name == "sqlite":
        _check_sqlite(connection, notebook)
    else:
        _check_postgresql(connection, notebook)


def _check_sqlite(connection: sa.Connection, notebook: Notebook) -> None:
    query = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = {row.name: row.sql for row in connection.execute(query)}
    for table in GUARDED:
        for name, wanted in sqlite_guards(table).items():
            if name not in there:
                notebook.fault("trigger-missing", table=table.name, trigger=name)
            elif there[name] != wanted:
                notebook.fault("trigger-altered", table=table.name, trigger=name)
            notebook.count("triggers")


def sqlite_guards(table: sa.Table) -> dict[str, str]:
    """Return the triggers of an append-only table by name, as the migrations write them on SQLite."""
    name = table.name
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    same = " OR ".join("(" + " AND ".join(f"{c} = NEW.{c}" for c in key) + ")" for key in _keys(table))
    known = f"EXISTS (SELECT 1 FROM {name} WHERE {same})"  # noqa: S608 -- our own names, and never executed
    return {
        f"{name}_no_update": f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse}",
        f"{name}_no_delete": f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}",
        f"{name}_no_replace": f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {known} {refuse}",
    }


def _keys(table: sa.Table) -> list[list[str]]:
    unique = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    return [[column.name for column in constraint.columns] for constraint in (table.primary_key, *unique)]


def _check_postgresql(connection: sa.Connection, notebook: Notebook) -> None:
    query = sa.text(
        "SELECT c.relname AS tab, g.tgname AS name, g.tgenabled AS enabled, g.tgtype AS type,"
        " g.tgqual IS NULL AND p.proname = 'refuse_change' AND trim(p.prosrc) = :refuses AS same"
        " FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid"
        " WHERE NOT g.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    there = {(row.tab, row.name): row for row in connection.execute(query, {"refuses": REFUSES})}
    for table in GUARDED:
        for ending, kind in POSTGRESQL.items():
            name = f"{table.name}_{ending}"
            found = there.get((table.name, name))
            if found is None:
                notebook.fault("trigger-missing", table=table.name, trigger=name)
            elif _text(found.enabled) not in {"O", "A"}:
                notebook.fault("trigger-disabled", table=table.name, trigger=name)
            elif found.type != kind or not found.same:
                notebook.fault("trigger-altered", table=table.name, trigger=name)
            notebook.count("triggers")


def _text(char: str | bytes) -> str:
    return char.decode() if isinstance(char, bytes) else char
