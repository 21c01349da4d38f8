"""Tables that replay never compares: written by upkeep alone, in short transactions."""

from datetime import datetime

import sqlalchemy as sa

from register.store.tables import code_column, id_column, metadata
from register.store.types import Instant

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    id_column("account_id"),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("ix_sessions_account", "account_id"),
)

sign_in_attempts = sa.Table(
    "sign_in_attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(200), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Index("ix_sign_in_attempts_key", "key", "at"),
)

# Where an account signed in: a keyed hash of both, which tells neither.
known_addresses = sa.Table(
    "known_addresses",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("seen_at", Instant, nullable=False),
)

totp_counters = sa.Table(
    "totp_counters",
    metadata,
    id_column("account_id", primary_key=True),
    sa.Column("counter", sa.BigInteger, nullable=False),
)

token_uses = sa.Table(
    "token_uses",
    metadata,
    id_column("token_id", primary_key=True),
    sa.Column("used_at", Instant, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    id_column(primary_key=True),
    id_column("channel_id", nullable=False),
    sa.Column("arrived_at", Instant, nullable=False),
    sa.Column("headers", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

delivery_results = sa.Table(
    "delivery_results",
    metadata,
    id_column("delivery_id", primary_key=True),
    sa.Column("part", sa.String(200), primary_key=True),
    code_column("state", nullable=False),
    code_column("reason"),
    sa.Column("at", Instant, nullable=False),
    sa.Index("ix_delivery_results_state", "state"),
)

TOLD_DIFFERENTLY = "told-differently"


# What became later of a part that was in no message: read after all, or set aside by somebody who looked at it. The
# result itself stays as it was written down, for the digest of its day covers it.
dealt_parts = sa.Table(
    "dealt_parts",
    metadata,
    id_column("delivery_id", primary_key=True),
    sa.Column("part", sa.String(200), primary_key=True),
    code_column("how", nullable=False),
    code_column("reason"),
    code_column("by", nullable=False),
    sa.Column("at", Instant, nullable=False),
)
READ_AGAIN, SET_ASIDE = "read-again", "set-aside"


def left_over() -> sa.ColumnElement[bool]:
    """Return what is true of a delivery's part that became no message when it came."""
    r = delivery_results.c
    return sa.or_(r.state.in_(("parked", "foreign")), sa.and_(r.state == "repeated", r.reason == TOLD_DIFFERENTLY))


def dealt(*how: str, until: datetime | None = None) -> sa.ColumnElement[bool]:
    """Return what is true of a part that was dealt with in one of these ways, by then."""
    r, d = delivery_results.c, dealt_parts.c
    ways = sa.select(d.part).where(d.delivery_id == r.delivery_id, d.part == r.part, d.how.in_(how))
    return (ways if until is None else ways.where(d.at <= until)).exists()


def unread() -> sa.ColumnElement[bool]:
    """Return what is true of a delivery's part that nobody has read: it is in no message, and nobody set it aside."""
    return sa.and_(left_over(), ~dealt(READ_AGAIN, SET_ASIDE))


refused_deliveries = sa.Table(
    "refused_deliveries",
    metadata,
    id_column("channel_id", primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    code_column("reason", primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

security_log = sa.Table(
    "security_log",
    metadata,
    id_column(primary_key=True),
    sa.Column("at", Instant, nullable=False, index=True),
    code_column("actor", nullable=False),
    code_column("what", nullable=False),
    code_column("subject_kind"),
    id_column("subject_id"),
    sa.Column("codes", sa.Text, nullable=False),
)

# What strangers are refused, counted until the worker writes how often into the security log.
tallies = sa.Table(
    "tallies",
    metadata,
    code_column("actor", primary_key=True),
    code_column("what", primary_key=True),
    sa.Column("since", Instant, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
)

leases = sa.Table(
    "leases",
    metadata,
    code_column("name", primary_key=True),
    id_column("holder", nullable=False),
    sa.Column("until", Instant, nullable=False),
)

form_drafts = sa.Table(
    "form_drafts",
    metadata,
    id_column("account_id", primary_key=True),
    code_column("form", primary_key=True),
    sa.Column("saved_at", Instant, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)

# Mail that is neither a report on a letter nor a message of a channel: a person looks. The bytes can be erased.
kept_mail = sa.Table(
    "kept_mail",
    metadata,
    id_column(primary_key=True),
    sa.Column("arrived_at", Instant, nullable=False),
    code_column("reason", nullable=False),
    code_column("brand"),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary),
    sa.Column("settled_at", Instant),
    code_column("settled_by"),
    sa.Index(
        "ix_kept_mail_waiting",
        "id",
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    ),
)

# What is wrong with something the register depends on, as long as it is: told once, not once a letter.
troubles = sa.Table(
    "troubles",
    metadata,
    code_column("what", primary_key=True),
    code_column("reason", nullable=False),
    sa.Column("since", Instant, nullable=False),
)

APPEND_ONLY = (deliveries, security_log)
