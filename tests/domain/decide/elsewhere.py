"""Old complaints on the stage: firms under any pack, complaints of any day, and what came from another system."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from register.domain.commands import case as c
from register.domain.law.policy import Pack
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code
from tests.domain.decide.scene import FIRM, POLICIES, Scene, an_opening

FROM_OLD = c.CarryingOver("Old desk, ticket 4711", "Still open when we moved to the register")
# The first version of each pack whose law is made: a draft reaches no day before it starts.
FIRST: dict[str, Pack] = {pack.id: POLICIES.versions(pack.id)[0] for pack in POLICIES.newest() if not pack.is_draft}
PLACES: dict[str, tuple[Code, Code]] = {
    pack: (first.default_place, first.default_zone) for pack, first in FIRST.items()
}
# The values of finding M15, and the day before each further pack took force.
OLD_DAYS = {"uk-fca-disp1": date(2026, 5, 31), "au-acma-tcp": date(2025, 12, 31)}


def under(*packs: str, now: datetime | None = None) -> Scene:
    """A firm held to these packs, at the place the first of them has for its own."""
    place, zone = PLACES[packs[0]]
    entity = replace(FIRM.entities[0], place=place, zone=zone, packs=tuple(map(Code, packs)))
    return Scene(firm=replace(FIRM, entities=(entity,)), now=now or datetime(2026, 7, 1, 9, tzinfo=UTC))


def noon(day: date, pack: str) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(PLACES[pack][1])).astimezone(UTC)


def old(pack: str, day: date, **changes: Any) -> c.OpenCase:
    """A complaint received on a day, in words and codes that every pack knows."""
    channel = next(iter(FIRST[pack].codes[Code("received-channel")].entries))
    told = {"received_at": noon(day, pack), "channel": channel, "classifying": c.Classifying(), **changes}
    return an_opening(**{"carried_over": FROM_OLD, **told})


def carried(duty: str, on: date, source: str = "") -> c.CarryingOver:
    return replace(FROM_OLD, dates=(c.DateElsewhere(duty, last_day=on, source=source),))


def standing(case: Case) -> list[Deadline]:
    return [deadline for deadline in case.deadlines if not deadline.replaced]


def answer_of(pack: Pack) -> Code:
    """The duty to answer the complaint."""
    duties = (rule.duty for rule in pack.rules.values() if rule.kind == "deadline" and "final_sent" in rule.met_by)
    return next(duties)
