"""Times off the wall: what no clock showed is refused, what came twice is asked about, an offset is honoured."""

import re
from datetime import UTC, datetime

import pytest

from tests.build import Bench
from tests.web.pages.test_logging import SETTLED, logged
from tests.web.pages.visit import Visit


@pytest.mark.parametrize(
    ("wall", "words"),
    [
        ("0001-01-01T00:00", "The year 1 is out of range"),
        ("2025-10-05T02:30", "No clock there showed this time"),
        ("2026-04-05T02:30", "2026-04-05T02:30+11:00 or 2026-04-05T02:30+10:00"),
    ],
)
def test_a_time_of_receipt_that_names_no_instant_is_said_at_its_field(olive: Visit, wall: str, words: str) -> None:
    answer = olive.send("/log/", "/log/", **SETTLED, received_at=wall)
    assert answer.status_code == 422
    assert words in answer.text
    assert wall in answer.text


def test_which_of_the_two_is_meant_is_said_by_its_offset(bench: Bench, olive: Visit) -> None:
    asked = olive.send("/log/", "/log/", **SETTLED, received_at="2026-04-05T02:30")
    (field,) = re.findall(r'<input[^>]*id="received_at"[^>]*>', asked.text)
    assert 'type="text"' in field
    case = logged(bench, olive.send("/log/open", "/log/open", summary="A fee", received_at="2026-04-05T02:30+10:00"))
    assert case.origin.received_at == datetime(2026, 4, 4, 16, 30, tzinfo=UTC)
