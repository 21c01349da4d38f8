"""Messages: what arrived, and the decisions about it."""

from typing import Any, Final

from marshmallow import fields

from register.api.blueprint import Blueprint
from register.api.cases import opened_by
from register.api.context import asking, note_reading, reading, the_register
from register.api.pagination import page_answer
from register.api.steps import OK, Answer, Place, Step, add_steps, answer, carry_out, etag, for_command
from register.domain.commands import message as m
from register.domain.commands.case import LaterDissatisfaction, OpenCase
from register.domain.subjects.message import OPEN_STATES, Message
from register.domain.values import Id
from register.reader.inbox import MessageFile
from register.schemas import answers
from register.schemas import messages as s
from register.schemas.house import MessageQuery
from register.schemas.shown import opened, shown, with_more
from register.schemas.work import Reason

messages = Blueprint("messages", "What arrived on the channels, every one to be accounted for")

ONE: Final = "/messages/<id:message>"
MessageFileAnswer = with_more(shown(Message), "MessageFile", version=fields.Integer)
STEPS: Final = (
    Step("/dismissal", m.DismissMessage, s.Dismissal),
    Step("/unsure", m.KeepUnsure, s.Unsure),
    Step("/duplicate", m.MarkDuplicate, s.Duplicate),
    Step("/hand-off", m.HandOffMessage, s.HandOff),
    Step("/hand-off/acceptance", m.AcceptHandOff, s.HandOffAcceptance),
    Step("/hand-off/answer", m.FinishHandOff, s.HandOffAnswer),
    Step("/reopening", m.ReopenDecision, Reason),
)
add_steps(messages, Place(ONE, dict, guarded=False), STEPS)


@messages.route("/messages")
@messages.arguments(MessageQuery, location="query")
@messages.response(200, answers.page_of(MessageFileAnswer, "Messages"))
def inbox(said: dict[str, Any]) -> dict[str, Any]:
    """List messages in a state, or those that wait for a decision; the longest waiting first.

    With ``q`` and no state, those in any state that have its words, the newest first.
    """
    actor, inbox = reading("cases:read"), the_register().reader.inbox
    words, paging = said.get("q", ""), {"cursor": said.get("cursor"), "limit": said["limit"]}
    note_reading("search" if words else "messages")
    if words and "state" not in said:
        return page_answer(inbox.search(actor, words, **paging), _shown)
    states = (said["state"],) if "state" in said else OPEN_STATES
    return page_answer(inbox.waiting(actor, states=states, words=words, **paging), _shown)


@messages.route(ONE)
@messages.response(200, MessageFileAnswer)
def show(message: Id) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read one message with the decision about it."""
    file = the_register().reader.inbox.open(reading("cases:read"), message)
    note_reading("message", ("message", message))
    return _shown(file), OK, etag(file.version)


@messages.route(f"{ONE}/registration", methods=["POST"])
@for_command(OpenCase)
@messages.arguments(s.Registration)
@messages.response(201, answers.OpenedCase)
def register_message(said: dict[str, Any], message: Id) -> Answer:
    """Decide that it is a complaint: a case is opened from it."""
    file = the_register().reader.inbox.open(asking(), message)
    earlier = said.pop("earlier", None)
    later = None if earlier is None else LaterDissatisfaction(earlier)
    return opened_by(OpenCase(message=message, later=later, **{"brand": file.message.brand, **said}))


@messages.route(f"{ONE}/later-dissatisfaction", methods=["POST"])
@for_command(OpenCase)
@messages.arguments(s.Turning)
@messages.response(201, answers.OpenedCase)
def turn(said: dict[str, Any], message: Id) -> Answer:
    """Record later dissatisfaction about what was no complaint: a case is opened, received on that later day."""
    file = the_register().reader.inbox.open(asking(), message)
    later = LaterDissatisfaction(message, said.pop("at"), said.pop("words"))
    return opened_by(OpenCase(later=later, **{"brand": file.message.brand, **said}))


@messages.route(f"{ONE}/question", methods=["POST"])
@for_command(m.AskAuthor)
@messages.arguments(s.Question)
@messages.response(200, answers.Outcome)
def ask(said: dict[str, Any], message: Id) -> Answer:
    """Record an attempt to ask the author."""
    file = the_register().reader.inbox.open(asking(), message)
    return answer(carry_out(m.AskAuthor(message=message, cases=file.message.cases, **said)))


@messages.route(f"{ONE}/link", methods=["POST"])
@for_command(m.LinkMessage)
@messages.arguments(s.Link)
@messages.response(200, answers.Outcome)
def link(said: dict[str, Any], message: Id) -> Answer:
    """Decide that it belongs to a case that exists already; on the same issue a closed one goes on as it was."""
    case = the_register().reader.cases.find(asking(), said["case"])
    return answer(carry_out(m.LinkMessage(message=message, case=case, issue=said.get("issue", ""))))


def _shown(file: MessageFile) -> dict[str, Any]:
    return {**opened(file.message, file.plain), "version": file.version}
