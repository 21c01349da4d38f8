"""What one request may cost, whoever sends it wherever: a body beyond measure is refused and not read."""

import io

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from tests.access.asking import ELSEWHERE, MACHINES, ONE_ENGINE, Address, Door

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
MB = 1024 * 1024
TOO_MUCH = 300 * MB


class Unread(io.RawIOBase):
    """A body that tells how much of it was read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size, self.read_so_far = size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a buffer is all that comes
        piece = min(len(buffer), self.size - self.read_so_far)
        buffer[:piece] = b"a" * piece
        self.read_so_far += piece
        return piece


def send(door: Door, address: Address, method: str, who: str, **more: object) -> str:
    """Send a request with a body of one's own; return the status of the answer."""
    filled = address.filled(door.firm.place(who))
    headers = list(door.askers[who].headers(filled).items())
    environ = EnvironBuilder(filled, method=method, headers=headers).get_environ()
    answer = Response.from_app(door.app, environ | {"REMOTE_ADDR": ELSEWHERE} | more)
    answer.close()
    return str(answer.status_code)


@ONE_ENGINE
@pytest.mark.parametrize("who", ["stranger", "approver"])
def test_a_body_beyond_measure_is_refused_before_a_byte_of_it_is_read(door: Door, who: str) -> None:
    for address in door.addresses():
        for method in address.methods:
            kind = JSON if address.name.startswith(MACHINES) else FORM
            body = Unread(TOO_MUCH)
            told = send(
                door, address, method, who,
                **{"wsgi.input": io.BufferedReader(body), "CONTENT_LENGTH": str(TOO_MUCH), "CONTENT_TYPE": kind},
            )  # fmt: skip
            assert told in {"401", "403", "413"} or method == "GET", (address.name, method, told)
            assert body.read_so_far == 0, (address.name, method)


ODD_QUERIES = (
    "cursor=" + "9" * 3000,
    "limit=" + "9" * 3000,
    "limit=-1&page=-1",
    "q=%00&status=%00&as=%00&after=%00&before=%00&who=%00",
    "q=%ff%fe&from=%ff&until=%ff",
    "from=0000-00-00&until=99999-12-31&at=now",
    "&".join("same=1" for _ in range(900)),
)
ODD_BODIES = (
    b"[" * 60_000 + b"]" * 60_000,
    b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    b'{"text": ' + b"9" * 50_000 + b"}",
    b'{"text": NaN, "at": Infinity, "amount": 1e999999}',
    b'{"text": "\\ud800", "reason": "\\u0000"}',
    b"{" + b",".join(b'"f%d": 1' % number for number in range(20_000)) + b"}",
    b"\xff\xfe{}",
    b"",
)


def broken(door: Door, address: Address, method: str, **more: object) -> list[tuple[str, str, str]]:
    """The address, where it breaks down over a request of the approver."""
    told = send(door, address, method, "approver", **more)
    return [(address.name, method, told)] if told.startswith("5") else []


def holding(content: bytes, kind: str) -> dict[str, object]:
    """What makes a request carry this content."""
    return {"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content)), "CONTENT_TYPE": kind}


@pytest.mark.long
@ONE_ENGINE
@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: query[:20])
def test_a_query_beyond_reason_breaks_no_address(door: Door, query: str) -> None:
    asked = [address for address in door.addresses() if "GET" in address.methods]
    assert [each for address in asked for each in broken(door, address, "GET", QUERY_STRING=query)] == []


@pytest.mark.long
@ONE_ENGINE
@pytest.mark.parametrize("content", ODD_BODIES, ids=lambda content: content[:10].decode("ascii", "replace"))
def test_a_body_beyond_reason_breaks_no_address_of_programs(door: Door, content: bytes) -> None:
    asked = [
        (address, method)
        for address in door.addresses()
        for method in address.methods
        if address.name.startswith(MACHINES) and method != "GET"
    ]
    assert {method for _, method in asked} >= {"POST", "PUT"}
    assert [each for address, method in asked for each in broken(door, address, method, **holding(content, JSON))] == []


@pytest.mark.long
@ONE_ENGINE
def test_a_form_of_very_many_fields_breaks_no_page(door: Door) -> None:
    content = "&".join(f"field{number}=1" for number in range(5_000)).encode()
    asked = [a for a in door.addresses() if "POST" in a.methods and not a.name.startswith(MACHINES)]
    assert [each for address in asked for each in broken(door, address, "POST", **holding(content, FORM))] == []
