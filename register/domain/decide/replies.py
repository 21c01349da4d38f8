"""Decisions about a message that belongs to a case: a reply on the same issue goes on with it, a new issue does not."""

from typing import Final
from zoneinfo import ZoneInfo

from register.domain.commands import message as c
from register.domain.decide.closure import resume
from register.domain.decide.message_state import on, undecided
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.facts import case as cf
from register.domain.facts import message as f
from register.domain.obligations.answers import responded
from register.domain.subjects.daily_work import Task
from register.domain.subjects.message import Message
from register.domain.values import Code

SAME, NEW = Code("same"), Code("new")
ISSUES: Final = (SAME, NEW)
REOPENED_BY_REPLY: Final = "reply-on-the-same-issue"
REPLY, HANDLER = Code("reply"), Code("handler")


def link_message(command: c.LinkMessage, situation: Situation) -> Facts:
    """Put the message to an existing case; both say so.

    On the same issue a closed case goes on: every date as it was, and what was sent keeps its effect. A new issue is a
    case of its own.
    """
    message, unfolding, checks = undecided(command.message, situation), Unfolding.of(command.case, situation), Checks()
    closed = unfolding.case.status == "closed"
    checks.require(command.issue or not closed, "issue-needed", "issue")
    checks.require(not command.issue or command.issue in ISSUES, "unknown-issue", "issue")
    checks.require(command.issue != NEW, "new-issue-new-case", "issue")
    checks.settle()
    issue = Code(command.issue) if command.issue else None
    unfolding.add(cf.MessageLinked(message.id))
    if closed:
        resume(unfolding, REOPENED_BY_REPLY)
    if closed or responded(unfolding.case, unfolding.packs):
        _ask_to_look(unfolding, message)
    linked = f.MessageLinked(command.case, situation.actor.name, situation.now, issue)
    return {**on(message, linked), **unfolding.result()}


def _ask_to_look(unfolding: Unfolding, message: Message) -> None:
    """Open a task, so that somebody looks at what was said after the answer."""
    situation = unfolding.situation
    today = situation.now.astimezone(ZoneInfo(unfolding.case.zone)).date()
    words = message.text or situation.mint.seal("…")
    unfolding.add(cf.TaskOpened(Task(situation.mint.id("task"), REPLY, HANDLER, words, today)))


DECISIONS: Decisions = {c.LinkMessage: link_message}
