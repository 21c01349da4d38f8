from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask_security import hash_password
from playwright.sync_api import Browser

from register.app import create_app
from register.domain.commands.account import SetPassword
from register.wiring import wire
from register.worker import Worker
from tests.browser import PASSWORD, a_browser, served
from tests.build import Bench, a_register
from tests.clock import SteppedClock
from tests.journeys.visitor import SignIn, Visitor
from tests.worker.relay import Manners, a_relay


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, shared: each visitor has a context of their own."""
    with a_browser() as browser:
        yield browser


@pytest.fixture
def relay() -> Iterator[tuple[Manners, int]]:
    """The mail server the letters go to, and its port."""
    manners = Manners()
    with a_relay(manners) as port:
        yield manners, port


@pytest.fixture
def posted(relay: tuple[Manners, int]) -> Manners:
    """What the mail server was handed."""
    return relay[0]


@pytest.fixture
def firm(database_url: str, clock: SteppedClock, tmp_path: Path, relay: tuple[Manners, int]) -> Iterator[Bench]:
    """A founded register that sends its letters to the mail server; its people have passwords."""
    made = a_register(database_url, clock, tmp_path)
    made.register.close()
    register = wire(replace(made.register.settings, smtp_port=relay[1], mail_from="complaints@harbour.example"), clock)
    bench = replace(made, register=register)
    with create_app(register).test_request_context():
        hashed = hash_password(PASSWORD)
    for person in (bench.officer, bench.approver, bench.auditor, bench.admin):
        assert person.account is not None
        bench.do(SetPassword(account=person.account, password_hash=hashed), person)
    yield bench
    register.close()


@pytest.fixture
def worker(firm: Bench) -> Worker:
    """The worker, to be run between two steps."""
    return Worker(firm.register)


@pytest.fixture
def site(firm: Bench) -> Iterator[str]:
    """The register, served."""
    with served(create_app(firm.register)) as address:
        yield address


@pytest.fixture
def sign_in(chromium: Browser, site: str, firm: Bench) -> Iterator[SignIn]:
    """Somebody of the firm, signed in: ``sign_in("olive")``. Afterwards nobody's browser may have complained."""
    visitors: list[Visitor] = []
    # The pages are the same over either database: once is enough.
    thorough = firm.register.settings.database_url.startswith("sqlite")

    def signed_in(name: str) -> Visitor:
        visitors.append(Visitor(chromium, site, f"{name}@harbour.example", thorough=thorough))
        return visitors[-1]

    yield signed_in
    for visitor in visitors:
        visitor.page.context.close()
        assert visitor.complaints == []
