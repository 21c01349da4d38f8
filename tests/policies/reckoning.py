"""What the guide's rules yield, said in one line: a class of complaint, and what happened when."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from policies.catalogue import shipped
from register.domain.law.deadlines import Circumstances, Due, derive
from register.domain.law.rules import Value
from register.domain.values import Code, Id

POLICIES = shipped()
PACK = POLICIES.pack("au-asic-rg271", "2021-10-05+1")
Happened = Mapping[str, str | tuple[str, ...]]


def person(number: int) -> Id:
    """One of several people."""
    return Id(f"0190a0b0-0000-7000-8000-{number:012x}")


def dates(
    complaint_class: str,
    happened: Happened,
    people: tuple[Happened, ...] = (),
    values: Mapping[str, Value] | None = None,
    place: str = "NSW",
) -> dict[str, Due]:
    """Every date that is derived, by rule; one for a person by ``rule@number``. Times are local to the place."""
    zone = PACK.places[Code(place)].zone
    parties = {person(number): _instants(own, zone) for number, own in enumerate(people, 1)}
    known = Circumstances(Code(complaint_class), Code(place), zone, values or {}, _instants(happened, zone), parties)
    return {_name(due): due for due in derive(PACK, known, POLICIES.calendars)}


def day(found: Mapping[str, Due], rule: str) -> str | None:
    """The day a rule yields, or nothing."""
    return str(found[rule].derivation.due_calendar) if rule in found else None


def answer(found: Mapping[str, Due]) -> str | None:
    """The day by which the answer is due, the strictest where there are several."""
    due = min((d for d in found.values() if d.duty == "idr-response"), key=lambda d: d.due_at, default=None)
    return None if due is None else str(due.derivation.due_calendar)


def _name(due: Due) -> str:
    return due.rule if due.party is None else f"{due.rule}@{int(due.party[-12:], 16)}"


def _instants(happened: Happened, zone: str) -> dict[str, tuple[datetime, ...]]:
    return {
        event: tuple(
            datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
            for text in ((times,) if isinstance(times, str) else times)
        )
        for event, times in happened.items()
    }
