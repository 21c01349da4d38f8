"""Whose work waits for a second person, as a column: everybody who changed a word of it, not only who asked last."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

approvals = sa.table("approvals", sa.column("id"), sa.column("kind"), sa.column("asked_by"), sa.column("authors"))
letters = sa.table("letters", sa.column("id"), sa.column("drafted_by"), sa.column("submitted_by"))


def upgrade() -> None:
    """Add the column, and fill it with whom the register knew of until now."""
    op.add_column("approvals", sa.Column("authors", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    connection.execute(sa.update(approvals).values(authors=approvals.c.asked_by))
    query = sa.select(letters).join(approvals, approvals.c.id == letters.c.id)
    for letter in connection.execute(query).all():
        wrote = " ".join(sorted({letter.drafted_by, letter.submitted_by or letter.drafted_by}))
        connection.execute(sa.update(approvals).where(approvals.c.id == letter.id).values(authors=wrote))
    with op.batch_alter_table("approvals") as table:
        table.alter_column("authors", server_default=None)


def downgrade() -> None:
    """Take it away again; the values of the subjects hold what it was filled from."""
    op.drop_column("approvals", "authors")
