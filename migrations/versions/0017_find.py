"""The index by which cases and messages are found by words, made of what is sealed so far."""

import sqlalchemy as sa
from alembic import op

from register.store.find_rebuild import rebuild

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE find_terms USING fts5(terms, content='', detail=none, columnsize=0,"
    " tokenize=\"ascii tokenchars '_'\")"
)


def upgrade() -> None:
    """Make the numbers of subjects and the engine's index of their terms, and fill both."""
    op.create_table(
        "find_entries",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=100), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_find_entries")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_find_entries_subject_id")),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute(SQLITE)
    else:
        op.execute("CREATE TABLE find_terms (number integer PRIMARY KEY, terms tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_find_terms_terms ON find_terms USING gin (terms)")
    rebuild(connection)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("find_terms")
    op.drop_table("find_entries")
