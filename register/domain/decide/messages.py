"""Decisions about messages: kept as they arrive, decided by people, none lost."""

import hashlib
import json
from collections.abc import Iterator

from register.domain.commands import message as c
from register.domain.commands.base import Ref
from register.domain.decide.hand_offs import instead_of_dismissing
from register.domain.decide.judgement import check_answers, check_test, judged
from register.domain.decide.message_state import message_of, on, packs_of, undecided
from register.domain.decide.people import check_direct
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Illegal, Problem
from register.domain.facts import message as f
from register.domain.sealed import Sealed
from register.domain.subjects.complainants import first_of, person_with
from register.domain.subjects.inbound import Inbound, Operation
from register.domain.subjects.message import OPEN_STATES, Message, SourceTime
from register.domain.values import Code, Digest

# Reasons that say that the author is not dissatisfied.
CONTENT = ("praise", "question", "no-dissatisfaction")


def capture_message(command: c.CaptureMessage, situation: Situation) -> Facts:
    """Keep the message, its new version, or what became of it; an edit or deletion that comes first makes a stub."""
    ref = Ref(Code("message"), command.message)
    known: Message | None = situation.subjects.get(ref)
    inbound = command.inbound.checked_at(command.captured_at)
    source = inbound.source_time(command.captured_at)
    facts: list[object] = [] if known is not None else [_captured(command, inbound, situation)]
    if inbound.operation is Operation.DELETED:
        facts.extend(_deleted(command, source, known))
    elif inbound.operation in {Operation.HIDDEN, Operation.UNHIDDEN}:
        facts.append(f.MessageHidden(inbound.operation is Operation.HIDDEN, source.at, command.delivery, source))
    elif known is not None:
        facts.append(_edited(command, inbound, situation))
        facts.extend(_receipt(command, inbound, known))
    return {ref: facts}


def _deleted(command: c.CaptureMessage, source: SourceTime, known: Message | None) -> Iterator[f.MessageDeleted]:
    """The earliest word of a removal holds: the platform may tell of it again, sent later."""
    if known is None or known.deleted_at is None or source.at < known.deleted_at:
        yield f.MessageDeleted(source.at, command.delivery)


def _captured(command: c.CaptureMessage, inbound: Inbound, situation: Situation) -> f.MessageCaptured:
    received, basis = inbound.received(command.captured_at)
    seal = situation.mint.seal
    return f.MessageCaptured(
        command.channel,
        inbound.platform,
        Code(command.entity),
        Code(command.brand),
        Code(inbound.visibility.value),
        seal(inbound.native_id, "native-id"),
        command.captured_at,
        received,
        basis,
        inbound.occurred,
        _author(inbound, situation),
        seal(inbound.author.native_id, "native-id") if inbound.author.native_id else None,
        seal(inbound.text) if inbound.text else None,
        seal(inbound.url) if inbound.url else None,
        _thread(inbound),
        inbound.flags,
        command.delivery,
        inbound.source_time(command.captured_at),
    )


def _edited(command: c.CaptureMessage, inbound: Inbound, situation: Situation) -> f.MessageEdited:
    seal = situation.mint.seal
    return f.MessageEdited(
        command.captured_at,
        inbound.occurred,
        seal(inbound.text) if inbound.text else None,
        _author(inbound, situation),
        seal(inbound.url) if inbound.url else None,
        inbound.flags,
        command.delivery,
        inbound.source_time(command.captured_at),
    )


def _receipt(command: c.CaptureMessage, inbound: Inbound, known: Message) -> Iterator[f.ReceiptFound]:
    """A stub took its receipt from the edit or deletion that came first; the creation knows better."""
    received, basis = inbound.received(command.captured_at)
    if inbound.operation is Operation.CREATED and received < known.received_at:
        yield f.ReceiptFound(received, basis, inbound.occurred)


def _author(inbound: Inbound, situation: Situation) -> Sealed | None:
    shown = inbound.author.name or inbound.author.handle
    return situation.mint.seal(shown, "handle") if shown else None


def _thread(inbound: Inbound) -> Digest | None:
    if inbound.thread is None:
        return None
    named = json.dumps([inbound.platform, inbound.account, inbound.thread])
    return Digest(hashlib.sha256(named.encode()).hexdigest())


def dismiss_message(command: c.DismissMessage, situation: Situation) -> Facts:
    """Decide that it is not a complaint: the test says no, every answer has its basis, the reason is the pack's."""
    message, checks = undecided(command.message, situation), Checks()
    check_test(command.test, message, checks, registering=False)
    packs = packs_of(message, situation)
    checks.require(command.reason, "required", "reason")
    checks.listed(command.reason, packs[0], "not-a-complaint", "reason")
    expressed = command.test.expressed
    contradicts = command.reason in CONTENT and expressed is not None and expressed.answer == "yes"
    checks.require(not contradicts, "reason-contradicts-test", "reason")
    instead = instead_of_dismissing(command.reason, packs)
    checks.require(instead is None, "hand-off-instead", "reason", None if instead is None else instead.cite)
    checks.settle()
    test = judged(command.test, situation)
    return on(message, f.MessageDismissed(Code(command.reason), test, situation.actor.name, situation.now))


def keep_unsure(command: c.KeepUnsure, situation: Situation) -> Facts:
    """Note that the test is not answered yet; the message stays in the inbox."""
    message, checks = undecided(command.message, situation), Checks()
    check_answers(command.test, message, checks)
    checks.settle()
    test = judged(command.test, situation)
    return on(message, f.MessageUnsure(test, situation.actor.name, situation.now))


def ask_author(command: c.AskAuthor, situation: Situation) -> Facts:
    """Record an attempt to ask the author; where somebody acts for the complainant, that one is asked instead."""
    message, checks = message_of(command.message, situation), Checks()
    method = checks.code(command.method, "method")
    checks.words(command.words, "words")
    if checks.not_after(command.at, situation.now, "at"):
        checks.require(command.at is None or command.at >= message.received_at, "before-receipt", "at")
        if checks.require(set(message.cases) == set(command.cases), "cases-needed", "cases"):
            for case in (situation.case(case) for case in message.cases):
                author = person_with(case, None) or first_of(case)
                check_direct(author, situation.packs(case)[0], command.at or situation.now, checks)
    checks.settle()
    asked = f.AuthorAsked(command.at or situation.now, method or Code("other"), situation.mint.seal(command.words))
    return on(message, asked)


def mark_duplicate(command: c.MarkDuplicate, situation: Situation) -> Facts:
    """Say that it repeats another message, which must exist and not be itself a duplicate."""
    message, other = undecided(command.message, situation), message_of(command.of, situation)
    checks = Checks()
    checks.require(other.id != message.id and other.duplicate_of is None, "not-an-original", "of")
    checks.settle()
    return on(message, f.MessageDuplicated(other.id, situation.actor.name, situation.now))


def reopen_decision(command: c.ReopenDecision, situation: Situation) -> Facts:
    """Put a decided message back into the inbox; one that became a case stays with the case."""
    message, checks = message_of(command.message, situation), Checks()
    if message.state in OPEN_STATES or message.cases:
        raise Illegal(Problem("decision-stands", "message", params={"state": message.state}))
    checks.words(command.reason, "reason")
    checks.settle()
    return on(message, f.DecisionReopened(situation.mint.seal(command.reason), situation.actor.name, situation.now))


DECISIONS: Decisions = {
    c.CaptureMessage: capture_message,
    c.DismissMessage: dismiss_message,
    c.KeepUnsure: keep_unsure,
    c.AskAuthor: ask_author,
    c.MarkDuplicate: mark_duplicate,
    c.ReopenDecision: reopen_decision,
}
