"""A message's hand-off as columns: to whom it was given, the limit of its own, and when it was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'handed-off' AND handoff_finished_at IS NULL")


def upgrade() -> None:
    """Add the columns; what was handed off before had none of these."""
    op.add_column("messages", sa.Column("handoff_person", sa.String(36)))
    op.add_column("messages", sa.Column("handoff_due_at", sa.DateTime(timezone=True)))
    op.add_column("messages", sa.Column("handoff_finished_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_messages_handed_off",
        "messages",
        ["handoff_due_at", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Take them away again; the facts in the trail stay."""
    op.drop_index("ix_messages_handed_off", "messages")
    for column in ("handoff_finished_at", "handoff_due_at", "handoff_person"):
        op.drop_column("messages", column)
