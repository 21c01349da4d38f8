"""What happened with the other firms one complaint is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.respondents import Exchange, FirmFinding, Respondent, Sharing
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class RespondentNamed:
    """Another firm the complaint is about."""

    TAG: ClassVar[str] = "case:respondent:named/1"
    respondent: Respondent


@dataclass(frozen=True, slots=True)
class ExchangeRecorded:
    """Something was passed to another firm, or received from it."""

    TAG: ClassVar[str] = "case:exchange:recorded/1"
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class FindingRecorded:
    """A firm said whether it met its obligations."""

    TAG: ClassVar[str] = "case:finding:recorded/1"
    finding: FirmFinding


@dataclass(frozen=True, slots=True)
class SharesProposed:
    """Who would bear what of the loss."""

    TAG: ClassVar[str] = "case:shares:proposed/1"
    sharing: Sharing


@dataclass(frozen=True, slots=True)
class SharesAgreed:
    """Every party agreed to the shares."""

    TAG: ClassVar[str] = "case:shares:agreed/1"
    sharing: Id
    at: datetime
    evidence: Sealed
    by: Code
