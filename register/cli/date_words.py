"""What the console says of a date beside its line: why it is what it is, its days, and dates that are missing."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from register.domain.values import Id

if TYPE_CHECKING:
    from register.domain.law.calendars import Calendar
    from register.domain.law.policy import Pack
    from register.domain.law.proofs import Circumstances
    from register.domain.obligations.dates import Dated
    from register.wording.dates.why import Proven

NOBODY = Id(str(UUID(int=0)))


def last_day_before(known: "Dated", given: "Circumstances") -> str | None:
    """Return the limit from whose last day a date counts; None where it counts from what happened."""
    how = known.due.derivation
    own = given.parties.get(known.due.party or NOBODY, {})
    happened = (*given.events.get(how.start_event, ()), *own.get(how.start_event, ()))
    return known.last_day_of([at.astimezone(UTC) for at in happened])


def proven(known: "Dated", given: "Circumstances", calendars: "Mapping[str, Calendar]") -> "Proven":
    """Return a date's proof with what it names."""
    from register.wording.dates.why import Proven

    option = known.due.kind == "window" and known.bound == "firm"
    proof = known.due.derivation
    return Proven(proof, calendars[proof.calendar], known.pack, last_day_before(known, given), option)


def in_words(found: "Proven") -> dict[str, Any]:
    """Return why a date is what it is and its days, as JSON has them."""
    from register.domain.law.day_by_day import day_by_day, stretches
    from register.wording.dates.manner import PLAINLY
    from register.wording.dates.why import why

    days = [
        {
            "from_day": str(each.from_day),
            "until_day": str(each.until_day),
            "kind": each.kind,
            "counts": each.counts,
            "holiday": each.holiday,
            "cite": each.cite,
        }
        for each in stretches(day_by_day(found.proof))
    ]
    return {"why": [said._asdict() for said in why(found, PLAINLY)], "days": days}


def why_lines(title: str, found: "Proven") -> Iterator[str]:
    """Yield the lines that say why a date is what it is, and its days with their marks."""
    from register.wording.dates.manner import PLAINLY
    from register.wording.dates.picture import picture
    from register.wording.dates.why import why

    yield f"\n{title}"
    for term, text in why(found, PLAINLY):
        yield f"  {term}: {text.replace(chr(10), chr(10) + '    ')}"
    yield from (f"  {mark:>6}  {text}" for mark, text in picture(title, found, None, PLAINLY).key)


def missing_lines(pack: "Pack", given: "Circumstances", found: "list[Dated]") -> Iterator[str]:
    """Yield a line for each date that is missing, with what it waits for."""
    from register.domain.law.gaps import missing
    from register.wording.dates.gaps import gap
    from register.wording.dates.manner import PLAINLY

    for each in missing(pack, given, [known.due for known in found]):
        words = gap(each, pack, ZoneInfo(given.zone), PLAINLY)
        yield f"\n{pack.duties.get(each.duty, each.duty)} ({each.cite}): {words}"
