"""What rightly was no complaint becomes one on later dissatisfaction, received on that later day."""

from register.domain.commands.case import OpenCase
from register.domain.decide.message_state import message_of, packs_of
from register.domain.decide.situation import Checks, Situation
from register.domain.display import blank
from register.domain.errors import Illegal, Problem
from register.domain.obligations.hand_offs import turning
from register.domain.subjects.case import Origin
from register.domain.subjects.message import Message
from register.domain.values import Code

LATER = Code("later-dissatisfaction")


def earlier_of(command: OpenCase, message: Message | None, situation: Situation, checks: Checks) -> Message | None:
    """Return the message that was no complaint at first, noting what is wrong with the later dissatisfaction.

    ``message`` is the later one, where one says it. Raises ``Unknown``, or ``Illegal`` for a message that cannot turn.
    """
    later = command.later
    if later is None:
        return None
    earlier = message_of(later.message, situation)
    if earlier.turned_at is not None:
        raise Illegal(Problem("already-turned", "later"))
    if turning(earlier, packs_of(earlier, situation)) is None:
        raise Illegal(Problem("does-not-turn", "later", params={"state": earlier.state}))
    checks.require(situation.actor.account is not None, "person-needed", "actor")
    at = later.at if message is None else message.received_at
    if message is None:
        checks.require(at is not None, "required", "later.at")
        checks.words(later.words, "later.words")
    else:
        checks.require(later.at is None and blank(later.words), "message-says-it", "later")
    if checks.not_after(at, situation.now, "later.at"):
        checks.require(at is None or at >= earlier.received_at, "before-first-message", "later.at")
    return earlier


def turned(command: OpenCase, earlier: Message, channel: Code, situation: Situation) -> Origin:
    """Return how a complaint reached the firm that no message of its own tells."""
    later = command.later
    at = situation.now if later is None or later.at is None or later.at.tzinfo is None else later.at
    words = situation.mint.seal(later.words) if later is not None and not blank(later.words) else None
    return Origin(channel, min(at, situation.now), LATER, None, earlier.channel, earlier.id, words)
