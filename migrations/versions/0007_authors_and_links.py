"""Who changed what waits for a second person, and who is linked to a case's subject, as columns."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

approvals = sa.table("approvals", sa.column("id"), sa.column("kind"), sa.column("asked_by"), sa.column("authors"))
cases = sa.table("cases", sa.column("id"), sa.column("linked"))
subjects = sa.table("subjects", sa.column("kind"), sa.column("id"), sa.column("state"))
letters = sa.table("letters", sa.column("id"), sa.column("drafted_by"), sa.column("submitted_by"))


def upgrade() -> None:
    """Add the columns, and fill them with what the register knew until now."""
    op.add_column("approvals", sa.Column("authors", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    connection.execute(sa.update(approvals).values(authors=approvals.c.asked_by))
    query = sa.select(letters).join(approvals, approvals.c.id == letters.c.id)
    for letter in connection.execute(query).all():
        wrote = " ".join(sorted({letter.drafted_by, letter.submitted_by or letter.drafted_by}))
        connection.execute(sa.update(approvals).where(approvals.c.id == letter.id).values(authors=wrote))
    with op.batch_alter_table("approvals") as table:
        table.alter_column("authors", server_default=None)
    op.add_column("cases", sa.Column("linked", sa.Text()))
    states = sa.select(subjects.c.id, subjects.c.state).where(subjects.c.kind == "case")
    for row in connection.execute(states.where(subjects.c.state.like('%"linked_accounts":["%'))).all():
        linked = " ".join(sorted(json.loads(row.state)["linked_accounts"]))
        connection.execute(sa.update(cases).where(cases.c.id == row.id).values(linked=linked))


def downgrade() -> None:
    """Take them away again; the values of the subjects hold what they were filled from."""
    op.drop_column("cases", "linked")
    op.drop_column("approvals", "authors")
