"""What can happen to a channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.channel import Gap, SecretsProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class ChannelAdded:
    """The firm declared a channel."""

    TAG: ClassVar[str] = "channel:channel:added/1"
    platform: Code
    slug: Code
    entity: Code
    brand: Code
    controlled: bool
    covered_since: datetime
    owner: Code
    native_account: Code | None
    secrets: tuple[Sealed, ...]
    verify_token: Sealed | None


@dataclass(frozen=True, slots=True)
class SecretsChanged:
    """The secrets that deliveries are verified with were changed; several may be active while they rotate."""

    TAG: ClassVar[str] = "channel:secrets:changed/1"
    secrets: tuple[Sealed, ...]
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class SecretsProposed:
    """Other secrets wait for a second administrator."""

    TAG: ClassVar[str] = "channel:secrets:proposed/1"
    proposal: SecretsProposal


@dataclass(frozen=True, slots=True)
class SecretsRefused:
    """The second administrator refused."""

    TAG: ClassVar[str] = "channel:secrets:refused/1"
    proposal: Id
    by: Code


@dataclass(frozen=True, slots=True)
class GapRecorded:
    """The channel was not covered for a while."""

    TAG: ClassVar[str] = "channel:gap:recorded/1"
    gap: Gap


@dataclass(frozen=True, slots=True)
class ChannelClosed:
    """The channel is used no more; its past stays in every report."""

    TAG: ClassVar[str] = "channel:channel:closed/1"
    at: datetime
