"""Holds: what the firm may not do while a complaint runs, whom it told so, and when that ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Hold:
    """An order to keep from something the pack prohibits, sent to those who could do it.

    It works only when they confirmed it; an order that nobody confirmed is shown in red. ``lifted_because`` is why it
    ended; ``exception`` names the pack's ground where it ended before its time.
    """

    id: Id
    prohibition: Code
    recipient: Sealed
    ordered_at: datetime
    ordered_by: Code
    confirmed_at: datetime | None = None
    confirmation: Sealed | None = None
    lifted_at: datetime | None = None
    lifted_because: Sealed | None = None
    exception: Code | None = None

    @property
    def stands(self) -> bool:
        """Whether the order was not lifted."""
        return self.lifted_at is None


def standing(holds: tuple[Hold, ...], prohibition: str) -> Iterator[Hold]:
    """Yield the orders about one prohibition that were not lifted."""
    return (hold for hold in holds if hold.prohibition == prohibition and hold.stands)
