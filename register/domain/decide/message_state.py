"""A message as a decision finds it: where it stands, the packs that govern it, and facts about it."""

from zoneinfo import ZoneInfo

from register.domain.commands.base import Ref
from register.domain.decide.situation import Facts, Situation
from register.domain.errors import Illegal, Problem, Unknown
from register.domain.law.policy import Pack
from register.domain.subjects.message import OPEN_STATES, Message
from register.domain.values import Code, Id


def message_of(message: Id, situation: Situation) -> Message:
    """Return the message; raises ``Unknown``."""
    found: Message | None = situation.subjects.get(Ref(Code("message"), message))
    if found is None:
        raise Unknown(Problem("no-such-message", "message"))
    return found


def undecided(message: Id, situation: Situation) -> Message:
    """Return the message; raises ``Illegal`` where it was decided already."""
    found = message_of(message, situation)
    if found.state not in OPEN_STATES:
        raise Illegal(Problem("already-decided", "message", params={"state": found.state}))
    return found


def packs_of(message: Message, situation: Situation) -> tuple[Pack, ...]:
    """Return the packs in force on the local day the message was received, or their first versions for an older one.

    What it is can be judged by them; a complaint from it is held to them by a choice alone.
    """
    entity = situation.firm.entity(message.entity)
    received_on = message.received_at.astimezone(ZoneInfo(entity.zone)).date()
    return situation.policies.nearest(entity.packs, received_on, situation.firm.accepted)


def on(message: Message, *facts: object) -> Facts:
    """Return facts about the message."""
    return {Ref(Code("message"), message.id): list(facts)}
