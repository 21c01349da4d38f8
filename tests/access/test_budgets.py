"""What one request may cost, whoever sends it wherever: a body beyond measure is refused and not read."""

import io

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

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
    _, status, _ = run_wsgi_app(door.app, environ | {"REMOTE_ADDR": ELSEWHERE} | more)
    return status[:3]


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
