"""Which accounts are of the same human, as a column."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: nobody was said to have two accounts before."""
    op.add_column("accounts", sa.Column("person", sa.String(36)))
    op.create_index(op.f("ix_accounts_person"), "accounts", ["person"])


def downgrade() -> None:
    """Take it away again; the values of the accounts hold what it said."""
    op.drop_index(op.f("ix_accounts_person"), table_name="accounts")
    op.drop_column("accounts", "person")
