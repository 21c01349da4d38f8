"""Every table. ``subjects`` holds each subject's value; the tables after it are its projection, for queries.

The projection tables are written from the value alone (``register.store.rows``), so replaying the trail must give exactly
these rows; the inspector checks that.
"""

import sqlalchemy as sa

from register.store.types import Instant

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column(name: str = "id", **options: object) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), **options)  # type: ignore[arg-type]  # options are Column's own


def code_column(name: str, **options: object) -> sa.Column[str]:
    return sa.Column(name, sa.String(100), **options)  # type: ignore[arg-type]  # options are Column's own


subjects = sa.Table(
    "subjects",
    metadata,
    code_column("kind", primary_key=True),
    id_column(primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("head", sa.String(64), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
)

cases = sa.Table(
    "cases",
    metadata,
    id_column(primary_key=True),
    code_column("reference", nullable=False, unique=True),
    code_column("status", nullable=False),
    code_column("entity", nullable=False),
    code_column("brand", nullable=False),
    code_column("complaint_class"),
    code_column("product"),
    sa.Column("tier", sa.Integer, nullable=False),
    code_column("channel", nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("logged_at", Instant, nullable=False),
    sa.Column("acknowledged_at", Instant),
    sa.Column("closed_at", Instant),
    sa.Column("next_due_at", Instant),
    code_column("next_due_rule"),
    id_column("assignee"),
    sa.Column("restricted", sa.Boolean, nullable=False),
    sa.Index(
        "ix_cases_queue",
        "next_due_at",
        "id",
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    ),
    sa.Index("ix_cases_received", "received_at", "id"),
)

deadlines = sa.Table(
    "deadlines",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    code_column("pack", nullable=False),
    code_column("rule", nullable=False),
    code_column("duty", nullable=False),
    code_column("kind", nullable=False),
    code_column("force", nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("met_at", Instant),
    sa.Column("missed", sa.Boolean, nullable=False),
    sa.Column("replaced", sa.Boolean, nullable=False),
    sa.Index(
        "ix_deadlines_open",
        "due_at",
        "id",
        sqlite_where=sa.text("met_at IS NULL AND NOT replaced AND NOT missed"),
        postgresql_where=sa.text("met_at IS NULL AND NOT replaced AND NOT missed"),
    ),
)

letters = sa.Table(
    "letters",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    code_column("type", nullable=False),
    code_column("decision"),
    code_column("via", nullable=False),
    code_column("state", nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    code_column("drafted_by", nullable=False),
    code_column("submitted_by"),
    code_column("approved_by"),
    code_column("approved_rule"),
    sa.Column("sent_at", Instant),
    sa.CheckConstraint(
        "approved_by IS NULL OR approved_rule = 'one-person' OR (approved_by <> drafted_by AND approved_by <> submitted_by)",
        name="four_eyes",
    ),
)

dispatches = sa.Table(
    "dispatches",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    id_column("letter_id", nullable=False),
    code_column("route", nullable=False),
    code_column("state", nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", Instant),
    sa.Index(
        "ix_dispatches_waiting",
        "next_attempt_at",
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    ),
)

breaches = sa.Table(
    "breaches",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    id_column("deadline_id", nullable=False, unique=True),
    sa.Column("first_known_at", Instant, nullable=False),
    sa.Column("assess_by", sa.Date, nullable=False),
    code_column("result"),
)

tasks = sa.Table(
    "tasks",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    code_column("kind", nullable=False),
    code_column("waiting_on", nullable=False),
    sa.Column("remind_on", sa.Date),
    sa.Column("done_at", Instant),
)

remedies = sa.Table(
    "remedies",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    code_column("code", nullable=False),
    code_column("amount"),
    sa.Column("due_on", sa.Date),
    sa.Column("done_at", Instant),
    code_column("paid"),
)

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
    code_column("brand"),
)

accounts = sa.Table(
    "accounts",
    metadata,
    id_column(primary_key=True),
    id_column("stamp", nullable=False, unique=True),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("administrator", sa.Boolean, nullable=False),
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

# ------------------------------------------------------------------------------------------ the trail

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
    sa.Column("reportable", sa.Text, nullable=False),
)

version_marks = sa.Table(
    "version_marks",
    metadata,
    id_column("case_id", primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("from_size", sa.BigInteger, nullable=False),
    sa.Column("to_size", sa.BigInteger),
    sa.Index("ix_version_marks_known", "from_size", "to_size"),
)

# ------------------------------------------------------------------------------------------ kept beside

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
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
)

case_numbers = sa.Table("case_numbers", metadata, sa.Column("number", sa.Integer, primary_key=True))

TRAIL = (entries, leaves, checkpoints, case_versions, documents)
