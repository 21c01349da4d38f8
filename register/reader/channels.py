"""Questions about channels."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from register.domain.channel import Channel
from register.domain.commands.base import Ref
from register.domain.values import Code, Id
from register.reader.plain import open_texts, sealed_in
from register.store import tables as t
from register.store.subjects import load


@dataclass(frozen=True, slots=True)
class ChannelFile:
    """One channel with its version and its secrets in plain text."""

    channel: Channel
    version: int
    secrets: tuple[str, ...] = field(repr=False)
    verify_token: str | None = field(repr=False)


class Channels:
    """Reads channels."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def by_slug(self, platform: str, slug: str) -> ChannelFile | None:
        """Return the channel with this slug on this platform."""
        c = t.channels.c
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(c.id).where(c.platform == platform, c.slug == slug)).scalar()
            return None if found is None else _file(connection, found)

    def by_id(self, channel: str) -> ChannelFile | None:
        """Return the channel with this id."""
        with self._engine.connect() as connection:
            return _file(connection, channel)

    def all(self) -> list[ChannelFile]:
        """Return every channel, closed ones too."""
        with self._engine.connect() as connection:
            ids = connection.execute(
                sa.select(t.channels.c.id).order_by(t.channels.c.platform, t.channels.c.slug)
            ).scalars()
            return [file for channel in ids.all() if (file := _file(connection, channel)) is not None]


def _file(connection: sa.Connection, channel: str) -> ChannelFile | None:
    ref = Ref(Code("channel"), Id(channel))
    held = load(connection, [ref])[ref]
    if held.value is None:
        return None
    made: Channel = held.value
    plain = open_texts(connection, sealed_in(made))
    secrets = tuple(plain[s.digest] for s in made.secrets if s.digest in plain)
    return ChannelFile(made, held.seq, secrets, plain.get(made.verify_token.digest) if made.verify_token else None)
