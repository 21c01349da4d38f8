"""The other firms one complaint is about: who they are, what went to and from them, what each found, who bears what.

Where a party is asked for, ``None`` is the firm that keeps the register.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.sealed import Sealed
from register.domain.values import Amount, Code, Id

PASSED: Final = Code("passed")
NOT_COMPLIED: Final = Code("not-complied")
UNDETERMINED: Final = Code("undetermined")


@dataclass(frozen=True, slots=True)
class Respondent:
    """Another firm the complaint is about: its name, what it is, and how it is reached."""

    id: Id
    name: Sealed
    sector: Code
    named_at: datetime
    by: Code
    contact: Sealed | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something about the complaint that was passed to another firm or received from it, and the consent behind it."""

    id: Id
    respondent: Id
    way: Code
    at: datetime
    what: Sealed
    by: Code
    consent_at: datetime | None = None
    consent: Sealed | None = None


@dataclass(frozen=True, slots=True)
class FirmFinding:
    """What a firm answered of itself: complied, not complied or undetermined.

    ``greater_part``: it played a materially greater part than the others in what went wrong.
    """

    id: Id
    respondent: Id | None
    result: Code
    at: datetime
    words: Sealed
    by: Code
    greater_part: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one party bears of the loss: a percentage, or an amount."""

    respondent: Id | None
    percent: Amount | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """Shares as one proposal, and whether all agreed; a later proposal takes its place."""

    id: Id
    shares: tuple[Share, ...]
    proposed_at: datetime
    proposed_by: Code
    loss: Amount | None = None
    reason: Sealed | None = None
    agreed_at: datetime | None = None
    evidence: Sealed | None = None


def finding_of(findings: Iterable[FirmFinding], party: Id | None) -> FirmFinding | None:
    """Return what a party answered last; None where it has not."""
    own = [finding for finding in findings if finding.respondent == party]
    return own[-1] if own else None
