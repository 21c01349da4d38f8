"""A channel: one account of ours on a platform, or a way by hand, with what the firm declares about it."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the channel was not covered, known afterwards."""

    from_at: datetime
    until_at: datetime
    reason: Code


@dataclass(frozen=True, slots=True)
class SecretsProposal:
    """Other secrets that wait for a second administrator."""

    id: Id
    secrets: tuple[Sealed, ...]
    proposed_by: Code
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class Channel:
    """``controlled``: the firm owns or controls it (RG 271.32(a)); ``native_account`` is our account's id there."""

    id: Id
    platform: Code
    slug: Code
    entity: Code
    brand: Code
    controlled: bool
    covered_since: datetime
    owner: Code
    native_account: Code | None = None
    secrets: tuple[Sealed, ...] = ()
    verify_token: Sealed | None = None
    gaps: tuple[Gap, ...] = ()
    closed_at: datetime | None = None
    proposal: SecretsProposal | None = None
