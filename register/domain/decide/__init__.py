"""``decide``: what a command makes happen, as facts by subject, or a refusal with all its reasons. Pure."""

from register.domain import lifecycle, permissions
from register.domain.commands.base import Command
from register.domain.decide import (
    accounts,
    acknowledgement,
    assignment,
    carried_over,
    channels,
    classification,
    closure,
    complainants,
    corrections,
    daily_work,
    delays,
    dispatch,
    events,
    external_scheme,
    firms,
    hand_offs,
    holds,
    letters,
    limits,
    messages,
    mistakes,
    people,
    persons,
    priority,
    registration,
    remedies,
    replies,
    reports,
    respondents,
    void_cases,
)
from register.domain.decide.situation import Decisions, Facts, Situation
from register.domain.errors import Invalid, Problem, Unknown
from register.domain.subjects.case import Case
from register.domain.subjects.channel import Channel
from register.domain.subjects.message import Message
from register.domain.subjects.report import Report
from register.domain.vocabulary import unheld

DECISIONS: Decisions = {
    **registration.DECISIONS,
    **classification.DECISIONS,
    **acknowledgement.DECISIONS,
    **people.DECISIONS,
    **complainants.DECISIONS,
    **priority.DECISIONS,
    **daily_work.DECISIONS,
    **assignment.DECISIONS,
    **external_scheme.DECISIONS,
    **events.DECISIONS,
    **delays.DECISIONS,
    **holds.DECISIONS,
    **limits.DECISIONS,
    **carried_over.DECISIONS,
    **corrections.DECISIONS,
    **mistakes.DECISIONS,
    **closure.DECISIONS,
    **remedies.DECISIONS,
    **respondents.DECISIONS,
    **void_cases.DECISIONS,
    **letters.DECISIONS,
    **dispatch.DECISIONS,
    **messages.DECISIONS,
    **replies.DECISIONS,
    **hand_offs.DECISIONS,
    **accounts.DECISIONS,
    **channels.DECISIONS,
    **firms.DECISIONS,
    **persons.DECISIONS,
    **reports.DECISIONS,
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
