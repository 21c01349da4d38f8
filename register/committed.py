"""Whether the request or command line under way has changed the register already, so that nobody is told otherwise."""

from contextvars import ContextVar
from typing import Final

_COMMITTED: Final = ContextVar("register.committed", default=False)


def note() -> None:
    """Remember that something was committed."""
    _COMMITTED.set(True)


def anything() -> bool:
    """Whether something was committed since the beginning."""
    return _COMMITTED.get()


def forget() -> None:
    """Begin anew: what was committed before belongs to another request."""
    _COMMITTED.set(False)
