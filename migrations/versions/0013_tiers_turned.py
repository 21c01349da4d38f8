"""Support tiers count upwards: 3 is the gravest, as it was the least before.

Replay reads older facts so (``register/domain/facts/earlier.py``); here the rows follow. What was typed into a form and
not taken yet goes where it may name a tier: nobody could tell any more which way it was counted.
"""

import sqlalchemy as sa
from alembic import op

from migrations.derivations import Value, rewrite_states, rewrite_versions

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

cases = sa.table("cases", sa.column("tier", sa.Integer))
drafts = sa.table("form_drafts", sa.column("content"))


def upgrade() -> None:
    """Turn every tier."""
    op.execute(sa.update(cases).values(tier=4 - cases.c.tier))
    rewrite_states("case", _turn_state)
    rewrite_versions(_turn)
    op.execute(sa.delete(drafts).where(drafts.c.content.like("%tier%")))


def downgrade() -> None:
    """Turn them back; a register with an entry of the newer kind cannot be read by the old program."""
    upgrade()


def _turn_state(case: Value) -> None:
    _turn(case["classification"])
    if case["priority"] is not None:
        _turn(case["priority"])
    if case["classification_proposal"] is not None:
        _turn(case["classification_proposal"]["classification"])


def _turn(value: Value) -> None:
    value["tier"] = 4 - value["tier"]
