"""Everybody in front of every address, with a form or JSON that says nothing but that it is their own."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from register.app import create_app
from register.web.pages.cases import cards
from register.web.pages.inbox import page as inbox
from register.web.pages.letters import steps as letter_steps
from tests.access.firm import STRANGER, Firm, Kept
from tests.web.pages.visit import visit

ONE_ENGINE: Final = pytest.mark.parametrize("door", ["sqlite"], indirect=True)
METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MACHINES: Final = ("/api/", "/hooks/", "/metrics")
ELSEWHERE: Final = "203.0.113.9"
NOTHING: Final = "00000000-0000-7000-8000-00000000abcd"
SIGN_IN: Final = "sign-in"
# The steps that stand in an address: each asks for a command of its own.
STEPS: Final = {
    "cases.step": tuple(cards.STEPS),
    "cases.act": tuple(cards.STEPS),
    "inbox.act": tuple(inbox.STEPS),
    "letters.step": tuple(letter_steps.STEPS),
}


@dataclass(frozen=True)
class Asker:
    """What a browser and a program of somebody send. Both is sent at once: each address looks at its own."""

    cookie: str
    form: str
    token: str

    def headers(self, address: str) -> dict[str, str]:
        """What says who asks."""
        given = {"Cookie": self.cookie, "Authorization": self.token}
        if address.startswith(MACHINES):
            given["If-Match"] = "*"
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Address:
    """One address as the table names it, by one rule of the application."""

    name: str
    rule: Rule
    step: str

    @property
    def methods(self) -> list[str]:
        """The methods that something of ours answers."""
        return sorted((self.rule.methods or set()) - {"HEAD", "OPTIONS"})

    def filled(self, place: dict[str, str]) -> str:
        """Return the address of what stands at a place."""
        values = {**place, "step": self.step}
        built = self.rule.build({name: values.get(name, NOTHING) for name in self.rule.arguments}, append_unknown=False)
        assert built is not None
        return str(built[1])


@dataclass
class Door:
    """The application, and everybody of the firm in front of it; what one of them does is undone before the next."""

    firm: Firm
    kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        self.app: Flask = create_app(self.firm.bench.register)
        self.askers = {who: self._asker(who) for who in self.firm.people}
        self._browser = self.app.test_client(use_cookies=False)
        self.entries = self.firm.entries

    def addresses(self) -> Iterator[Address]:
        """Yield every address there is, in the order of their names."""
        found = [
            Address(rule.rule.replace("<step>", step), rule, step)
            for rule in self.app.url_map.iter_rules()
            for step in STEPS.get(rule.endpoint, ("",))
        ]
        yield from sorted(found, key=lambda address: (address.name, address.methods))

    def answer(self, address: Address, method: str, who: str, **instead: str) -> str:
        """Return what an answer comes to; ``instead`` takes away part of what says who asks. See ``table.HEAD``."""
        filled = address.filled(self.firm.place(who))
        told = self._ask(replace(self.askers[who], **instead), method, filled)
        grown = self.firm.entries != self.entries
        assert not (grown and (refused(told) or method in READING)), f"{method} {filled} of {who} changed the register"
        if grown or not (refused(told) or method in READING):
            self.kept.put_back()
        return f"{told}+" if grown else told

    def _ask(self, asker: Asker, method: str, address: str) -> str:
        sent: dict[str, Any] = {"headers": asker.headers(address), "environ_base": {"REMOTE_ADDR": ELSEWHERE}}
        if method not in READING:
            sent |= {"json": {}} if address.startswith(MACHINES) else {"data": {"csrf_token": asker.form}}
        with closing(self._browser.open(address, method=method, **sent)) as answer:
            away = answer.status_code in range(300, 400) and urlsplit(answer.location or "").path == "/login"
            return SIGN_IN if away else str(answer.status_code)

    def _asker(self, who: str) -> Asker:
        actor = self.firm.people[who]
        client = self.app.test_client() if actor is None else visit(self.app, self.firm.bench, actor).client
        page = client.get("/login" if who == STRANGER else "/account").text
        form, cookie = page.split('name="csrf-token" content="')[1].split('"')[0], client.get_cookie("session")
        assert cookie is not None
        token = self.firm.tokens[who]
        return Asker(f"session={cookie.value}", form, f"Bearer {token}" if token else "")


def refused(told: str) -> bool:
    """Say whether an answer is a refusal."""
    return told == SIGN_IN or int(told) >= 400
