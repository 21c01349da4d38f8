"""Whether a date is the law's, as a column: an unconfirmed one is not, whatever the force its rule claims."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TOGETHER = 1000

subjects = sa.table("subjects", sa.column("kind"), sa.column("id"), sa.column("state"))
deadlines = sa.table("deadlines", sa.column("id"), sa.column("legal", sa.Boolean))


def upgrade() -> None:
    """Add the column, and fill it from the values of the cases."""
    op.add_column("deadlines", sa.Column("legal", sa.Boolean(), nullable=False, server_default=sa.false()))
    fill = sa.update(deadlines).where(deadlines.c.id == sa.bindparam("deadline")).values(legal=sa.true())
    for page in _states():
        legal = [{"deadline": deadline["id"]} for state in page for deadline in state["deadlines"] if _legal(deadline)]
        if legal:
            op.get_bind().execute(fill, legal)
    with op.batch_alter_table("deadlines") as table:
        table.alter_column("legal", server_default=None)


def downgrade() -> None:
    """Take it away again; the values of the cases hold what it was filled from."""
    op.drop_column("deadlines", "legal")


def _states() -> Iterator[list[dict[str, Any]]]:
    """Yield the values of all cases, some at a time."""
    connection, last = op.get_bind(), ""
    cases = sa.select(subjects.c.id, subjects.c.state).where(subjects.c.kind == "case").order_by(subjects.c.id)
    while rows := connection.execute(cases.where(subjects.c.id > last).limit(TOGETHER)).all():
        yield [json.loads(row.state) for row in rows]
        last = rows[-1].id


def _legal(deadline: dict[str, Any]) -> bool:
    due = deadline["due"]
    return due["force"] in {"E", "L"} and due["derivation"]["confirmed"] != "U"
