"""Where an account signed in before: whoever guesses at it from elsewhere does not shut it out there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; it fills as people sign in."""
    op.create_table(
        "known_addresses",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_known_addresses")),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("known_addresses")
