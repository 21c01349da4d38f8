"""How dates were counted is kept once, shared by all that were counted alike."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and its guard, which lets an equal row pass: two writers may keep the same proof."""
    op.create_table(
        "proofs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_proofs")),
    )
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'proofs is append-only'); END"
        known = "EXISTS (SELECT 1 FROM proofs WHERE ((hash = NEW.hash)) AND bytes <> NEW.bytes)"
        op.execute(f"CREATE TRIGGER proofs_no_update BEFORE UPDATE ON proofs {refuse}")
        op.execute(f"CREATE TRIGGER proofs_no_delete BEFORE DELETE ON proofs {refuse}")
        op.execute(f"CREATE TRIGGER proofs_no_replace BEFORE INSERT ON proofs WHEN {known} {refuse}")
        return
    call = "EXECUTE FUNCTION refuse_change()"
    op.execute(f"CREATE TRIGGER proofs_no_change BEFORE UPDATE OR DELETE ON proofs FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER proofs_no_truncate BEFORE TRUNCATE ON proofs FOR EACH STATEMENT {call}")


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("proofs")
