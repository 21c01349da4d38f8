"""Decisions about a complaint that was open elsewhere before: the versions it is held to, its dates there."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from register.domain.commands.case import CarryDateOver, CarryingOver, DateElsewhere
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import not_listed
from register.domain.facts import case as f
from register.domain.law.policy import Pack
from register.domain.law.stated import carriable_duties
from register.domain.moments import YEARS
from register.domain.subjects.carried_over import CarriedDate, CarriedOver
from register.domain.subjects.case import Case, PackChoice

DAY = timedelta(days=1)
HERE = "carried_over"


def packs_for(
    said: CarryingOver | None, ids: Sequence[str], received_on: date, situation: Situation, checks: Checks
) -> tuple[Pack, ...]:
    """Return the versions that a complaint received on a local day is held to.

    One from before a pack took force comes under its first version by a choice alone, made with a reason; a reason
    where every pack claims the day is noted. Raises ``Invalid`` (pack-not-in-force, unknown-pack).
    """
    if said is None or blank(said.reason):
        return situation.policies.in_force(ids, received_on, situation.firm.accepted)
    packs = situation.policies.nearest(ids, received_on, situation.firm.accepted)
    claimed = bool(packs) and all(pack.claims(received_on) for pack in packs)
    since = max((pack.effective_from.isoformat() for pack in packs), default="")
    checks.require(not claimed, "pack-claims-it", f"{HERE}.reason", since=since)
    return packs


def chosen(packs: Sequence[Pack], received_on: date) -> tuple[PackChoice, ...]:
    """Return the versions as a case keeps them, each with whether it claims the day."""
    return tuple(PackChoice(pack.id, pack.version, unclaimed=not pack.claims(received_on)) for pack in packs)


def check_carried_over(said: CarryingOver | None, checks: Checks) -> None:
    """Note what is missing of where a complaint comes from."""
    if said is not None:
        checks.words(said.source, f"{HERE}.source")
        checks.short(said.reason, f"{HERE}.reason", 100_000)


def carry_over(said: CarryingOver | None, unfolding: Unfolding) -> None:
    """Record that the complaint came from elsewhere, and its dates there; raises ``Invalid`` for a wrong date."""
    if said is None:
        return
    checks, situation = Checks(), unfolding.situation
    source, now, by = situation.mint.seal(said.source), situation.now, situation.actor.name
    reason = None if blank(said.reason) else situation.mint.seal(said.reason)
    unfolding.add(f.CaseCarriedOver(CarriedOver(source, now, by, reason)))
    for number, each in enumerate(said.dates):
        taken = _taken(each, said.source, f"{HERE}.dates.{number}", unfolding, checks)
        unfolding.add(*(f.DateCarriedOver(date) for date in taken))
    checks.settle()


def carry_date_over(command: CarryDateOver, situation: Situation) -> Facts:
    """Take one more date over from elsewhere."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    taken = list(_taken(command.date, "", "date", unfolding, checks))
    for one in taken:
        held = [(known.pack, known.duty, known.due_at) for known in unfolding.case.carried_dates]
        checks.require((one.pack, one.duty, one.due_at) not in held, "nothing-changes", "date.duty")
    checks.settle()
    unfolding.add(*(f.DateCarriedOver(date) for date in taken))
    set_limits(unfolding)
    return unfolding.result()


def _taken(said: DateElsewhere, source: str, where: str, unfolding: Unfolding, checks: Checks) -> Iterator[CarriedDate]:
    """Yield the date as the case keeps it, noting everything that is wrong with it."""
    pack = _pack_of(said, unfolding, where, checks)
    due_at = _last(said, unfolding.case, where, checks)
    words = said.source if not blank(said.source) else source
    sourced = checks.words(words, f"{where}.source")
    if pack is None or due_at is None or not sourced:
        return
    mint, situation = unfolding.situation.mint, unfolding.situation
    duty = next(known for known in pack.duties if known == said.duty)
    sealed = mint.seal(words)
    yield CarriedDate(
        mint.id("date"), pack.id, duty, due_at, said.last_day, sealed, situation.now, situation.actor.name
    )


def _pack_of(said: DateElsewhere, unfolding: Unfolding, where: str, checks: Checks) -> Pack | None:
    """Return the pack that knows the duty: the one that is named, or the first."""
    packs = [pack for pack in unfolding.packs if said.pack in {None, "", pack.id}]
    if not checks.require(packs, "not-held-to-pack", f"{where}.pack", pack=(said.pack or "")[:60]):
        return None
    duties = [duty for pack in packs for duty in carriable_duties(pack)]
    known = not_listed("duty", said.duty, dict.fromkeys(duties))
    if not checks.require(said.duty in duties, "unknown-duty", f"{where}.duty", None, **known):
        return None
    return next(pack for pack in packs if said.duty in carriable_duties(pack))


def _last(said: DateElsewhere, case: Case, where: str, checks: Checks) -> datetime | None:
    """Return the instant a date ends at, noting one that is none, or lies before the receipt."""
    one = (said.last_day is None) != (said.at is None)
    if not checks.require(one, "day-or-instant", f"{where}.last_day"):
        return None
    field = f"{where}.last_day" if said.at is None else f"{where}.at"
    if said.at is not None and not checks.require(said.at.tzinfo is not None, "naive-time", field):
        return None
    year = said.last_day.year if said.last_day is not None else said.at.year if said.at is not None else 0
    if not checks.require(year in YEARS, "date-out-of-range", field, year=year):
        return None
    due_at = said.at if said.last_day is None else _day_after(said.last_day, ZoneInfo(case.zone))
    early = due_at is None or due_at <= case.origin.received_at
    return due_at if checks.require(not early, "before-receipt", field) else None


def _day_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + DAY, time.min, zone).astimezone(UTC)


DECISIONS: Decisions = {CarryDateOver: carry_date_over}
