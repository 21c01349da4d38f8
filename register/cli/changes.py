"""What other rules would change of a case's dates, a line each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from register.cli.console import reasons
from register.domain.errors import Refused

if TYPE_CHECKING:
    from register.domain.obligations.comparison import Outcome, Side

STANDS: Final = {
    "in-time": "in time",
    "late": "late",
    "open": "open",
    "passed": "passed",
    "ended": "ended",
    "none": "-",
}


def changes_of(outcome: "Outcome") -> Iterator[str]:
    """Yield a line for each date that would be another, or one that says why there would be none."""
    if outcome.problems:
        why = reasons(Refused(*outcome.problems)).splitlines()
        yield f"{outcome.reference}  no dates: {'; '.join(why)}"
    for change in outcome.changes:
        before, after = (STANDS[standing] for standing in change.standings)
        sides = f"{_told(change.before)} -> {_told(change.after)}"
        yield f"{outcome.reference}  {change.duty}: {sides}  ({before} -> {after})"


def _told(side: "Side | None") -> str:
    if side is None:
        return "no date"
    local = side.due_at.astimezone(ZoneInfo(side.zone)).strftime("%Y-%m-%d %H:%M")
    return f"{local} {side.rule} ({side.force}{', provisional' if side.provisional else ''})"
