"""Whether a program asks, or a person: by the address."""

from typing import Final

from flask import request

MACHINES: Final = ("/api/", "/hooks/")


def by_a_machine() -> bool:
    """Whether the running request is for an address of programs."""
    return request.path.startswith(MACHINES)
