"""What was promised to a complainant, the money in it, and what of it waits for a second person."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from register.domain.values import Amount, Code, Digest, Id


@dataclass(frozen=True, slots=True)
class Remedy:
    """What was promised to the complainant, and whether it was carried out.

    ``granted`` is the money that may be carried out: what one person may settle was so when it was promised, more is
    once a second person approved it.
    """

    id: Id
    code: Code
    amount: Amount | None = None
    due_on: date | None = None
    done_at: datetime | None = None
    paid: Amount | None = None
    granted: Amount | None = None

    @property
    def money(self) -> Decimal:
        """What it costs: promised or paid, whichever is more."""
        return max(money(self.amount), money(self.paid))


@dataclass(frozen=True, slots=True)
class RemedyAsked:
    """Everything a second person approves with the money of a remedy."""

    remedy: Id
    code: Code
    amount: Amount


@dataclass(frozen=True, slots=True)
class RemedyProposal:
    """A remedy that may cost ``amount`` once a second person approves it; the approval binds to ``content``."""

    id: Id
    remedy: Id
    amount: Amount
    content: Digest
    proposed_by: Code
    proposed_at: datetime


def money(amount: Amount | None) -> Decimal:
    """Return the number behind an amount; none is nothing."""
    return Decimal(0) if amount is None else amount.decimal
