"""Facebook Page: comments, visitor posts, mentions and recommendations, by webhook (channels reference, section 2)."""

from register.channels.facebook.changes import PERMALINK
from register.channels.facebook.door import BadHandshake, handshake, verify
from register.channels.facebook.envelope import parse

__all__ = ["PERMALINK", "BadHandshake", "handshake", "parse", "verify"]
