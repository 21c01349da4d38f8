import pytest
from flask import Flask

from register.app import create_app
from tests.build import Bench
from tests.web.pages.visit import Visit, visit


@pytest.fixture
def app(bench: Bench) -> Flask:
    """The application over it."""
    return create_app(bench.register)


@pytest.fixture
def olive(app: Flask, bench: Bench) -> Visit:
    """The officer, signed in."""
    return visit(app, bench, bench.officer)


@pytest.fixture
def ash(app: Flask, bench: Bench) -> Visit:
    """The approver, signed in."""
    return visit(app, bench, bench.approver)


@pytest.fixture
def audrey(app: Flask, bench: Bench) -> Visit:
    """The auditor, signed in."""
    return visit(app, bench, bench.auditor)


@pytest.fixture
def ada(app: Flask, bench: Bench) -> Visit:
    """The administrator, signed in."""
    return visit(app, bench, bench.admin)
