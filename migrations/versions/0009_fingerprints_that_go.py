"""When a command was carried out, so that what tells its repetition apart can go after its time."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

commands = sa.table("commands", sa.column("salt", sa.LargeBinary), sa.column("fingerprint", sa.String))


def upgrade() -> None:
    """Let salt and fingerprint go; when the commands of older releases came is not known, so theirs go first."""
    with op.batch_alter_table("commands") as table:
        table.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))
        table.alter_column("salt", existing_type=sa.LargeBinary(), nullable=True)
        table.alter_column("fingerprint", existing_type=sa.String(length=64), nullable=True)


def downgrade() -> None:
    """Take the time away again; a command whose fingerprint went fits no request any more."""
    op.execute(sa.update(commands).where(commands.c.salt.is_(None)).values(salt=b"", fingerprint=""))
    with op.batch_alter_table("commands") as table:
        table.alter_column("salt", existing_type=sa.LargeBinary(), nullable=False)
        table.alter_column("fingerprint", existing_type=sa.String(length=64), nullable=False)
        table.drop_column("at")
