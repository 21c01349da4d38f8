"""Programs that call the API: one for each role, each with a token of its own."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from register.app import create_app
from register.domain.actors import Actor
from register.domain.commands.account import CreateToken
from register.domain.permissions import SCOPES
from register.ids import digest_of, new_token
from register.reader.cases import CaseFile
from tests.build import Bench

ROOT = "/api/v1"


@dataclass
class Caller:
    """A program with a token (or none)."""

    app: Flask
    token: str | None = None

    def __call__(self, method: str, path: str, said: Any = None, **headers: str) -> Any:
        """Send a request; header names are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token is not None:
            sent["Authorization"] = f"Bearer {self.token}"
        options = {} if said is None else {"json": said}
        return self.app.test_client().open(ROOT + path, method=method, headers=sent, **options)

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, said: Any = None, **headers: str) -> Any:
        return self("POST", path, said, **headers)

    def put(self, path: str, said: Any = None, **headers: str) -> Any:
        return self("PUT", path, said, **headers)


@dataclass
class House:
    """The application over a founded register, and a caller for each role."""

    bench: Bench
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.app = create_app(self.bench.register)
        self.officer = self.caller(self.bench.officer)
        self.approver = self.caller(self.bench.approver)
        self.auditor = self.caller(self.bench.auditor)
        self.admin = self.caller(self.bench.admin)
        self.stranger = Caller(self.app)

    def caller(self, actor: Actor, *scopes: str) -> Caller:
        """Give the actor's account a token with these scopes (all, unless named)."""
        assert actor.account is not None
        token = new_token()
        made = CreateToken(account=actor.account, name="tests", digest=digest_of(token), scopes=scopes or SCOPES)
        self.bench.do(made, actor)
        return Caller(self.app, token)

    def file(self, case: str) -> CaseFile:
        """Read a case past the API."""
        reader = self.bench.register.reader.cases
        return reader.open(self.bench.officer, reader.find(self.bench.officer, case))


def codes(answer: TestResponse) -> list[str]:
    """Return the codes of a refusal, having seen that it is one."""
    assert answer.mimetype == "application/problem+json", answer.text[:400]
    problem = answer.get_json()
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    assert all(error["text"].endswith((".", "?", ")")) for error in problem["errors"])
    return [error["code"] for error in problem["errors"]]


def an_opening(**changes: Any) -> dict[str, Any]:
    """Return what is said to log a complaint."""
    return {
        "brand": "harbour",
        "channel": "telephone",
        "summary": "Charged a fee twice",
        "received_at": "2026-08-03T10:30:00+10:00",
        "classifying": {"complaint_class": "standard"},
        "complainant": {"name": "Robin Example", "kind": "individual"},
        "contacts": [{"kind": "email", "value": "robin@customer.example", "source": "phone-call"}],
        "points": ["The fee was charged twice"],
        **changes,
    }


def a_closing(**changes: Any) -> dict[str, Any]:
    """Return what is said to log and close a complaint at once."""
    return {
        "opening": an_opening(),
        "acknowledged_by": "phone",
        "closing": {
            "outcome": "resolved",
            "basis": "resolved-to-satisfaction",
            "root_cause": "process",
            "evidence": "said thanks",
        },
        "remedies": [
            {"code": "apology", "done": True},
            {"code": "fee-refund-waiver", "amount": "25.00", "due_on": "2026-12-31"},
        ],
        **changes,
    }
