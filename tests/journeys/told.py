"""What a program reads over the API of a case's dates: each with what it rests on and counts from."""

from typing import NamedTuple

from tests.api.caller import Caller


class Told(NamedTuple):
    """One date: its last day, the paragraph it rests on, the event it counts from, and how long after it."""

    rule: str
    last_day: str
    cite: str
    start: str
    counted: int
    replaced: bool = False
    party: str | None = None


def told_dates(program: Caller, reference: str) -> list[Told]:
    """Return each date of the case that has a last day, replaced ones too; whom it is about by name."""
    case = program.get(f"/cases/{reference}").get_json()
    names = {party["id"]: party["name"] for party in case["parties"]}
    items = program.get(f"/cases/{reference}/deadlines?limit=200").get_json()["items"]
    return [
        Told(
            each["due"]["rule"],
            proof["due_calendar"],
            proof["cite"],
            proof["start_event"],
            proof["counted"],
            each["replaced"],
            names.get(each["due"]["party"]),
        )
        for each in items
        if (proof := each["due"]["derivation"])["due_calendar"] is not None
    ]
