"""A date stated from outside: no limit was counted for it, and its rule only says what it is and what ends it."""

from datetime import date, datetime, timedelta

from register.domain.law.policy import Pack
from register.domain.law.proofs import CARRIED, Derivation, Due
from register.domain.law.rules import STATED, Rule
from register.domain.law.running_limit import Scene
from register.domain.values import Code


def stated_due(rule: Rule, scene: Scene, received_at: datetime, due_at: datetime, day: date | None) -> Due:
    """Return a date as it was stated: ``day`` is its last local day, None where an instant (``due_at``) was stated.

    A stated date rests on no holiday, so no calendar moves it.
    """
    pack, calendar, zone = scene
    start = received_at.astimezone(zone).date()
    last = day or (due_at - timedelta(microseconds=1)).astimezone(zone).date()
    proof = Derivation(
        rule=rule.id,
        cite=rule.cite,
        pack=pack.id,
        pack_version=pack.version,
        calendar=calendar.id,
        calendar_version=calendar.version,
        start_event=Code("received"),
        start_at=received_at,
        start_date=start,
        start_counts=False,
        zone=Code(zone.key),
        unit=STATED,
        counted=(last - start).days,
        weekend_days=0,
        skipped=(),
        stopped=(),
        due_calendar=day,
        due_if_rolled=day,
        due_public_only=None,
        due_public_and_bank=None,
        bank_only=(),
        confirmed=CARRIED,
    )
    return Due(rule.id, rule.duty, rule.kind, pack.force_of(rule), due_at, proof, provisional=False)


def carriable(pack: Pack, duty: str, complaint_class: str) -> Rule | None:
    """Return the rule that says what a stated date of a duty is, and what ends it; one of the class before another's.

    None where nothing that the firm owes the complainant under the pack goes by that name.
    """
    rules = [rule for rule in pack.rules.values() if rule.duty == duty and _owed(rule)]
    own = (rule for rule in rules if not rule.classes or complaint_class in rule.classes)
    return next(own, next(iter(rules), None))


def carriable_duties(pack: Pack) -> tuple[Code, ...]:
    """Return the duties whose dates can be stated: what the firm owes the complainant, once for the complaint."""
    return tuple(duty for duty in pack.duties if any(rule.duty == duty and _owed(rule) for rule in pack.rules.values()))


def _owed(rule: Rule) -> bool:
    return (rule.kind, rule.bound, rule.per) == ("deadline", "firm", None) and bool(rule.met_by)
