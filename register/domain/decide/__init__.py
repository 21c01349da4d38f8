"""``decide``: what a command makes happen, as facts by subject, or a refusal with all its reasons. Pure."""

from register.domain import lifecycle, permissions
from register.domain.commands.base import Command
from register.domain.decide import (
    accounts,
    acknowledging,
    channels,
    classifying,
    closing,
    delays,
    entrusting,
    events,
    firms,
    handing,
    holds,
    letters,
    limits,
    messages,
    opening,
    people,
    persons,
    prioritising,
    referring,
    remedies,
    replying,
    reporting,
    sending,
    working,
)
from register.domain.decide.situation import Decisions, Facts, Situation
from register.domain.errors import Invalid, Problem, Unknown
from register.domain.subjects.case import Case
from register.domain.subjects.channel import Channel
from register.domain.subjects.message import Message
from register.domain.subjects.report import Report
from register.domain.vocabulary import unheld

DECISIONS: Decisions = {
    **opening.DECISIONS,
    **classifying.DECISIONS,
    **acknowledging.DECISIONS,
    **people.DECISIONS,
    **prioritising.DECISIONS,
    **working.DECISIONS,
    **entrusting.DECISIONS,
    **referring.DECISIONS,
    **events.DECISIONS,
    **delays.DECISIONS,
    **holds.DECISIONS,
    **limits.DECISIONS,
    **closing.DECISIONS,
    **remedies.DECISIONS,
    **letters.DECISIONS,
    **sending.DECISIONS,
    **messages.DECISIONS,
    **replying.DECISIONS,
    **handing.DECISIONS,
    **accounts.DECISIONS,
    **channels.DECISIONS,
    **firms.DECISIONS,
    **persons.DECISIONS,
    **reporting.DECISIONS,
}


def decide(command: Command, situation: Situation) -> Facts:
    """Return the facts by subject; raises ``Refused`` and then nothing has happened."""
    kind = type(command)
    admit(command, situation)
    for value in situation.subjects.values():
        if isinstance(value, Case):
            lifecycle.check(kind, value.status)
    happened = DECISIONS[kind](command, situation)
    problems = tuple(unheld(fact for facts in happened.values() for fact in facts))
    if problems:
        raise Invalid(*problems)
    return happened


def admit(command: Command, situation: Situation) -> None:
    """Raise ``Forbidden`` where the actor may not ask this, ``Unknown`` where they may not know of what it is about."""
    permissions.check(situation.actor, type(command))
    for value in situation.subjects.values():
        if isinstance(value, Case):
            permissions.check_case(situation.actor, value)
        elif isinstance(value, Message):
            permissions.check_message(situation.actor, value, [situation.cases[case] for case in value.cases])
        elif isinstance(value, Channel) and not situation.actor.covers(value.brand):
            raise Unknown(Problem("no-such-channel", "channel"))
        elif isinstance(value, Report) and not situation.actor.covers_whole(value.brand):
            raise Unknown(Problem("no-such-report", "report"))
