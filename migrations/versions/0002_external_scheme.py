"""Values of a case name the external scheme, whichever it is, and no longer one scheme by its name.

What is rewritten are derivations: the subjects' values and the reportable versions of cases, both of which replay gives
again from the entries. No entry is touched; the old fact keeps its tag and its form for ever. The versions are
append-only, so their guard is lifted for the rewriting and put back as it was, in this same transaction.
"""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TOGETHER = 1000
Value = dict[str, Any]

subjects = sa.table("subjects", sa.column("kind"), sa.column("id"), sa.column("state"))
versions = sa.table("case_versions", sa.column("case_id"), sa.column("seq"), sa.column("reportable"))


def upgrade() -> None:
    """Bring the values forward."""
    _rewrite(_state_forward, _reportable_forward)


def downgrade() -> None:
    """Take it back; a register that holds a step with more than the old form had cannot be read by the old program."""
    _rewrite(_state_back, _reportable_back)


def _rewrite(state: Callable[[Value], None], reportable: Callable[[Value], None]) -> None:
    cases = sa.select(subjects.c.id, subjects.c.state).where(subjects.c.kind == "case")
    _rewrite_column(cases, (subjects.c.id,), subjects.c.state, state)
    dropped = _lift_guard()
    every = sa.select(versions.c.case_id, versions.c.seq, versions.c.reportable)
    _rewrite_column(every, (versions.c.case_id, versions.c.seq), versions.c.reportable, reportable)
    _put_back(dropped)


def _rewrite_column(
    query: sa.Select[Any],
    key: tuple[sa.ColumnClause[Any], ...],
    column: sa.ColumnClause[Any],
    change: Callable[[Value], None],
) -> None:
    """Change every text of ``column``, some rows at a time in the order of ``key``."""
    connection, table = op.get_bind(), column.table
    matches = sa.and_(*(part == sa.bindparam(f"at_{part.name}") for part in key))
    if table is subjects:
        matches = sa.and_(matches, subjects.c.kind == "case")
    update = sa.update(table).where(matches).values({column.name: sa.bindparam("text")})  # type: ignore[arg-type]  # a table
    last: tuple[Any, ...] | None = None
    while True:
        page = query.order_by(*key).limit(TOGETHER)
        if last is not None:
            page = page.where(sa.tuple_(*key) > sa.tuple_(*(sa.literal(part) for part in last)))
        rows = connection.execute(page).all()
        if not rows:
            return
        connection.execute(update, [_changed(key, row, column.name, change) for row in rows])
        last = tuple(rows[-1]._mapping[part.name] for part in key)  # noqa: SLF001 -- SQLAlchemy's public name for it


def _changed(
    key: tuple[sa.ColumnClause[Any], ...], row: sa.Row[Any], name: str, change: Callable[[Value], None]
) -> Value:
    told = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for it
    value = json.loads(told[name])
    change(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {"text": text, **{f"at_{part.name}": told[part.name] for part in key}}


def _state_forward(value: Value) -> None:
    last = value.pop("afca", None)
    steps = value.pop("afca_steps", [last] if last else [])
    more = {"stage": None, "stage_reason": None, "consent_at": None, "consent": None}
    value["external_steps"] = [{**more, **step} for step in steps]


def _state_back(value: Value) -> None:
    old = ("at", "kind", "reference", "due_on")
    steps = [{name: step[name] for name in old} for step in value.pop("external_steps", [])]
    value["afca_steps"], value["afca"] = steps, steps[-1] if steps else None


def _reportable_forward(value: Value) -> None:
    value["external"] = value.pop("afca", [])


def _reportable_back(value: Value) -> None:
    value["afca"] = value.pop("external", [])


def _lift_guard() -> list[str]:
    """Take the guard of the versions away; return what puts it back."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.execute("ALTER TABLE case_versions DISABLE TRIGGER USER")
        return ["ALTER TABLE case_versions ENABLE TRIGGER USER"]
    made = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_versions'")
    triggers = connection.execute(made).all()
    for name, _ in triggers:
        op.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def _put_back(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)
