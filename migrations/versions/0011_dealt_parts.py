"""What became later of a part of a delivery that was in no message: read after all, or set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "dealt_parts",
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "part", name=op.f("pk_dealt_parts")),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("dealt_parts")
