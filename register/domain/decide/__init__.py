"""``decide``: what a command makes happen, as facts by subject, or a refusal with all its reasons. Pure."""

from register.domain import lifecycle, permissions
from register.domain.case import Case
from register.domain.commands.base import Command
from register.domain.decide import (
    accounts,
    acknowledging,
    channels,
    classifying,
    closing,
    firms,
    letters,
    limits,
    messages,
    opening,
    people,
    reporting,
    sending,
    working,
)
from register.domain.decide.situation import Decisions, Facts, Situation
from register.domain.errors import Problem, Unknown
from register.domain.message import Message

DECISIONS: Decisions = {
    **opening.DECISIONS,
    **classifying.DECISIONS,
    **acknowledging.DECISIONS,
    **people.DECISIONS,
    **working.DECISIONS,
    **limits.DECISIONS,
    **closing.DECISIONS,
    **letters.DECISIONS,
    **sending.DECISIONS,
    **messages.DECISIONS,
    **accounts.DECISIONS,
    **channels.DECISIONS,
    **firms.DECISIONS,
    **reporting.DECISIONS,
}


def decide(command: Command, situation: Situation) -> Facts:
    """Return the facts by subject; raises ``Refused`` and then nothing has happened."""
    kind = type(command)
    permissions.check(situation.actor, kind)
    for value in situation.subjects.values():
        if isinstance(value, Case):
            permissions.check_case(situation.actor, value)
            lifecycle.check(kind, value.status)
        if isinstance(value, Message) and not situation.actor.covers(value.brand):
            raise Unknown(Problem("no-such-message", "message"))
    return DECISIONS[kind](command, situation)
