"""Decisions about matters that are another team's: handed off, taken, answered; each with the limit of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from register.domain.commands import message as c
from register.domain.commands.base import Ref
from register.domain.decide.message_state import message_of, on, packs_of, undecided
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import Illegal, Invalid, Problem
from register.domain.facts import message as f
from register.domain.law.calendars import Calendar
from register.domain.law.deadlines import Circumstances, Due, derive
from register.domain.law.handoffs import HAND_OFFS, NAMED, HandOffRule
from register.domain.law.policy import Pack
from register.domain.law.rules import Rule, Start
from register.domain.subjects.account import Account
from register.domain.subjects.message import HANDED_OFF, HandOff, Message
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


def instead_of_dismissing(reason: str, packs: tuple[Pack, ...]) -> HandOffRule | None:
    """Return the hand-off whose own limit would be lost if a message were set aside for this reason."""
    rules = (rule for pack in packs for rule in pack.hand_offs.values())
    return next((rule for rule in rules if rule.limit is not None and reason in rule.reasons), None)


def hand_off_message(command: c.HandOffMessage, situation: Situation) -> Facts:
    """Give it to another team; it stays red until they take it, and until they answer within the matter's own limit."""
    message, checks = undecided(command.message, situation), Checks()
    packs, kind = packs_of(message, situation), command.kind
    rules = [(pack, pack.hand_offs[Code(kind)]) for pack in packs if kind in pack.hand_offs]
    checks.require(kind in HAND_OFFS or rules, "unknown-hand-off", "kind")
    if kind in NAMED or any(rule.named for _, rule in rules):
        checks.require(command.person is not None, "name-a-person", "person")
    if command.person is None:
        checks.words(command.recipient, "recipient")
    _check_person(command, message, situation, checks)
    checks.settle()
    entity, calendars = situation.firm.entity(message.entity), situation.policies.calendars
    where, at = (entity.place, entity.zone), message.received_at
    dues = [due_of(rule, pack, at, where, calendars) for pack, rule in rules if rule.limit is not None]
    handoff = HandOff(
        Code(kind),
        situation.mint.seal(command.recipient) if not blank(command.recipient) else None,
        situation.now,
        person=command.person,
        due=min(dues, key=lambda due: due.due_at, default=None),
    )
    return on(message, f.MessageHandedOff(handoff, situation.actor.name, situation.now))


def _check_person(command: c.HandOffMessage, message: Message, situation: Situation, checks: Checks) -> None:
    """Note a person who does not exist, cannot sign in any more, or works for other brands."""
    if command.person is None:
        return
    account: Account | None = situation.subjects.get(Ref(Code("account"), command.person))
    if not checks.require(account is not None, "no-such-account", "person") or account is None:
        return
    checks.require(account.active, "account-closed", "person")
    checks.require(not account.brands or message.brand in account.brands, "not-their-brand", "person")


def _handed_off(message: Message) -> HandOff:
    if message.state != HANDED_OFF or message.handoff is None or not message.handoff.is_open:
        raise Illegal(Problem("no-open-hand-off", "message"))
    return message.handoff


def accept_hand_off(command: c.AcceptHandOff, situation: Situation) -> Facts:
    """Record that the other team took it, and who did."""
    message = message_of(command.message, situation)
    if not _handed_off(message).waits:
        raise Illegal(Problem("no-open-hand-off", "message"))
    checks = Checks()
    if not blank(command.who):
        checks.words(command.who, "who")
    checks.settle()
    who = situation.mint.seal(command.who) if not blank(command.who) else None
    return on(message, f.HandOffAccepted(situation.now, who, situation.actor.name))


def finish_hand_off(command: c.FinishHandOff, situation: Situation) -> Facts:
    """Record that the other team answered, with evidence; a late answer is recorded as late."""
    message, checks = message_of(command.message, situation), Checks()
    handoff, at = _handed_off(message), command.at or situation.now
    checks.words(command.evidence, "evidence")
    if checks.not_after(at, situation.now, "at"):
        checks.require(at >= message.received_at, "before-receipt", "at")
    checks.settle()
    by = situation.actor.name
    taken = [f.HandOffAccepted(max(at, handoff.at), None, by)] if handoff.waits else []
    return on(message, *taken, f.HandOffFinished(at, situation.mint.seal(command.evidence), by))


DECISIONS: Decisions = {
    c.HandOffMessage: hand_off_message,
    c.AcceptHandOff: accept_hand_off,
    c.FinishHandOff: finish_hand_off,
}
