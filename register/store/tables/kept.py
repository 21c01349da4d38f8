"""Kept beside the trail: sealed values, what numbers them for finding, issued documents, commands, case numbers."""

import sqlalchemy as sa

from register.store.tables.columns import code_column, id_column, metadata
from register.store.types import Instant

sealed_values = sa.Table(
    "sealed_values",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    code_column("kind", nullable=False),
    code_column("subject_kind", nullable=False),
    id_column("subject_id", nullable=False, index=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("value", sa.LargeBinary, nullable=False),
    sa.Column("lookup", sa.Text),
    sa.Index(
        "ix_sealed_values_lookup",
        "lookup",
        "kind",
        sqlite_where=sa.text("lookup IS NOT NULL"),
        postgresql_where=sa.text("lookup IS NOT NULL"),
    ),
    sa.Index(
        "uq_sealed_values_account_email",
        "lookup",
        unique=True,
        sqlite_where=sa.text("kind = 'account-email'"),
        postgresql_where=sa.text("kind = 'account-email'"),
    ),
    sqlite_with_rowid=False,
)

# The number under which the engine's own index of words (``register.store.find``) holds a case or message.
find_entries = sa.Table(
    "find_entries",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    code_column("subject_kind", nullable=False),
    id_column("subject_id", nullable=False, unique=True),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

commands = sa.Table(
    "commands",
    metadata,
    code_column("actor", primary_key=True),
    id_column(primary_key=True),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("fingerprint", sa.String(64)),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("at", Instant),
    sqlite_with_rowid=False,
)

case_numbers = sa.Table("case_numbers", metadata, sa.Column("number", sa.Integer, primary_key=True))
