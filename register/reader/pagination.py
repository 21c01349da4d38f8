"""Pages by key: a cursor names the last row seen, so page ten thousand costs what page one does."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from register.domain.errors import Invalid, Problem
from register.domain.values import Id, utc

T = TypeVar("T")
MOST = 200
LONGEST_INDEX = 15


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and the cursor of the next page (None: this is the last one)."""

    items: Sequence[T]
    next: str | None


def every(ask: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """Yield the rows of all pages; ``ask`` gives the page behind a cursor (None: the first)."""
    page = ask(None)
    yield from page.items
    while page.next is not None:
        page = ask(page.next)
        yield from page.items


def cursor_of(at: datetime | None, row_id: str) -> str:
    """Return the cursor behind a row."""
    key = [None if at is None else at.isoformat(), row_id]
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> tuple[datetime | None, str] | None:
    """Return the key a cursor stands for; raises ``Invalid`` (bad-cursor) for anything we did not hand out."""
    if not cursor:
        return None
    try:
        at, row_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return None if at is None else utc(datetime.fromisoformat(at)), Id(row_id)
    except (ValueError, TypeError, OverflowError, binascii.Error):
        raise Invalid(Problem("bad-cursor", "cursor")) from None


def read_index(cursor: str) -> int:
    """Return the place in the tree a cursor stands for; raises ``Invalid`` (bad-cursor)."""
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= LONGEST_INDEX):
        raise Invalid(Problem("bad-cursor", "cursor"))
    return int(cursor)


def limited(limit: int) -> int:
    """Return a page size between 1 and the largest."""
    return max(1, min(limit, MOST))
