"""Somebody signed in, who reads pages and sends their forms as a browser without scripts does."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from register.domain.actors import Actor
from tests.build import Bench


class Forms(HTMLParser):
    """Every form of a page by its action, with the values it would send unchanged."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_action: dict[str, dict[str, Any]] = {}
        self._form: dict[str, Any] | None = None
        self._select: str | None = None
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            self._form = self.by_action.setdefault(given.get("action") or "", {})
        elif self._form is None:
            return
        elif tag == "input" and name:
            self._input(name, given)
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select is not None:
            if "selected" in given or self._select not in self._form:
                self._form[self._select] = given.get("value") or ""
        elif tag == "textarea" and name:
            self._area, self._form[name] = name, ""

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        assert self._form is not None
        kind = given.get("type")
        if kind == "file":
            return
        if kind in {"radio", "checkbox"}:
            if "checked" in given:
                self._form.setdefault(name, []).append(given.get("value") or "on")
        else:
            self._form[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._form is not None:
            self._form[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            assert self._area is not None
            assert self._form is not None
            # A browser leaves out the line break after the opening tag.
            self._form[self._area] = self._form[self._area].removeprefix("\r\n").removeprefix("\n")
            self._area = None


@dataclass
class Visit:
    """A person's visit."""

    client: FlaskClient

    def get(self, address: str, status: int = 200) -> str:
        """Return a page."""
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == status, answer.text[-2000:]
        return answer.text

    def form(self, page: str, action: str) -> dict[str, Any]:
        """Return what the form with this action on a page would send unchanged."""
        forms = Forms(self.get(page)).by_action
        assert action in forms, sorted(forms)
        return forms[action]

    def send(self, page: str, action: str, **fields: Any) -> TestResponse:
        """Fill in a form of a page and send it; names are given without the form's prefix."""
        return self._filled(self.form(page, action), action, fields)

    def _filled(self, values: dict[str, Any], action: str, fields: dict[str, Any]) -> TestResponse:
        for name, value in fields.items():
            known = [key for key in values if key == name or key.endswith(f"-{name}")]
            values[known[0] if known else self._prefixed(values, name)] = value
        return self.client.post(action, data=values)

    def step(self, case: str, name: str, /, **fields: Any) -> TestResponse:
        """Open the form of a step on a case, fill it in and send it."""
        address = f"/cases/{case}/{name}"
        forms = Forms(self.get(address)).by_action
        (action,) = (found for found in forms if found.startswith("/cases/"))
        return self._filled(forms[action], action, fields)

    @staticmethod
    def _prefixed(values: dict[str, Any], name: str) -> str:
        """Return the name of a field that sends nothing unchanged (a file, an open choice)."""
        token = next(key for key in values if key.endswith("command_id"))
        return f"{token.removesuffix('command_id')}{name}"


def visit(app: Flask, bench: Bench, actor: Actor) -> Visit:
    """Return the visit of somebody who has signed in (how that is done is tested elsewhere, and takes its time)."""
    file = bench.register.reader.accounts.by_id(str(actor.account))
    assert file is not None
    person = Visit(app.test_client())
    with person.client.session_transaction() as session:
        session["_user_id"] = file.account.stamp
        session["_fresh"] = True
        session["fs_paa"] = datetime.now(UTC).timestamp()
    return person
