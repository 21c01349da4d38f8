"""Decisions about matters that are another team's: handed off, taken, answered; each with the limit of its own."""

from zoneinfo import ZoneInfo

from register.domain.commands import message as c
from register.domain.commands.base import Ref
from register.domain.decide.message_state import message_of, on, packs_of, undecided
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import Illegal, Problem
from register.domain.facts import message as f
from register.domain.law.handoffs import HAND_OFFS, NAMED, HandOffRule
from register.domain.law.policy import Pack
from register.domain.obligations.hand_offs import due_of
from register.domain.subjects.account import Account
from register.domain.subjects.message import HANDED_OFF, HandOff, Message
from register.domain.values import Code


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
    received_on = at.astimezone(ZoneInfo(entity.zone)).date()
    limited = [(rule, pack) for pack, rule in rules if rule.limit is not None and pack.claims(received_on)]
    dues = [due_of(rule, pack, at, where, calendars) for rule, pack in limited]
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
