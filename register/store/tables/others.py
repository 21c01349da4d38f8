"""Messages, accounts, channels, reports and pending approvals as rows."""

import sqlalchemy as sa

from register.store.tables.columns import code_column, id_column, metadata
from register.store.types import Instant

messages = sa.Table(
    "messages",
    metadata,
    id_column(primary_key=True),
    id_column("channel_id", nullable=False),
    code_column("platform", nullable=False),
    code_column("entity", nullable=False),
    code_column("brand", nullable=False),
    code_column("state", nullable=False),
    code_column("reason"),
    code_column("handoff"),
    sa.Column("handoff_accepted_at", Instant),
    id_column("handoff_person"),
    sa.Column("handoff_due_at", Instant),
    sa.Column("handoff_finished_at", Instant),
    code_column("visibility", nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("captured_at", Instant, nullable=False),
    sa.Column("thread", sa.String(64)),
    sa.Column("deleted", sa.Boolean, nullable=False),
    sa.Column("versions", sa.Integer, nullable=False),
    sa.Index(
        "ix_messages_inbox",
        "received_at",
        "id",
        sqlite_where=sa.text("state IN ('awaiting','unsure')"),
        postgresql_where=sa.text("state IN ('awaiting','unsure')"),
    ),
    sa.Index("ix_messages_captured", "captured_at"),
    sa.Index(
        "ix_messages_handed_off",
        "handoff_due_at",
        "id",
        sqlite_where=sa.text("state = 'handed-off' AND handoff_finished_at IS NULL"),
        postgresql_where=sa.text("state = 'handed-off' AND handoff_finished_at IS NULL"),
    ),
)

approvals = sa.Table(
    "approvals",
    metadata,
    id_column(primary_key=True),
    code_column("subject_kind", nullable=False),
    id_column("subject_id", nullable=False, index=True),
    code_column("kind", nullable=False),
    code_column("asked_by", nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("authors", sa.Text, nullable=False),
    code_column("brand"),
)

accounts = sa.Table(
    "accounts",
    metadata,
    id_column(primary_key=True),
    id_column("stamp", nullable=False, unique=True),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("administrator", sa.Boolean, nullable=False),
    id_column("person", index=True),
)

tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    id_column("id", nullable=False, unique=True),
    id_column("account_id", nullable=False, index=True),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("expires_at", Instant),
    sa.Column("revoked_at", Instant),
)

channels = sa.Table(
    "channels",
    metadata,
    id_column(primary_key=True),
    code_column("platform", nullable=False),
    code_column("slug", nullable=False),
    code_column("entity", nullable=False),
    code_column("brand", nullable=False),
    code_column("native_account"),
    sa.Column("closed_at", Instant),
    sa.UniqueConstraint("platform", "slug"),
)

reports = sa.Table(
    "reports",
    metadata,
    id_column(primary_key=True),
    code_column("kind", nullable=False),
    code_column("entity", nullable=False),
    code_column("state", nullable=False),
    sa.Column("from_on", sa.Date, nullable=False),
    sa.Column("to_on", sa.Date, nullable=False),
    code_column("prepared_by", nullable=False),
    sa.Column("prepared_at", Instant, nullable=False),
    code_column("approved_by"),
    sa.Column("document", sa.String(64), nullable=False),
    sa.Column("issued_document", sa.String(64)),
    sa.Column("issued_at", Instant),
    sa.CheckConstraint("approved_by IS NULL OR approved_by <> prepared_by", name="four_eyes"),
)
