"""A possible breach says when it was recorded, which is nobody's knowledge, and what is known of its limit now.

A date says which time its duty runs; those set before count as running once.
"""

import sqlalchemy as sa
from alembic import op

from migrations.derivations import Value, rewrite_states, rewrite_versions

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rename what was called known, and add what is known since."""
    op.execute("ALTER TABLE breaches RENAME COLUMN first_known_at TO recorded_at")
    op.add_column("breaches", sa.Column("standing", sa.String(100), nullable=False, server_default="stands"))
    op.add_column("deadlines", sa.Column("round", sa.Integer, nullable=False, server_default="0"))
    rewrite_states("case", _recorded)
    rewrite_versions(_recorded)


def downgrade() -> None:
    """Call it known again; a register with an entry of the newer kind cannot be read by the old program."""
    rewrite_versions(_known)
    rewrite_states("case", _known)
    op.drop_column("deadlines", "round")
    op.drop_column("breaches", "standing")
    op.execute("ALTER TABLE breaches RENAME COLUMN recorded_at TO first_known_at")


def _recorded(case: Value) -> None:
    for breach in case["breaches"]:
        breach["recorded_at"] = breach.pop("first_known_at")


def _known(case: Value) -> None:
    for breach in case["breaches"]:
        breach["first_known_at"] = breach.pop("recorded_at")
