"""What a platform is to the register: how its deliveries are checked and read, and how an answer goes back there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from register.domain.routes import Route
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import Delivery, Visibility
from register.domain.values import Code

Verify = Callable[[Mapping[str, str], bytes, Sequence[str], datetime], None]
Parse = Callable[..., Delivery]
"""Takes the body and the accounts asked about: ``parse(body, *accounts)``."""
Handshake = Callable[[Mapping[str, str], str], str]


@dataclass(frozen=True, slots=True)
class ReplyRoute:
    """A way to answer on a platform: ``within`` so long of the message (None: always), only ``once`` where marked."""

    route: Route
    within: timedelta | None = None
    once: bool = False

    @property
    def code(self) -> Code:
        """Its code."""
        return self.route.code

    def until(self, occurred: datetime) -> datetime | None:
        """Return the instant this route closes for a message of ``occurred``, or None when it stays open."""
        return occurred + self.within if self.within else None


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform: ``known`` is what it says of an author unasked, ``permalink`` a pattern over ``{native_id}``.

    ``received_by`` says in the packs' list of receiving channels how its messages come; None: by their visibility.
    """

    code: Code
    visibility: Visibility
    replies: tuple[ReplyRoute, ...]
    known: tuple[Code, ...] = ()
    permalink: str | None = None
    verify: Verify | None = None
    parse: Parse | None = None
    handshake: Handshake | None = None
    received_by: Code | None = None

    @property
    def manual(self) -> bool:
        """Whether no platform delivers: messages are entered by hand, or handed over by our own mail server."""
        return self.verify is None

    def lacks(self, channel: Channel) -> tuple[Code, ...]:
        """Return what a channel of this platform has not got and cannot hear without: ``secret``, ``account``."""
        if self.manual:
            return ()
        needed = ((Code("secret"), channel.secrets), (Code("account"), channel.native_account))
        return tuple(code for code, given in needed if not given)

    def route(self, code: str) -> ReplyRoute | None:
        """Return the reply route named ``code``, if this platform has it."""
        return next((route for route in self.replies if route.code == code), None)
