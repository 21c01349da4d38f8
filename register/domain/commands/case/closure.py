"""Commands that end a case, reopen it, or carry out what was promised."""

from dataclasses import dataclass
from datetime import date

from register.domain.commands.base import CaseCommand
from register.domain.commands.case.registration import Closing, RemedyPromise
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRemedy(CaseCommand):
    """Record what was promised to the complainant."""

    TAG = "PromiseRemedy"
    remedy: RemedyPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRemedy(CaseCommand):
    """Ask a second person to let a remedy cost ``amount``, beyond what one person may settle."""

    TAG = "ProposeRemedy"
    remedy: Id
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRemedy(CaseCommand):
    """Approve or refuse the money of a remedy, as the second person; bound to the content shown."""

    TAG = "SettleRemedy"
    proposal: Id
    content: str
    approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRemedy(CaseCommand):
    """Say by which day a promised remedy is to be carried out; another day than before needs a reason."""

    TAG = "ScheduleRemedy"
    remedy: Id
    due_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishRemedy(CaseCommand):
    """Record that a remedy was carried out, and what was paid."""

    TAG = "FinishRemedy"
    remedy: Id
    paid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(CaseCommand):
    """Close the case, or propose it where a second person has to approve."""

    TAG = "CloseCase"
    closing: Closing
    remedies: tuple[RemedyPromise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleClosure(CaseCommand):
    """Approve or refuse a proposed closure, as the second person; bound to the content shown."""

    TAG = "SettleClosure"
    proposal: Id
    content: str
    approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(CaseCommand):
    """Go on with a closed case; no deadline moves."""

    TAG = "ReopenCase"
    reason: str
