"""One row's cells, each read by the rule of its column; what is wrong with them is noted and told at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from register.channels.payloads import link
from register.domain.display import blank, storable
from register.domain.errors import Invalid, Problem
from register.domain.moments import NoMoment, settled, written
from register.domain.subjects.priority import PERSONAL
from register.imports.tables import Value

APART: Final = "|"
LONGEST_TEXT: Final = 100_000


class Cells:
    """One row's cells, and what was found wrong with them."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        """Read from ``values``."""
        self._values = values
        self._problems: list[Problem] = []

    def text(self, column: str, longest: int = LONGEST_TEXT) -> str:
        """Return a cell's text; nothing where a reader would see nothing."""
        value = self._values.get(column, "")
        text = storable(value) if isinstance(value, str) else ""
        if len(text) > longest:
            self.refuse(column, Problem("too-long", params={"longest": longest}))
        return "" if blank(text) else text

    def required(self, column: str) -> str:
        """Return a cell's text, noting that it is missing."""
        text = self.text(column)
        if not text:
            self.refuse(column, Problem("required"))
        return text

    def several(self, column: str) -> tuple[str, ...]:
        """Return what a cell holds, parted by ``|``, or the list that JSON has."""
        value = self._values.get(column, ())
        parts = value.split(APART) if isinstance(value, str) else value
        return tuple(storable(part.strip()) for part in parts if not blank(part))

    def moment(self, column: str, now: datetime | None = None) -> datetime | None:
        """Return the instant in a cell, in UTC; one ahead of ``now`` is noted."""
        text = self.text(column).strip()
        if not text:
            return None
        try:
            found = settled(written(text))
        except NoMoment as fault:
            self.refuse(column, fault.problem)
            return None
        if now is not None and found > now:
            self.refuse(column, Problem("future-time"))
        return found

    def address(self, column: str) -> str | None:
        """Return a web address that a page may link to, noting what is none."""
        text = self.text(column).strip()
        if text and link(text) is None:
            self.refuse(column, Problem("not-a-web-address"))
        return text or None

    def tier(self) -> int:
        """Return the tier; an individual matter where none is given, and no tier at all for what is no number."""
        text = self.text("tier").strip()
        return (int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else 0) if text else PERSONAL

    def refuse(self, column: str, problem: Problem) -> None:
        """Note what is wrong with a cell."""
        self._problems.append(Problem(problem.code, column, problem.cite, problem.params))

    def settle(self) -> None:
        """Raise ``Invalid`` with everything noted."""
        if self._problems:
            raise Invalid(*self._problems)
