"""Commands about the other firms one complaint is about."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands.base import CaseCommand
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRespondent(CaseCommand):
    """Name another firm the complaint is about."""

    TAG = "NameRespondent"
    name: str
    sector: str
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExchange(CaseCommand):
    """Record what was passed to another firm, with the complainant's consent, or received from it."""

    TAG = "RecordExchange"
    respondent: Id
    way: str
    at: datetime
    what: str
    consent_at: datetime | None = None
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding(CaseCommand):
    """Record whether a firm met its obligations, as it answered itself; without ``respondent``, our own firm."""

    TAG = "RecordFinding"
    result: str
    at: datetime
    words: str
    respondent: Id | None = None
    greater_part: bool = False


@dataclass(frozen=True, slots=True)
class SaidShare:
    """What one party is to bear: a percentage or an amount. Without ``respondent``, our own firm."""

    respondent: Id | None = None
    percent: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeShares(CaseCommand):
    """Propose who bears what of the loss; it takes the place of what was proposed before."""

    TAG = "ProposeShares"
    shares: tuple[SaidShare, ...]
    loss: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeShares(CaseCommand):
    """Record that every party agreed to the shares that were proposed last."""

    TAG = "AgreeShares"
    sharing: Id
    at: datetime
    evidence: str
