"""Commands about the register itself, its firm and its exports."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from register.domain.commands.base import Command, Ref
from register.domain.subjects.firm import LogDigest
from register.domain.trail.tree import Head
from register.domain.values import Code, Digest, Id

REGISTER = Ref(Code("register"), Id("00000000-0000-7000-8000-000000000001"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCommand(Command):
    """A command about the register itself."""

    def touches(self) -> tuple[Ref, ...]:
        """Return the register."""
        return (REGISTER,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRegister(RegisterCommand):
    """Write the genesis entry: origin, verifier key, packs."""

    TAG = "FoundRegister"
    origin: str
    key: str
    key_digest: str
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEntity(RegisterCommand):
    """Add a licence holder, or change one: that takes two administrators."""

    TAG = "SetEntity"
    TAKES_TWO: ClassVar[bool] = True
    entity: str
    name: str
    licence: str
    place: str
    packs: tuple[str, ...]
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBrand(RegisterCommand):
    """Add a brand, or change one: that takes two administrators."""

    TAG = "SetBrand"
    TAKES_TWO: ClassVar[bool] = True
    brand: str
    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDetails(RegisterCommand):
    """Set the contact details that letters print, by name; once there are some, two administrators do it."""

    TAG = "SetDetails"
    TAKES_TWO: ClassVar[bool] = True
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHouseRules(RegisterCommand):
    """Set the delegation matrix, the days in which possible breaches are assessed, and the roles that need a second
    factor; two administrators do what loosens them.
    """

    TAG = "SetHouseRules"
    TAKES_TWO: ClassVar[bool] = True
    officer_amount: str
    second_person: tuple[str, ...]
    assess_within_days: int
    second_factor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptDraftLaw(RegisterCommand):
    """Work to a version of a pack whose law is not made yet, for a reason; that takes two administrators."""

    TAG = "AcceptDraftLaw"
    TAKES_TWO: ClassVar[bool] = True
    pack: str
    version: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDraftLaw(RegisterCommand):
    """Work to draft law no more: no complaint registered from now on is held to it."""

    TAG = "EndDraftLaw"
    pack: str
    version: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleFirmChange(RegisterCommand):
    """Confirm or refuse, as the second administrator, a proposed change of the firm, its details or its rules."""

    TAG = "SettleFirmChange"
    TAKES_TWO: ClassVar[bool] = True
    proposal: Id
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExport(RegisterCommand):
    """Record that entries leave the house in an export."""

    TAG = "RecordExport"
    tree_size: int
    entries: int
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginEpoch(RegisterCommand):
    """Record that the database was restored from an older backup: what it held, and what had been signed last."""

    TAG = "BeginEpoch"
    epoch: str
    reason: str
    size: int
    lost: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLogs(RegisterCommand):
    """Put the logs of some days (UTC, both included) that are over under the trail."""

    TAG = "DigestLogs"
    from_on: date
    to_on: date
    logs: tuple[LogDigest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmTime(RegisterCommand):
    """Confirm that the clock is right, though the register's last checkpoint is long past."""

    TAG = "ConfirmTime"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareReport(Command):
    """Keep the bytes of a report made under a checkpoint, for another person to approve."""

    TAG = "PrepareReport"
    CREATES: ClassVar[Code | None] = Code("report")
    TELLS_NOTHING_NEW: ClassVar[frozenset[str]] = frozenset({"tree_size", "root", "document"})
    kind: str
    entity: str
    brand: str | None
    from_on: date
    to_on: date
    tree_size: int
    root: Digest
    document: bytes

    def touches(self) -> tuple[Ref, ...]:
        """Return nothing: the report is new."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCommand(Command):
    """A command about one report."""

    report: Id

    def touches(self) -> tuple[Ref, ...]:
        """Return the report."""
        return (Ref(Code("report"), self.report),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleReport(ReportCommand):
    """Approve exactly the document with this SHA-256, or refuse it with a reason."""

    TAG = "SettleReport"
    document: str
    approve: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReport(ReportCommand):
    """Issue the approved report: its final bytes, which name the approver, are kept for ever."""

    TAG = "IssueReport"
    TELLS_NOTHING_NEW: ClassVar[frozenset[str]] = frozenset({"document"})
    document: bytes
    recipient: str
