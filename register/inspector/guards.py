"""What may stand in the database beside its rows: the guards that keep the trail append-only, and our tables.

The guards have to be there, enabled and unchanged; whatever else acts on its own is foreign, and named.
"""

import sqlalchemy as sa

from register.inspector.findings import Notebook
from register.store import tables as t
from register.store import upkeep_tables as u

GUARDED = (t.entries, t.proofs, t.leaves, t.checkpoints, t.case_versions, t.documents, *u.APPEND_ONLY)
# pg_trigger.tgtype: row 1, before 2, insert 4, delete 8, update 16, truncate 32.
POSTGRESQL = {"no_change": (1 | 2 | 8 | 16, "refuse_change"), "no_truncate": (2 | 32, "refuse_change")}
# Two writers keep the same proof, and only another one under its hash is refused; of other tables the key does that.
PROOFS = {**POSTGRESQL, "no_replace": (1 | 2 | 4, "refuse_other_proof")}
VERSION = "alembic_version"
# The engine's own index of words, and the tables SQLite keeps it in.
INDEX = frozenset({"find_terms", *(f"find_terms_{part}" for part in ("data", "idx", "config"))})
SQLITE_COLUMNS = sa.text(
    "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c"
    " WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
POSTGRESQL_COLUMNS = sa.text(
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
    " AND a.attnum > 0 AND NOT a.attisdropped"
)
# A view is its own rule; rows that some may not see are hidden from a replay as well.
FOREIGN_RULES = sa.text(
    "SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
    " WHERE c.relnamespace = current_schema()::regnamespace AND r.rulename <> '_RETURN'"
    " UNION ALL SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace"
)
REFUSES = {
    "refuse_change": "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END",
    "refuse_other_proof": "BEGIN IF EXISTS (SELECT 1 FROM proofs WHERE hash = NEW.hash AND bytes <> NEW.bytes) THEN"
    " RAISE EXCEPTION 'proofs is append-only'; END IF; RETURN NEW; END",
}


def check_guards(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every trigger that is missing, disabled, or not the one the migrations made."""
    if connection.dialect.name == "sqlite":
        _check_sqlite(connection, notebook)
    else:
        _check_postgresql(connection, notebook)
        for table, rule in connection.execute(FOREIGN_RULES):
            notebook.fault("rule-foreign", table=table, rule=rule)
    _check_columns(connection, notebook)


def _check_sqlite(connection: sa.Connection, notebook: Notebook) -> None:
    query = sa.text("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    rows = connection.execute(query).all()
    there, known = {row.name: row.sql for row in rows}, set()
    for table in GUARDED:
        for name, wanted in sqlite_guards(table).items():
            known.add(name)
            if name not in there:
                notebook.fault("trigger-missing", table=table.name, trigger=name)
            elif there[name] != wanted:
                notebook.fault("trigger-altered", table=table.name, trigger=name)
            notebook.count("triggers")
    for row in rows:
        if row.name not in known:
            notebook.fault("trigger-foreign", table=row.tbl_name, trigger=row.name)


def sqlite_guards(table: sa.Table) -> dict[str, str]:
    """Return the triggers of an append-only table by name, as the migrations write them on SQLite."""
    name = table.name
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    same = " OR ".join("(" + " AND ".join(f"{c} = NEW.{c}" for c in key) + ")" for key in _keys(table))
    if table is t.proofs:
        # Two writers keep the same proof: that row is the same, and only another one is refused.
        same = f"({same}) AND bytes <> NEW.bytes"
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
        " g.tgqual IS NULL AS always, p.proname AS function, trim(p.prosrc) AS source"
        " FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid"
        " WHERE NOT g.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    there = {(row.tab, row.name): row for row in connection.execute(query)}
    for table in GUARDED:
        for ending, (kind, function) in (PROOFS if table is t.proofs else POSTGRESQL).items():
            name = f"{table.name}_{ending}"
            found = there.pop((table.name, name), None)
            if found is None:
                notebook.fault("trigger-missing", table=table.name, trigger=name)
            elif _text(found.enabled) not in {"O", "A"}:
                notebook.fault("trigger-disabled", table=table.name, trigger=name)
            elif (found.type, found.always, found.function, found.source) != (kind, True, function, REFUSES[function]):
                notebook.fault("trigger-altered", table=table.name, trigger=name)
            notebook.count("triggers")
    for tab, name in there:
        notebook.fault("trigger-foreign", table=tab, trigger=name)


def _check_columns(connection: sa.Connection, notebook: Notebook) -> None:
    """Name every table, view and column that is not ours, and ours that are gone."""
    sqlite = connection.dialect.name == "sqlite"
    there: dict[str, set[str]] = {}
    for table, column in connection.execute(SQLITE_COLUMNS if sqlite else POSTGRESQL_COLUMNS):
        there.setdefault(table, set()).add(column)
    ours = {table.name: {column.name for column in table.columns} for table in t.metadata.sorted_tables}
    for table in sorted({*there, *ours} - {VERSION} - INDEX):
        if table not in ours:
            notebook.fault("table-foreign", table=table)
        elif table not in there:
            notebook.fault("table-missing", table=table)
        else:
            for column in sorted(ours[table] ^ there[table]):
                code = "column-missing" if column in ours[table] else "column-foreign"
                notebook.fault(code, table=table, column=column)


def _text(char: str | bytes) -> str:
    return char.decode() if isinstance(char, bytes) else char
