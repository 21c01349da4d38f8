"""What one request may cost, whoever sends it wherever: a body beyond measure is refused and not read."""

import io

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from tests.access.asking import ELSEWHERE, MACHINES, Address, Door

MB = 1024 * 1024
TOO_MUCH = 300 * MB
ONE_ENGINE = pytest.mark.parametrize("door", ["sqlite"], indirect=True)


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
            kind = "application/json" if address.name.startswith(MACHINES) else "application/x-www-form-urlencoded"
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


@pytest.mark.long
@ONE_ENGINE
def test_a_query_beyond_reason_breaks_no_address(door: Door) -> None:
    broken = []
    for address in door.addresses():
        if "GET" in address.methods:
            for query in ODD_QUERIES:
                told = send(door, address, "GET", "approver", QUERY_STRING=query)
                broken += [(address.name, query[:40], told)] if told.startswith("5") else []
    assert broken == []


@pytest.mark.long
@ONE_ENGINE
def test_a_body_beyond_reason_breaks_no_address_of_programs(door: Door) -> None:
    broken = []
    for address in door.addresses():
        for method in sorted({"POST", "PUT", "PATCH", "DELETE"} & set(address.methods)):
            for content in ODD_BODIES if address.name.startswith(MACHINES) else ():
                length = {"CONTENT_LENGTH": str(len(content)), "CONTENT_TYPE": "application/json"}
                told = send(door, address, method, "approver", **{"wsgi.input": io.BytesIO(content), **length})
                broken += [(address.name, method, content[:20], told)] if told.startswith("5") else []
    assert broken == []


@pytest.mark.long
@ONE_ENGINE
def test_a_form_of_very_many_fields_breaks_no_page(door: Door) -> None:
    content = "&".join(f"field{number}=1" for number in range(5_000)).encode()
    form = {"CONTENT_LENGTH": str(len(content)), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    broken = []
    for address in door.addresses():
        if "POST" in address.methods and not address.name.startswith(MACHINES):
            told = send(door, address, "POST", "approver", **{"wsgi.input": io.BytesIO(content), **form})
            broken += [(address.name, told)] if told.startswith("5") else []
    assert broken == []
