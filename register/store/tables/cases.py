"""A case as rows: what queues, boards and sweeps ask for."""

from datetime import UTC, datetime

import sqlalchemy as sa

from register.store.tables.columns import code_column, id_column, metadata
from register.store.types import Instant

NO_DATE = datetime(9999, 12, 30, tzinfo=UTC)

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
    # Never null, for the queue is ordered by it: ``NO_DATE`` where none is open.
    sa.Column("next_due_at", Instant, nullable=False),
    code_column("next_due_rule"),
    # Whether that date is the law's own, and until when the case has to be classified: a line of the queue says both.
    sa.Column("next_due_legal", sa.Boolean, nullable=False),
    sa.Column("classify_by", Instant),
    id_column("assignee"),
    sa.Column("readers", sa.Text),
    sa.Column("linked", sa.Text),
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
    sa.Column("legal", sa.Boolean, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("met_at", Instant),
    sa.Column("missed", sa.Boolean, nullable=False),
    sa.Column("replaced", sa.Boolean, nullable=False),
    sa.Column("round", sa.Integer, nullable=False, server_default="0"),
    sa.Index(
        "ix_deadlines_open",
        "due_at",
        "id",
        sqlite_where=sa.text("met_at IS NULL AND NOT replaced AND NOT missed"),
        postgresql_where=sa.text("met_at IS NULL AND NOT replaced AND NOT missed"),
    ),
    sa.Index(
        "ix_deadlines_near",
        "pack",
        "duty",
        "due_at",
        "id",
        sqlite_where=sa.text("met_at IS NULL AND NOT replaced AND kind = 'deadline'"),
        postgresql_where=sa.text("met_at IS NULL AND NOT replaced AND kind = 'deadline'"),
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
        "approved_by IS NULL OR COALESCE(approved_rule, '') = 'one-person' "
        "OR (approved_by <> drafted_by AND approved_by <> COALESCE(submitted_by, ''))",
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
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("assess_by", sa.Date, nullable=False),
    code_column("standing", nullable=False, server_default="stands"),
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

holds = sa.Table(
    "holds",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    code_column("prohibition", nullable=False),
    sa.Column("ordered_at", Instant, nullable=False),
    sa.Column("confirmed_at", Instant),
    sa.Column("lifted_at", Instant),
)

escalations = sa.Table(
    "escalations",
    metadata,
    id_column(primary_key=True),
    id_column("case_id", nullable=False, index=True),
    id_column("deadline_id", nullable=False, index=True),
    code_column("risk", nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("taken_at", Instant),
)
