"""Complaints under any pack, to which anything may have happened, in any order and more than once."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from register.domain.law.policy import Fact, Pack
from register.domain.law.proofs import Circumstances, Events
from register.domain.law.rules import EVENTS
from register.domain.values import Code, Id

PARTIES = [Id(f"0190a0b0-0000-7000-8000-00000000000{number}") for number in (1, 2)]
# Often within two days, so that instants fall on one local day, around midnight, and in every order.
LATER = st.one_of(
    st.timedeltas(timedelta(0), timedelta(days=2)), st.timedeltas(timedelta(minutes=-90), timedelta(days=200))
)
WALL_CLOCK = st.datetimes(datetime(2021, 10, 6), datetime(2040, 12, 31))  # noqa: DTZ001 -- the place's zone is put to it


def value_of(fact: Fact, draw: st.DrawFn) -> Any:
    """A value the fact may have."""
    if fact.type == "code":
        return draw(st.sampled_from(fact.allowed or (Code("other"),)))
    if fact.type == "date":
        return draw(WALL_CLOCK).date()
    if fact.type == "money":
        return Code(str(draw(st.decimals(0, 10_000, places=2))))
    return draw(st.booleans() if fact.type == "bool" else st.integers(1, 400))


def events_after(received: datetime, names: list[str], draw: st.DrawFn) -> Events:
    """What else happened: each event once to three times, the earliest first."""
    if not names:
        return {}
    happened = draw(st.lists(st.sampled_from(names), max_size=5, unique=True))
    times = st.lists(LATER, min_size=1, max_size=3)
    return {event: tuple(sorted(received + later for later in draw(times))) for event in happened}


@st.composite
def complaints(draw: st.DrawFn, pack: Pack) -> Circumstances:
    """Draw a complaint of any class, at any place of the pack, with facts, events and parties."""
    place = pack.places[draw(st.sampled_from(sorted(pack.places)))]
    known = draw(st.sampled_from(sorted(pack.classes)))
    received = draw(WALL_CLOCK).replace(tzinfo=ZoneInfo(place.zone)).astimezone(UTC)
    asked = {event for rule in pack.rules.values() for event in (*rule.start.events, *rule.needs)}
    names = sorted(draw(st.sampled_from((asked, EVENTS))) - {"received"})
    events = {"received": (received,), **events_after(received, names, draw)}
    values = {fact.id: value_of(fact, draw) for fact in pack.facts.values() if draw(st.booleans())}
    parties = {party: events_after(received, names, draw) for party in PARTIES[: draw(st.integers(0, len(PARTIES)))]}
    return Circumstances(known, place.id, place.zone, values, events, parties)
