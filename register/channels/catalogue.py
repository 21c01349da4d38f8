"""Every platform the register listens to, as one row each; a new one is a folder beside this module and a row here.

A platform without ``parse`` is received by hand.
"""

from collections.abc import Mapping

from register.channels import email, facebook
from register.channels.platform import Parse, Platform, ReplyRoute
from register.domain.routes import EMAIL, IN_PERSON, PHONE, POST, Route
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import Visibility
from register.domain.values import Code


def _private(code: str, received_by: str, *ways: Route, parse: Parse | None = None) -> Platform:
    """Return a platform that others do not read, answered by these ways at any time."""
    replies = tuple(map(ReplyRoute, ways))
    return Platform(Code(code), Visibility.PRIVATE, replies, parse=parse, received_by=Code(received_by))


ROWS = (
    facebook.PLATFORM,
    _private("phone", "telephone", PHONE, EMAIL, POST),
    _private("in-person", "in-person", IN_PERSON, PHONE, EMAIL, POST),
    _private("letter", "letter", POST, EMAIL, PHONE),
    _private(email.PLATFORM, "email", EMAIL, PHONE, POST, parse=email.parse),
    _private("web-form", "online", EMAIL, PHONE, POST),
)

PLATFORMS: Mapping[str, Platform] = {row.code: row for row in ROWS}


def received_by(platform: str) -> Code | None:
    """Return the receiving channel of a platform's messages; None where their visibility says it, or it is unknown."""
    known = PLATFORMS.get(platform)
    return None if known is None else known.received_by


def unwatched(channel: Channel) -> tuple[Code, ...]:
    """Return why nothing of an open channel can reach the register; empty for one that is watched."""
    platform = PLATFORMS.get(channel.platform)
    return () if platform is None else platform.lacks(channel)
