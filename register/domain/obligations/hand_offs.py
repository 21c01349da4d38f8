"""What packs say of matters that are another team's: the limit of each, and what turns into a complaint."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from register.domain.errors import Invalid, Problem
from register.domain.law.calendars import Calendar
from register.domain.law.deadlines import Circumstances, Due, derive
from register.domain.law.handoffs import HandOffRule
from register.domain.law.policy import Pack
from register.domain.law.rules import Rule, Start
from register.domain.subjects.message import DISMISSED, HANDED_OFF, Message
from register.domain.values import Code

Where = tuple[Code, Code]
Calendars = Mapping[str, Calendar]

DUTY = Code("hand-off")
RECEIVED = Start((Code("received"),), Code("first"))


def due_of(rule: HandOffRule, pack: Pack, received_at: datetime, where: Where, calendars: Calendars) -> Due:
    """Return the date of the matter's own limit, counted like any other limit of the pack from the receipt.

    ``where`` is the place whose calendar counts, and the zone of its days.
    """
    alone = Rule(
        id=rule.id,
        duty=DUTY,
        kind=Code("deadline"),
        force=rule.force,
        cite=rule.cite,
        confirmed=rule.confirmed,
        source=pack.source,
        start=RECEIVED,
        limit=rule.limit,
        note=rule.note,
    )
    known = Circumstances(next(iter(pack.classes)), *where, {}, {"received": (received_at,)})
    (due,) = derive(replace(pack, rules={rule.id: alone}), known, calendars)
    return due


def due_again(due: Due, pack: Pack, calendar: Calendar) -> Due:
    """Return the date as it would be derived now; raises ``Invalid`` where the pack has no such hand-off or place."""
    rule, proof = pack.hand_offs.get(due.rule), due.derivation
    place = next((place.id for place in pack.places.values() if place.calendar == proof.calendar), None)
    if rule is None or place is None:
        raise Invalid(Problem("unknown-hand-off", "kind"))
    return due_of(rule, pack, proof.start_at, (place, proof.zone), {proof.calendar: calendar})


def turning(message: Message, packs: tuple[Pack, ...]) -> HandOffRule | None:
    """Return the rule by which later dissatisfaction makes a complaint of this message: on its hand-off or reason."""
    for rule in (rule for pack in packs for rule in pack.hand_offs.values() if rule.turns):
        handed = message.state == HANDED_OFF and message.handoff is not None and message.handoff.kind == rule.id
        if handed or (message.state == DISMISSED and message.reason in rule.reasons):
            return rule
    return None
