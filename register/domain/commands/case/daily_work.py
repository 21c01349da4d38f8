"""Commands of the daily work on a case."""

from dataclasses import dataclass, field
from datetime import date, datetime

from register.domain.commands.base import CaseCommand, Upload
from register.domain.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase(CaseCommand):
    """Give the case to an officer, or take it away (None)."""

    TAG = "AssignCase"
    assignee: Id | None

    def names(self) -> tuple[Id, ...]:
        """Return the officer."""
        return () if self.assignee is None else (self.assignee,)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAccount(CaseCommand):
    """Record that an account of ours is linked to the complaint's subject."""

    TAG = "LinkAccount"
    account: Id
    reason: str

    def names(self) -> tuple[Id, ...]:
        """Return whoever is linked."""
        return (self.account,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideConflict(CaseCommand):
    """Let a linked officer work on the case all the same, with a reason."""

    TAG = "OverrideConflict"
    account: Id
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictCase(CaseCommand):
    """Let only the named accounts open the case; no readers lifts the restriction."""

    TAG = "RestrictCase"
    readers: tuple[Id, ...]
    reason: str

    def names(self) -> tuple[Id, ...]:
        """Return the readers."""
        return self.readers


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRestriction(CaseCommand):
    """Approve or refuse that a case is closed to all but some readers, no auditor among them, as the second person."""

    TAG = "SettleRestriction"
    proposal: Id
    approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(CaseCommand):
    """Add an internal comment; a privileged one stays out of exports and reports."""

    TAG = "AddNote"
    text: str
    privileged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile(CaseCommand):
    """Keep a file as evidence."""

    TAG = "AttachFile"
    file: Upload = field(repr=False)
    privileged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeCase(CaseCommand):
    """Record that the complaint was acknowledged: by phone, in the channel, or with the answer already given there.

    ``to`` the complainant, or to the representative; ``person``: which of several complainants.
    """

    TAG = "AcknowledgeCase"
    method: str
    at: datetime | None = None
    evidence: str = ""
    to: str = "complainant"
    person: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask(CaseCommand):
    """Wait for something; the reminder is internal and moves no deadline."""

    TAG = "OpenTask"
    kind: str
    waiting_on: str
    text: str
    remind_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask(CaseCommand):
    """What the case waited for has come."""

    TAG = "FinishTask"
    task: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSystemic(CaseCommand):
    """Say that the case may point to a systemic issue, and who looks into it; no owner withdraws the flag."""

    TAG = "FlagSystemic"
    owner: Id | None
    example: str = ""

    def names(self) -> tuple[Id, ...]:
        """Return the owner."""
        return () if self.owner is None else (self.owner,)
