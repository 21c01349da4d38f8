"""Commands about who else complains in a case."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.commands.base import CaseCommand
from register.domain.commands.case.registration import Joining
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComplainant(CaseCommand):
    """Record that another one complains as well: now, or ``since`` an earlier moment."""

    TAG = "AddComplainant"
    COMPARES = True
    joining: Joining
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectJoining(CaseCommand):
    """Say since when a further complainant complains; without ``since`` from the start."""

    TAG = "CorrectJoining"
    person: Id
    reason: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutComplainant(CaseCommand):
    """Take out one of several who was entered by mistake and never complained."""

    TAG = "TakeOutComplainant"
    person: Id
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveComplaint(CaseCommand):
    """Record that one of several withdrew, in words of their own or their representative's, while others go on."""

    TAG = "LeaveComplaint"
    person: Id
    words: str
    at: datetime
    by: str = "complainant"
