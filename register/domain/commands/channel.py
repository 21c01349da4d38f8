"""Commands about channels."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from register.domain.commands.base import Command, Ref
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True, kw_only=True)
class AddChannel(Command):
    """Declare a channel: platform, slug (part of its webhook address), brand, who owns it, and how it is verified."""

    TAG = "AddChannel"
    CREATES: ClassVar[Code | None] = Code("channel")
    SECRETS: ClassVar[frozenset[str]] = frozenset({"secrets", "verify_token"})
    platform: str
    slug: str
    brand: str
    controlled: bool = True
    covered_since: datetime | None = None
    owner: str = "complaints"
    native_account: str | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)
    verify_token: str | None = field(default=None, repr=False)

    def touches(self) -> tuple[Ref, ...]:
        """Return nothing: the channel is new."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCommand(Command):
    """A command about one channel."""

    channel: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return the channel."""
        return (Ref(Code("channel"), self.channel),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSecrets(ChannelCommand):
    """Replace the secrets deliveries are verified with; once there are some, two administrators do it."""

    TAG = "ChangeSecrets"
    TAKES_TWO: ClassVar[bool] = True
    SECRETS: ClassVar[frozenset[str]] = frozenset({"secrets"})
    secrets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleSecrets(ChannelCommand):
    """Confirm or refuse proposed secrets as the second administrator."""

    TAG = "SettleSecrets"
    TAKES_TWO: ClassVar[bool] = True
    proposal: Id
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGap(ChannelCommand):
    """Declare that the channel was not covered for a while."""

    TAG = "RecordGap"
    from_at: datetime
    until_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseChannel(ChannelCommand):
    """Use the channel no more."""

    TAG = "CloseChannel"
