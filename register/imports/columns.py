"""The columns a file may have, and how a heading names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from register.domain.errors import Invalid, Problem

CASE_COLUMNS: Final = (
    "reference",
    "brand",
    "channel",
    "summary",
    "received_at",
    "complaint_class",
    "product",
    "issues",
    "points",
    "tier",
    "name",
    "kind",
    "email",
    "phone",
    "joint_name",
    "joint_email",
    "joint_phone",
    "carried_from",
    "carried_because",
    "carried_dates",
)
MESSAGE_COLUMNS: Final = ("native_id", "text", "author", "occurred_at", "received_at", "url", "thread")
# What the file of refused rows adds; it is there to be read, not to be imported.
WHY: Final = "refused_because"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of file; ``renamed`` gives a firm's own heading the name of ours."""

    SEVERAL: ClassVar[frozenset[str]] = frozenset({"issues", "points", "carried_dates"})
    NUMBERS: ClassVar[frozenset[str]] = frozenset({"reference", "native_id", "thread", "tier", "phone", "joint_phone"})
    known: tuple[str, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)

    def named(self, heading: str) -> str:
        """Return the column a heading means: case, blanks and hyphens make no difference."""
        plain = _plain(heading)
        return {_plain(theirs): ours for theirs, ours in self.renamed.items()}.get(plain, plain)

    def known_in(self, headings: Sequence[str]) -> int:
        """Return how many of ``headings`` are columns."""
        return sum(self.named(heading) in self.known for heading in headings)

    def heading(self, name: str, headings: Sequence[str]) -> list[str]:
        """Return the columns of a heading.

        Raises ``Invalid`` once for the file (unknown-columns, column-twice): no row could be right.
        """
        found = [self.named(heading) for heading in headings]
        while found and not found[-1]:
            found.pop()
        twice = sorted({column for column in found if found.count(column) > 1})
        strange = [heading for heading, column in zip(headings, found, strict=False) if not self._has(column)]
        problems = [Problem("column-twice", name, params={"column": column[:60]}) for column in twice]
        if strange:
            given, known = ", ".join(each[:60] or "(empty)" for each in strange[:20]), ", ".join(self.known)
            problems.append(Problem("unknown-columns", name, params={"given": given, "known": known}))
        if problems:
            raise Invalid(*problems)
        return found

    def _has(self, column: str) -> bool:
        return column in self.known or column == WHY


def _plain(heading: str) -> str:
    return "_".join(heading.strip().casefold().replace("-", " ").replace("_", " ").split())


CASES: Final = Columns(CASE_COLUMNS)
MESSAGES: Final = Columns(MESSAGE_COLUMNS)
ANY: Final = Columns((*CASE_COLUMNS, *MESSAGE_COLUMNS))
