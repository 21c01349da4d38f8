"""The daily work on a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.acknowledgement import Acknowledgement
from register.domain.subjects.daily_work import SystemicFlag, Task
from register.domain.subjects.restriction import RestrictionProposal
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class CaseAssigned:
    """An officer took the case, or gave it back (None)."""

    TAG: ClassVar[str] = "case:assignee:set/1"
    assignee: Id | None


@dataclass(frozen=True, slots=True)
class AccountLinked:
    """An account of ours is linked to the complaint's subject, so it may not handle the case."""

    TAG: ClassVar[str] = "case:conflict:recorded/1"
    account: Id
    reason: Code


@dataclass(frozen=True, slots=True)
class ConflictOverridden:
    """A manager let a linked officer work on the case all the same."""

    TAG: ClassVar[str] = "case:conflict:overridden/1"
    account: Id
    reason: Sealed


@dataclass(frozen=True, slots=True)
class CaseRestricted:
    """Only the named readers may open the case (empty: everybody with the role).

    ``approved_by`` is the second person where no auditor is among them, ``proposed_by`` who asked for it then.
    """

    TAG: ClassVar[str] = "case:readers:restricted/1"
    readers: tuple[Id, ...]
    reason: Sealed
    proposed_by: Code | None = None
    approved_by: Code | None = None


@dataclass(frozen=True, slots=True)
class RestrictionProposed:
    """That only some may open the case waits for a second person; None when it was refused."""

    TAG: ClassVar[str] = "case:readers:proposed/1"
    proposal: RestrictionProposal | None


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """An internal comment."""

    TAG: ClassVar[str] = "case:note:added/1"
    note: Id
    text: Sealed
    privileged: bool


@dataclass(frozen=True, slots=True)
class FileAttached:
    """A file kept as evidence."""

    TAG: ClassVar[str] = "case:file:attached/1"
    file: Id
    name: Sealed
    content: Sealed
    media_type: Code
    size: int
    privileged: bool


@dataclass(frozen=True, slots=True)
class CaseAcknowledged:
    """The complaint was acknowledged."""

    TAG: ClassVar[str] = "case:acknowledgement:given/1"
    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """The case waits for something."""

    TAG: ClassVar[str] = "case:task:opened/1"
    task: Task


@dataclass(frozen=True, slots=True)
class TaskDone:
    """What the case waited for has come."""

    TAG: ClassVar[str] = "case:task:done/1"
    task: Id
    at: datetime


@dataclass(frozen=True, slots=True)
class SystemicFlagged:
    """The case may point to a systemic issue; None when the flag was withdrawn."""

    TAG: ClassVar[str] = "case:systemic:flagged/1"
    flag: SystemicFlag | None
