"""Commands about receipt, limits that passed, and possible breaches."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands.base import CaseCommand
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectReceipt(CaseCommand):
    """Move the legal receipt: earlier with a reason; later with evidence, and then a second person approves.

    Across the edge of a version the case is held to the version of that day. ``before_first_version``: to the first
    one, which does not claim it, where the day lies before it; such a move is made on purpose only.
    """

    TAG = "CorrectReceipt"
    received_at: datetime
    reason: str
    evidence: str = ""
    before_first_version: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleReceipt(CaseCommand):
    """Approve or refuse a proposed later receipt, as the second person."""

    TAG = "SettleReceipt"
    proposal: Id
    approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepDeadlines(CaseCommand):
    """Record every limit of the case that has passed without its end; asked by the worker."""

    TAG = "SweepDeadlines"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptCorrection(CaseCommand):
    """Hold an open case to a correction of our reading of its pack; its dates are derived anew."""

    TAG = "AdoptCorrection"
    pack: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessBreach(CaseCommand):
    """Record the assessment of a possible breach."""

    TAG = "AssessBreach"
    breach: Id
    result: str
    reasons: str
    privileged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeBreach(CaseCommand):
    """Say that one knows of a possible breach: who was first, and when, is what a law asks that speaks of knowledge."""

    TAG = "SeeBreach"
    breach: Id
