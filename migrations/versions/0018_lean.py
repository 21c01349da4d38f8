"""The schema as the lean forms begin: subjects, their rows, the trail, sealed values, upkeep's tables, their triggers.

What came before ended with the forms it held (docs/adr/0018).
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = None
branch_labels = None
depends_on = None

# Every key by which a row could be replaced: no DELETE trigger fires for INSERT OR REPLACE, so a known key is refused.
APPEND_ONLY = {
    "entries": (("id",), ("subject_kind", "subject_id", "seq")),
    "proofs": (("hash",),),
    "leaves": (("leaf_index",), ("entry_id",)),
    "checkpoints": (("size",),),
    "case_versions": (("case_id", "seq"),),
    "documents": (("digest", "part"),),
    "deliveries": (("id",),),
    "security_log": (("id",),),
}

TABLES = (
    "accounts",
    "approvals",
    "breaches",
    "case_numbers",
    "case_versions",
    "cases",
    "channels",
    "checkpoints",
    "commands",
    "deadlines",
    "dealt_parts",
    "deliveries",
    "delivery_results",
    "dispatches",
    "documents",
    "entries",
    "escalations",
    "find_entries",
    "find_terms",
    "form_drafts",
    "holds",
    "kept_mail",
    "known_addresses",
    "leases",
    "leaves",
    "letters",
    "messages",
    "proofs",
    "refused_deliveries",
    "remedies",
    "reports",
    "sealed_values",
    "security_log",
    "sessions",
    "sign_in_attempts",
    "subjects",
    "tallies",
    "tasks",
    "token_uses",
    "tokens",
    "totp_counters",
    "tree",
    "troubles",
    "unsealed",
    "version_marks",
)


FTS5 = "terms, content='', detail=none, columnsize=0, prefix='3 4 5 6 7 8', tokenize=\"ascii tokenchars '_'\""
FIND_TERMS = {
    "sqlite": (f"CREATE VIRTUAL TABLE find_terms USING fts5({FTS5})",),
    "postgresql": (
        "CREATE TABLE find_terms (number integer PRIMARY KEY, terms tsvector NOT NULL)",
        "CREATE INDEX ix_find_terms_terms ON find_terms USING gin (terms)",
    ),
}


def _only(condition: str) -> dict[str, sa.TextClause]:
    """Say which rows a partial index holds."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _protect(table: str, keys: tuple[tuple[str, ...], ...]) -> None:
    """Refuse UPDATE, DELETE, INSERT OR REPLACE and TRUNCATE on the table."""
    if op.get_bind().dialect.name == "sqlite":
        same = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys)
        refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
        if table == "proofs":
            # Two writers keep the same proof: that row is the same, and only another one is refused.
            same = f"({same}) AND bytes <> NEW.bytes"
        known = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 -- our own names
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END")
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} BEGIN {refuse}; END")
        return
    call = "EXECUTE FUNCTION refuse_change()"
    op.execute(f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}")
    if table == "proofs":
        other = "EXECUTE FUNCTION refuse_other_proof()"
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} FOR EACH ROW {other}")


def upgrade() -> None:
    """Make the tables and their guards."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stamp", sa.String(length=36), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("stamp", name=op.f("uq_accounts_stamp")),
    )
    op.create_index(op.f("ix_accounts_person"), "accounts", ["person"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_kind", sa.String(length=100), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_subject_id"), "approvals", ["subject_id"], unique=False)
    op.create_table(
        "breaches",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("deadline_id", sa.String(length=36), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assess_by", sa.Date(), nullable=False),
        sa.Column("standing", sa.String(length=100), server_default="stands", nullable=False),
        sa.Column("result", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaches")),
        sa.UniqueConstraint("deadline_id", name=op.f("uq_breaches_deadline_id")),
    )
    op.create_index(op.f("ix_breaches_case_id"), "breaches", ["case_id"], unique=False)
    op.create_table(
        "case_numbers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case_numbers")),
    )
    op.create_table(
        "case_versions",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entity", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reportable", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_case_versions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=100), nullable=False),
        sa.Column("entity", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("complaint_class", sa.String(length=100), nullable=True),
        sa.Column("product", sa.String(length=100), nullable=True),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_due_rule", sa.String(length=100), nullable=True),
        sa.Column("next_due_legal", sa.Boolean(), nullable=False),
        sa.Column("classify_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assignee", sa.String(length=36), nullable=True),
        sa.Column("readers", sa.Text(), nullable=True),
        sa.Column("linked", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("reference", name=op.f("uq_cases_reference")),
    )
    op.create_index("ix_cases_queue", "cases", ["next_due_at", "id"], unique=False, **_only("status = 'open'"))
    op.create_index("ix_cases_received", "cases", ["received_at", "id"], unique=False)
    op.create_table(
        "channels",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("entity", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("native_account", sa.String(length=100), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("platform", "slug", name=op.f("uq_channels_platform_slug")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "commands",
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("actor", "id", name=op.f("pk_commands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deadlines",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("pack", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("duty", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("force", sa.String(length=100), nullable=False),
        sa.Column("legal", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    op.create_index(op.f("ix_deadlines_case_id"), "deadlines", ["case_id"], unique=False)
    op.create_index(
        "ix_deadlines_open",
        "deadlines",
        ["due_at", "id"],
        unique=False,
        **_only("met_at IS NULL AND NOT replaced AND NOT missed"),
    )
    op.create_index(
        "ix_deadlines_near",
        "deadlines",
        ["pack", "duty", "due_at", "id"],
        unique=False,
        **_only("met_at IS NULL AND NOT replaced AND kind = 'deadline'"),
    )
    op.create_table(
        "dealt_parts",
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "part", name=op.f("pk_dealt_parts")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("channel_id", sa.String(length=36), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_table(
        "delivery_results",
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "part", name=op.f("pk_delivery_results")),
    )
    op.create_index("ix_delivery_results_state", "delivery_results", ["state"], unique=False)
    op.create_table(
        "dispatches",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("letter_id", sa.String(length=36), nullable=False),
        sa.Column("route", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatches")),
    )
    op.create_index(op.f("ix_dispatches_case_id"), "dispatches", ["case_id"], unique=False)
    op.create_index(
        "ix_dispatches_waiting", "dispatches", ["next_attempt_at"], unique=False, **_only("state = 'queued'")
    )
    op.create_table(
        "documents",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "part", name=op.f("pk_documents")),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_kind", sa.String(length=100), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("subject_kind", "subject_id", "seq", name=op.f("uq_entries_subject_kind_subject_id_seq")),
    )
    op.create_table(
        "escalations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("deadline_id", sa.String(length=36), nullable=False),
        sa.Column("risk", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    op.create_index(op.f("ix_escalations_case_id"), "escalations", ["case_id"], unique=False)
    op.create_index(op.f("ix_escalations_deadline_id"), "escalations", ["deadline_id"], unique=False)
    op.create_table(
        "form_drafts",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("form", sa.String(length=100), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "form", name=op.f("pk_form_drafts")),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("prohibition", sa.String(length=100), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_case_id"), "holds", ["case_id"], unique=False)
    op.create_table(
        "kept_mail",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_mail")),
    )
    op.create_index("ix_kept_mail_waiting", "kept_mail", ["id"], unique=False, **_only("settled_at IS NULL"))
    op.create_table(
        "known_addresses",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_known_addresses")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "leaves",
        sa.Column("leaf_index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("leaf_index", name=op.f("pk_leaves")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_leaves_entry_id")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("decision", sa.String(length=100), nullable=True),
        sa.Column("via", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("submitted_by", sa.String(length=100), nullable=True),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("approved_rule", sa.String(length=100), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR COALESCE(approved_rule, '') = 'one-person' "
            "OR (approved_by <> drafted_by AND approved_by <> COALESCE(submitted_by, ''))",
            name=op.f("ck_letters_four_eyes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    op.create_index(op.f("ix_letters_case_id"), "letters", ["case_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("channel_id", sa.String(length=36), nullable=False),
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("entity", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("handoff", sa.String(length=100), nullable=True),
        sa.Column("handoff_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handoff_person", sa.String(length=36), nullable=True),
        sa.Column("handoff_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handoff_finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visibility", sa.String(length=100), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_captured", "messages", ["captured_at"], unique=False)
    op.create_index(
        "ix_messages_handed_off",
        "messages",
        ["handoff_due_at", "id"],
        unique=False,
        **_only("state = 'handed-off' AND handoff_finished_at IS NULL"),
    )
    op.create_index(
        "ix_messages_inbox", "messages", ["received_at", "id"], unique=False, **_only("state IN ('awaiting','unsure')")
    )
    op.create_table(
        "proofs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_proofs")),
    )
    op.create_table(
        "refused_deliveries",
        sa.Column("channel_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "day", "reason", name=op.f("pk_refused_deliveries")),
    )
    op.create_table(
        "remedies",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("amount", sa.String(length=100), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedies")),
    )
    op.create_index(op.f("ix_remedies_case_id"), "remedies", ["case_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("entity", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("prepared_by", sa.String(length=100), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("issued_document", sa.String(length=64), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("approved_by IS NULL OR approved_by <> prepared_by", name=op.f("ck_reports_four_eyes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_table(
        "find_entries",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=100), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_find_entries")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_find_entries_subject_id")),
    )
    op.create_table(
        "sealed_values",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("subject_kind", sa.String(length=100), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("lookup", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sealed_values")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_sealed_values_lookup", "sealed_values", ["lookup", "kind"], unique=False, **_only("lookup IS NOT NULL")
    )
    op.create_index(op.f("ix_sealed_values_subject_id"), "sealed_values", ["subject_id"], unique=False)
    op.create_index(
        "uq_sealed_values_account_email", "sealed_values", ["lookup"], unique=True, **_only("kind = 'account-email'")
    )
    op.create_table(
        "security_log",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("subject_kind", sa.String(length=100), nullable=True),
        sa.Column("subject_id", sa.String(length=36), nullable=True),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_log")),
    )
    op.create_index(op.f("ix_security_log_at"), "security_log", ["at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_account", "sessions", ["account_id"], unique=False)
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_key", "sign_in_attempts", ["key", "at"], unique=False)
    op.create_table(
        "subjects",
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_subjects")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallies",
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "what", name=op.f("pk_tallies")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("waiting_on", sa.String(length=100), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_case_id"), "tasks", ["case_id"], unique=False)
    op.create_table(
        "token_uses",
        sa.Column("token_id", sa.String(length=36), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_token_uses")),
    )
    op.create_table(
        "tokens",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tokens")),
        sa.UniqueConstraint("id", name=op.f("uq_tokens_id")),
    )
    op.create_index(op.f("ix_tokens_account_id"), "tokens", ["account_id"], unique=False)
    op.create_table(
        "totp_counters",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_totp_counters")),
    )
    op.create_table(
        "tree",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_tree_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tree")),
    )
    op.create_table(
        "troubles",
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_troubles")),
    )
    op.create_table(
        "unsealed",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_unsealed")),
    )
    op.create_table(
        "version_marks",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_size", sa.BigInteger(), nullable=False),
        sa.Column("to_size", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_version_marks")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_version_marks_known", "version_marks", ["from_size", "to_size"], unique=False)

    for statement in FIND_TERMS[op.get_bind().dialect.name]:
        op.execute(statement)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
        # An equal row is passed over by whoever inserts it; another one under the same hash is no proof.
        op.execute(
            "CREATE FUNCTION refuse_other_proof() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM proofs WHERE hash = NEW.hash AND bytes <> NEW.bytes) THEN"
            " RAISE EXCEPTION 'proofs is append-only'; END IF; RETURN NEW; END $$"
        )
    for table, keys in APPEND_ONLY.items():
        _protect(table, keys)


def downgrade() -> None:
    """Take it back."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP FUNCTION refuse_other_proof()")
