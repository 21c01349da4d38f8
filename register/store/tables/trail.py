"""Subjects as values, and the trail: entries, the tree over them, checkpoints, what was known of each case when."""

import sqlalchemy as sa

from register.store.tables.columns import code_column, id_column, metadata
from register.store.types import Instant, Packed

subjects = sa.Table(
    "subjects",
    metadata,
    code_column("kind", primary_key=True),
    id_column(primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("head", sa.String(64), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("state", Packed, nullable=False),
    sqlite_with_rowid=False,
)

entries = sa.Table(
    "entries",
    metadata,
    id_column(primary_key=True),
    code_column("subject_kind", nullable=False),
    id_column("subject_id", nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("at", Instant, nullable=False),
    code_column("actor", nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("subject_kind", "subject_id", "seq"),
)

# How dates were counted, shared by all that were counted alike; the entries name them by their hash.
proofs = sa.Table(
    "proofs",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
)

unsealed = sa.Table("unsealed", metadata, id_column("entry_id", primary_key=True))

leaves = sa.Table(
    "leaves",
    metadata,
    sa.Column("leaf_index", sa.BigInteger, primary_key=True, autoincrement=False),
    id_column("entry_id", nullable=False, unique=True),
)

tree = sa.Table(
    "tree",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("frontier", sa.Text, nullable=False),
    sa.CheckConstraint("id = 1", name="one_row"),
)

checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("root", sa.String(64), nullable=False),
    sa.Column("signed_at", Instant, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

case_versions = sa.Table(
    "case_versions",
    metadata,
    id_column("case_id", primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    code_column("entity", nullable=False),
    code_column("brand", nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("reportable", Packed, nullable=False),
    sqlite_with_rowid=False,
)

version_marks = sa.Table(
    "version_marks",
    metadata,
    id_column("case_id", primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("from_size", sa.BigInteger, nullable=False),
    sa.Column("to_size", sa.BigInteger),
    sa.Index("ix_version_marks_known", "from_size", "to_size"),
    sqlite_with_rowid=False,
)
