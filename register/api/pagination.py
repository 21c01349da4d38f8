"""Pages of lists: items and the cursor of the next page. No list is ever answered whole."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from register.domain.errors import Invalid, Problem
from register.reader.pagination import Page

T = TypeVar("T")
LONGEST = 9


def page_answer(page: Page[T], show: Callable[[T], Any]) -> dict[str, Any]:
    """Return a page as callers see it."""
    return {"items": [show(item) for item in page.items], "next": page.next}


def part_of(items: Sequence[T], said: Mapping[str, Any]) -> Page[T]:
    """Return a page of what is at hand, for lists that only grow at their end; the cursor is the next place."""
    cursor: str = said.get("cursor") or "0"
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= LONGEST):
        raise Invalid(Problem("bad-cursor", "cursor"))
    start, end = int(cursor), int(cursor) + int(said["limit"])
    return Page(items[start:end], str(end) if end < len(items) else None)
