"""The floor: the least Flask + SQLAlchemy ORM application that logs a case durably, two rows a request."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

TOKEN = "floor-token"  # noqa: S105 -- of a throw-away application
CREATED = 201


class Base(DeclarativeBase):
    """The floor's tables."""


class ApiToken(Base):
    """A token, by its digest."""

    __tablename__ = "api_token"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    user: Mapped[str]


class Complaint(Base):
    """A case."""

    __tablename__ = "complaint"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    complainant: Mapped[str]
    channel: Mapped[str]
    status: Mapped[str]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    __table_args__ = (sa.Index("ix_complaint_due", "due_at", "id"),)


class AuditEvent(Base):
    """A line of an audit log."""

    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    detail: Mapped[str]


def engine_for(url: str) -> sa.Engine:
    """Return an engine with the register's own durability: WAL and FULL on SQLite."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def _on_connect(connection: object, _record: object) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # the driver's connection

    return engine


def create_app(url: str) -> Flask:
    """Return the floor over the database at ``url``, its tables made."""
    engine = engine_for(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        if session.scalar(sa.select(ApiToken.id)) is None:
            session.add(ApiToken(digest=hashlib.sha256(TOKEN.encode()).hexdigest(), user="officer"))
            session.commit()
    app = Flask("floor")

    @app.post("/cases")
    def log_case() -> ResponseReturnValue:
        told, now = request.get_json(), datetime.now(UTC)
        digest = hashlib.sha256(request.headers.get("Authorization", "").removeprefix("Bearer ").encode()).hexdigest()
        with Session(engine) as session:
            user = session.scalar(sa.select(ApiToken.user).where(ApiToken.digest == digest)) or abort(401)
            case = Complaint(
                subject=told["summary"],
                complainant=told["complainant"]["name"],
                channel=told["channel"],
                status="open",
                received_at=datetime.fromisoformat(told["received_at"]),
                due_at=now + timedelta(days=30),
            )
            session.add(case)
            session.flush()
            session.add(AuditEvent(complaint_id=case.id, at=now, actor=user, detail=json.dumps(told)))
            case_id = case.id
            session.commit()
        return {"id": case_id}, CREATED

    return app
