"""What can happen to a report."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.values import Code, Digest, Id


@dataclass(frozen=True, slots=True)
class ReportPrepared:
    """The figures were taken under a checkpoint and rendered; ``document`` is the SHA-256 of the bytes."""

    TAG: ClassVar[str] = "report:report:prepared/1"
    kind: Code
    entity: Code
    brand: Code | None
    from_on: date
    to_on: date
    tree_size: int
    root: Digest
    document: Digest
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportApproved:
    """Another person approved exactly these bytes."""

    TAG: ClassVar[str] = "report:report:approved/1"
    document: Digest
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportRefused:
    """The report was not approved."""

    TAG: ClassVar[str] = "report:report:refused/1"
    by: Code
    reason: Sealed


@dataclass(frozen=True, slots=True)
class ReportIssued:
    """The report went out: to whom, when, and the SHA-256 of the bytes that name who approved it."""

    TAG: ClassVar[str] = "report:report:issued/1"
    document: Digest
    recipient: Sealed
    by: Code
    at: datetime


@dataclass(frozen=True, slots=True)
class TrailExported:
    """Entries left the house in an export, under this checkpoint."""

    TAG: ClassVar[str] = "register:export:made/1"
    export: Id
    tree_size: int
    entries: int
    withheld: int
    by: Code
    at: datetime
