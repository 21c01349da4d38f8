"""Sessions as rows: the cookie carries a random token, the store knows only its hash, and a row can be revoked.

A stranger has no row: what their forms need stands signed in the cookie, so that no page view makes the store grow.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, Protocol, cast

from flask import Flask, Request, Response, g
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import CallbackDict

from register.web.machines import by_a_machine

IDLE: Final = timedelta(hours=1)
LONGEST: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)
# Where Flask-WTF keeps what the forms of this visit prove themselves with.
CSRF_TOKEN: Final = "csrf_token"  # noqa: S105 -- a field's name
# All that a stranger's visit may hold without a row: anything else (a password that was right) is kept by the store.
STRANGERS: Final = frozenset({CSRF_TOKEN, "_flashes", "_permanent", "_fresh", "fs_cc"})
# Stands between the values of a signed cookie; no token of a row has it.
SIGNED: Final = "."


@dataclass(frozen=True, slots=True)
class StoredSession:
    """One session as the store keeps it.

    ``key`` is the SHA-256 of the cookie's token in hex, ``account`` the id of who signed in (None before that),
    ``data`` the session's values as JSON text.
    """

    key: str
    account: str | None
    created_at: datetime
    seen_at: datetime
    data: str


class SessionStore(Protocol):
    """Where sessions are kept; a revoked one is never given back."""

    def get(self, key: str) -> StoredSession | None:
        """Return the session under ``key``, or None when there is none or it was revoked."""

    def put(self, session: StoredSession) -> None:
        """Keep ``session``, replacing what stood under its key."""

    def revoke(self, key: str, at: datetime) -> None:
        """End the session under ``key``; nothing happens when there is none."""

    def forget(self, before: datetime) -> None:
        """Forget every session last seen before this instant, and what was counted of signing in before it."""


class RowSession(CallbackDict[str, Any], SessionMixin):
    """The values of one visit, and the row behind them. ``ended``: its cookie is of a session that is over."""

    def __init__(self, values: dict[str, Any] | None = None, token: str = "", row: StoredSession | None = None) -> None:
        def touched(_: object) -> None:
            self.modified = True

        super().__init__(values, touched)
        self.token = token
        self.row = row
        self.account = row.account if row else None
        self.renewed = False
        self.ended = False
        self.signed_at: datetime | None = None
        self.modified = False

    @property
    def strange(self) -> bool:
        """Whether nobody has shown who they are, so that the cookie itself holds the values."""
        return self.account is None and STRANGERS.issuperset(self)

    def belong_to(self, account: str | None) -> None:
        """Continue under a new token, so that a token planted or seen before signing in is worth nothing after it.

        The forms' own token begins with the account, so that a late form still says whose page it came from.
        """
        self.account = account
        self.pop(CSRF_TOKEN, None)
        if account is not None:
            self[CSRF_TOKEN] = f"{account}.{secrets.token_hex(20)}"
        self.renewed = True
        self.modified = True


def key_of(token: str) -> str:
    """Return the key under which the store keeps the session of ``token``."""
    return hashlib.sha256(token.encode()).hexdigest()


def current_session() -> RowSession:
    """Return the session of the running request."""
    return cast("RowSession", g.row_session)


class RowSessions(SessionInterface):
    """Flask's session interface over a ``SessionStore``."""

    serializer = TaggedJSONSerializer()

    def __init__(self, store: SessionStore, now: Callable[[], datetime], *, secure: bool) -> None:
        self.store = store
        self.now = now
        self.secure = secure
        # Browsers accept the prefix over HTTPS only, and then no sibling host can plant the cookie.
        self.cookie = "__Host-session" if secure else "session"

    def open_session(self, app: Flask, request: Request) -> RowSession:
        """Return the visitor's session, or a fresh one when the cookie names none that still holds.

        What a program sends is never asked for a session: it says with each request who it is.
        """
        token = "" if by_a_machine() else request.cookies.get(self.cookie, "")
        if SIGNED in token:
            at, values = self._read(app, token)
            g.row_session = RowSession(values)
            current_session().signed_at = at
            return current_session()
        row = self.store.get(key_of(token)) if token else None
        if row is None or self._over(row):
            g.row_session = RowSession()
            current_session().ended = row is not None and row.account is not None
        else:
            g.row_session = RowSession(self.serializer.loads(row.data), token, row)
        return current_session()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the session back when it changed, and hand out its cookie; not while the storage fails."""
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE or by_a_machine():
            return
        visit = cast("RowSession", session)
        now = self.now()
        response.vary.add("Cookie")
        if visit.row and (visit.renewed or not visit):
            self.store.revoke(visit.row.key, now)
        if visit.renewed:
            # A right password alone leaves a row behind too; somebody who signs in or out sweeps up.
            self.store.forget(now - LONGEST)
        if not visit:
            if visit.row:
                response.delete_cookie(self.cookie, secure=self.secure, httponly=True, samesite="Lax")
            return
        if visit.strange:
            if visit.modified or visit.signed_at is None or now - visit.signed_at >= SEEN_EVERY:
                self._hand_out(response, self._signed(app, visit))
            return
        if not visit.modified and visit.row and now - visit.row.seen_at < SEEN_EVERY:
            return
        kept = None if visit.renewed else visit.row
        token = visit.token if kept else secrets.token_urlsafe(32)
        created_at = kept.created_at if kept else now
        data = self.serializer.dumps(dict(visit))
        self.store.put(StoredSession(key_of(token), visit.account, created_at, now, data))
        if not kept:
            self._hand_out(response, token)

    def _hand_out(self, response: Response, value: str) -> None:
        response.set_cookie(self.cookie, value, secure=self.secure, httponly=True, samesite="Lax")

    def _signed(self, app: Flask, visit: RowSession) -> str:
        return self._signer(app).dumps([int(self.now().timestamp()), dict(visit)])

    def _read(self, app: Flask, value: str) -> tuple[datetime | None, dict[str, Any]]:
        """Return when a stranger's cookie was signed, and its values: none of another hand, and none too old."""
        try:
            at, values = self._signer(app).loads(value)
        except BadData:
            return None, {}
        signed_at = datetime.fromtimestamp(at, UTC)
        return (signed_at, dict(values)) if timedelta() <= self.now() - signed_at <= IDLE else (None, {})

    def _signer(self, app: Flask) -> URLSafeSerializer:
        return URLSafeSerializer(str(app.secret_key), salt="stranger", serializer=self.serializer)

    def _over(self, row: StoredSession) -> bool:
        now = self.now()
        return now - row.seen_at > IDLE or now - row.created_at > LONGEST
