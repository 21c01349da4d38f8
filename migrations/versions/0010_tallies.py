"""What strangers are refused is counted, and no longer a row each."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of counts."""
    op.create_table(
        "tallies",
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "what", name=op.f("pk_tallies")),
    )


def downgrade() -> None:
    """Take the counts away."""
    op.drop_table("tallies")
