"""Mail that a person has to look at, and what is wrong with the mail server as long as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WAITING = sa.text("settled_at IS NULL")


def upgrade() -> None:
    """Add both tables, empty."""
    op.create_table(
        "kept_mail",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("brand", sa.String(100)),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by", sa.String(100)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_mail")),
    )
    op.create_index("ix_kept_mail_waiting", "kept_mail", ["id"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table(
        "troubles",
        sa.Column("what", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_troubles")),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("troubles")
    op.drop_table("kept_mail")
