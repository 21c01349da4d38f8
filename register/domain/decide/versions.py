"""Which version of its packs a case is held to once its receipt is another: that of the day it was received."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks
from register.domain.errors import Invalid
from register.domain.facts import case as f
from register.domain.law.policy import Pack
from register.domain.subjects.case import Case, PackChoice


def check_versions(unfolding: Unfolding, received_at: datetime, checks: Checks, *, before_first_version: bool) -> None:
    """Note a move to before a first version that nobody asked for by name, or that is none.

    A version that had come to its end by then is noted too.
    """
    case = unfolding.case
    day = _local_day(case, received_at)
    try:
        moves = _moves(unfolding, day)
    except Invalid as refusal:
        checks.problems.extend(refusal.problems)
        return
    for choice in moves:
        first = choice.unclaimed and not before_first_version
        named = {"pack": choice.pack, "received": day.isoformat()}
        checks.require(not first, "receipt-before-pack", "received_at", None, **named)
    leaves = any(choice.unclaimed for choice in (*moves, *_staying(case, moves)))
    since = max(pack.effective_from.isoformat() for pack in unfolding.packs)
    checks.require(not before_first_version or leaves, "pack-claims-it", "before_first_version", since=since)


def follow_receipt(unfolding: Unfolding) -> None:
    """Hold the case to the versions of the day it was received, as it stands now."""
    case = unfolding.case
    for choice in _moves(unfolding, _local_day(case, case.origin.received_at)):
        unfolding.add(f.VersionGoverns(choice.pack, choice.version, choice.unclaimed))


def version_of_its_day(unfolding: Unfolding, pack_id: str) -> Pack | None:
    """Return the version that claims a complaint which its pack does not claim yet; None where there is none."""
    case, policies = unfolding.case, unfolding.situation.policies
    if not any(choice.pack == pack_id and choice.unclaimed for choice in case.packs):
        return None
    day = _local_day(case, case.origin.received_at)
    (found,) = policies.nearest((pack_id,), day)
    return found if found.claims(day) else None


def _moves(unfolding: Unfolding, day: date) -> list[PackChoice]:
    """Return the choices that are others on a day; a correction of the same version is adopted by people alone.

    Draft law moves nothing.
    """
    policies, moves = unfolding.situation.policies, []
    for choice in unfolding.case.packs:
        held = policies.pack(choice.pack, choice.version)
        if held.is_draft:
            continue
        (found,) = policies.nearest((choice.pack,), day)
        same = found.effective_from == held.effective_from
        version = held.version if same else found.version
        other = PackChoice(choice.pack, version, unclaimed=not found.claims(day))
        if other != choice:
            moves.append(other)
    return moves


def _staying(case: Case, moves: list[PackChoice]) -> list[PackChoice]:
    moved = {choice.pack for choice in moves}
    return [choice for choice in case.packs if choice.pack not in moved]


def _local_day(case: Case, at: datetime) -> date:
    return at.astimezone(ZoneInfo(case.zone)).date()
