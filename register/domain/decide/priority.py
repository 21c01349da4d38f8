"""Decisions about the support tier: what the pack calls urgent is the gravest, and whoever says otherwise says why."""

from register.domain.commands.case import PrioritiseCase
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import not_listed
from register.domain.facts import case as f
from register.domain.law.policy import Pack
from register.domain.obligations.circumstances import circumstances
from register.domain.sealed import Sealed
from register.domain.subjects.priority import GRAVEST, TIERS, TRIGGERS, Priority
from register.domain.values import Code


def prioritise(unfolding: Unfolding) -> None:
    """Give the case the gravest tier where its class is urgent or a trigger was recorded; a tier stated for a reason
    stands until the grounds change.
    """
    case, held, urgent = unfolding.case, unfolding.case.priority, _urgent_class(unfolding)
    before, triggers = (None, ()) if held is None else (held.urgent_class, held.triggers)
    tier, stated = case.classification.tier, None
    if held is not None and held.reason is not None and urgent == before:
        tier, stated = held.tier, held.reason
    elif triggers or urgent is not None:
        tier = GRAVEST
    if urgent != before or tier != case.classification.tier:
        _set(unfolding, tier, triggers, urgent, stated)


def prioritise_case(command: PrioritiseCase, situation: Situation) -> Facts:
    """Record the triggers, and the tier they give or that an officer states for a reason."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    triggers = _triggers(command, unfolding.packs[0], checks)
    urgent, case = _urgent_class(unfolding), unfolding.case
    grounds = bool(triggers) or urgent is not None
    tier = command.tier if command.tier is not None else GRAVEST if grounds else case.classification.tier
    checks.require(tier in TIERS, "unknown-tier", "tier")
    if not blank(command.reason) or (grounds and tier != GRAVEST):
        checks.words(command.reason, "reason")
    known = () if case.priority is None else case.priority.triggers
    checks.require((triggers, tier) != (known, case.classification.tier), "nothing-changes", "triggers")
    checks.settle()
    reason = situation.mint.seal(command.reason) if not blank(command.reason) else None
    _set(unfolding, tier, triggers, urgent, reason)
    return unfolding.result()


def _set(
    unfolding: Unfolding, tier: int, triggers: tuple[Code, ...], urgent: Code | None, reason: Sealed | None
) -> None:
    situation = unfolding.situation
    unfolding.add(f.CasePrioritised(Priority(tier, triggers, urgent, situation.actor.name, situation.now, reason)))


def _urgent_class(unfolding: Unfolding) -> Code | None:
    """Return the first class the case is held to that a pack calls urgent."""
    case = unfolding.case
    held = (pack.classes[circumstances(case, pack).complaint_class] for pack in unfolding.packs)
    return next((known.id for known in held if known.urgent), None)


def _triggers(command: PrioritiseCase, pack: Pack, checks: Checks) -> tuple[Code, ...]:
    known = pack.codes.get(TRIGGERS)
    entries, cite = ({}, None) if known is None else (known.entries, known.cite)
    for given in command.triggers:
        checks.require(given in entries, "unknown-code", "triggers", cite, **not_listed(TRIGGERS, given, entries))
    return tuple(Code(given) for given in dict.fromkeys(command.triggers) if given in entries)


DECISIONS: Decisions = {PrioritiseCase: prioritise_case}
