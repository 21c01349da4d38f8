"""Questions about channels."""

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from register.domain.commands.base import Ref
from register.domain.sealed import Sealed
from register.domain.subjects.channel import Channel
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
        # How a locked secret is opened; None says that it cannot be.
        self.opened: Callable[[str], str | None] = str

    def by_slug(self, platform: str, slug: str) -> ChannelFile | None:
        """Return the channel with this slug on this platform."""
        c = t.channels.c
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(c.id).where(c.platform == platform, c.slug == slug)).scalar()
            return None if found is None else self._file(connection, found)

    def by_id(self, channel: str) -> ChannelFile | None:
        """Return the channel with this id."""
        with self._engine.connect() as connection:
            return self._file(connection, channel)

    def all(self) -> list[ChannelFile]:
        """Return every channel, closed ones too."""
        with self._engine.connect() as connection:
            ids = connection.execute(
                sa.select(t.channels.c.id).order_by(t.channels.c.platform, t.channels.c.slug)
            ).scalars()
            return [file for channel in ids.all() if (file := self._file(connection, channel)) is not None]

    def _file(self, connection: sa.Connection, channel: str) -> ChannelFile | None:
        ref = Ref(Code("channel"), Id(channel))
        held = load(connection, [ref])[ref]
        if held.value is None:
            return None
        made: Channel = held.value
        plain = open_texts(connection, sealed_in(made))

        def opened(sealed: Sealed) -> str | None:
            kept = plain.get(sealed.digest)
            return None if kept is None else self.opened(kept)

        secrets = tuple(secret for sealed in made.secrets if (secret := opened(sealed)) is not None)
        return ChannelFile(made, held.seq, secrets, opened(made.verify_token) if made.verify_token else None)
