"""Facebook Page: comments, visitor posts, mentions and recommendations, by webhook (channels reference, section 2)."""

from datetime import timedelta
from typing import Final

from register.channels.facebook.changes import PERMALINK
from register.channels.facebook.door import BadHandshake, handshake, verify
from register.channels.facebook.envelope import parse
from register.channels.platform import Platform, ReplyRoute
from register.domain.routes import PRIVATE_REPLY, PUBLIC_REPLY
from register.domain.subjects.inbound import Visibility
from register.domain.values import Code

__all__ = ["PERMALINK", "PLATFORM", "BadHandshake", "handshake", "parse", "verify"]

PLATFORM: Final = Platform(
    Code("facebook"),
    Visibility.PUBLIC,
    (ReplyRoute(PUBLIC_REPLY), ReplyRoute(PRIVATE_REPLY, within=timedelta(days=7), once=True)),
    known=(Code("name"), Code("native-id")),
    permalink=PERMALINK,
    verify=verify,
    parse=parse,
    handshake=handshake,
)
