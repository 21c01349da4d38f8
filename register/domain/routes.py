"""Every way an answer can go, as one row each: what acknowledging, letters, sending, channels and pages know of it."""

from dataclasses import dataclass
from typing import Final

from register.domain.values import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way to answer. ``public``: others read it too; ``written``: it leaves words that can be kept.

    What may go this way: a question to the ``author`` of a message, an ``acknowledgement``, a ``letter`` as it is meant
    to go, a letter that a person has ``given``. ``sent``: the register sends it itself.
    """

    code: Code
    public: bool = False
    written: bool = True
    author: bool = False
    acknowledgement: bool = False
    letter: bool = False
    given: bool = False
    sent: bool = False


PRIVATE_REPLY: Final = Route(code=Code("private-reply"), author=True, acknowledgement=True, given=True)
PUBLIC_REPLY: Final = Route(code=Code("public-reply"), public=True, author=True, acknowledgement=True, given=True)
DIRECT_MESSAGE: Final = Route(code=Code("direct-message"), author=True, acknowledgement=True, given=True)
PHONE: Final = Route(code=Code("phone"), written=False, author=True, acknowledgement=True, letter=True, given=True)
IN_PERSON: Final = Route(code=Code("in-person"), acknowledgement=True, letter=True, given=True)
EMAIL: Final = Route(code=Code("email"), author=True, acknowledgement=True, letter=True, given=True, sent=True)
POST: Final = Route(code=Code("post"), letter=True, given=True)
# The acknowledgement calls post by what it brings, and can be what was said in the channel before anybody registered.
LETTER: Final = Route(code=Code("letter"), acknowledgement=True)
ANSWERED: Final = Route(code=Code("answered-in-channel"), acknowledgement=True)
# A letter meant for the channel the complaint came by: which of its ways is taken is said when it is given.
CHANNEL: Final = Route(code=Code("channel"), letter=True)

ROUTES: Final[dict[str, Route]] = {
    route.code: route
    for route in (
        PRIVATE_REPLY,
        PUBLIC_REPLY,
        DIRECT_MESSAGE,
        PHONE,
        IN_PERSON,
        EMAIL,
        POST,
        LETTER,
        ANSWERED,
        CHANNEL,
    )
}
ASKING: Final = tuple(code for code, route in ROUTES.items() if route.author)
ACKNOWLEDGING: Final = tuple(code for code, route in ROUTES.items() if route.acknowledgement)
PLANNED: Final = tuple(code for code, route in ROUTES.items() if route.letter)
SENT: Final = tuple(code for code, route in ROUTES.items() if route.sent)


def sent_by_us(via: str) -> bool:
    """Whether the register itself sends what is to go this way."""
    return via in SENT
