import pytest
from flask.testing import FlaskClient

from tests.clock import SteppedClock
from tests.web.house import House


@pytest.fixture
def house(clock: SteppedClock) -> House:
    """The shell around a few pages, with an officer and an administrator."""
    return House(clock=clock)


@pytest.fixture
def browser(house: House) -> FlaskClient:
    """Somebody who has not signed in."""
    return house.app.test_client()


@pytest.fixture
def officer(house: House, browser: FlaskClient) -> FlaskClient:
    """The officer, signed in."""
    assert house.sign_in(browser).status_code == 302
    return browser
