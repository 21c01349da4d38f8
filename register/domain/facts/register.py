"""What can happen to the register itself: founding, its firm, its rules of the house."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.firm import (
    AcceptedDraft,
    Brand,
    Detail,
    Entity,
    Epoch,
    FirmProposal,
    HouseRules,
    LogDigest,
)
from register.domain.values import Code, Digest, Id


@dataclass(frozen=True, slots=True)
class RegisterFounded:
    """The genesis entry: where the trail comes from, whose key signs its checkpoints, and the packs it knows."""

    TAG: ClassVar[str] = "register:register:founded/1"
    origin: Code
    key: Code
    key_digest: Digest
    packs: tuple[Code, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class EntitySet:
    """A licence holder was added or changed."""

    TAG: ClassVar[str] = "register:entity:set/1"
    entity: Entity
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class BrandSet:
    """A brand was added or changed."""

    TAG: ClassVar[str] = "register:brand:set/1"
    brand: Brand
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class DetailsSet:
    """The contact details that letters print were set."""

    TAG: ClassVar[str] = "register:details:set/1"
    details: tuple[Detail, ...]
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class HouseRulesSet:
    """The delegation matrix and the other rules of the house were set."""

    TAG: ClassVar[str] = "register:house-rules:set/1"
    house: HouseRules
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class DraftLawAccepted:
    """The firm works to law that is not made yet."""

    TAG: ClassVar[str] = "register:draft-law:accepted/1"
    draft: AcceptedDraft
    by: Code | None = None
    second: Code | None = None


@dataclass(frozen=True, slots=True)
class DraftLawEnded:
    """The firm works to this draft no more."""

    TAG: ClassVar[str] = "register:draft-law:ended/1"
    pack: Code
    version: Code
    reason: Sealed
    by: Code


@dataclass(frozen=True, slots=True)
class FirmChangeProposed:
    """What weakens a control of the firm waits for a second administrator."""

    TAG: ClassVar[str] = "register:change:proposed/1"
    proposal: FirmProposal


@dataclass(frozen=True, slots=True)
class FirmChangeSettled:
    """A second administrator confirmed the proposed change, or refused it."""

    TAG: ClassVar[str] = "register:change:settled/1"
    proposal: Id
    by: Code
    confirmed: bool


@dataclass(frozen=True, slots=True)
class EpochBegun:
    """The database was restored from an older backup, and the trail goes on from there."""

    TAG: ClassVar[str] = "register:epoch:begun/1"
    epoch: Epoch


@dataclass(frozen=True, slots=True)
class LogsDigested:
    """The logs beside the trail over some days (UTC, both included), a digest of each."""

    TAG: ClassVar[str] = "register:logs:digested/1"
    from_on: date
    to_on: date
    logs: tuple[LogDigest, ...]


@dataclass(frozen=True, slots=True)
class TimeConfirmed:
    """The operator confirmed the clock, though the register's last checkpoint is long past."""

    TAG: ClassVar[str] = "register:time:confirmed/1"
    at: datetime
