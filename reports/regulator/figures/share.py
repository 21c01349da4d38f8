"""A part of a whole, kept as both numbers so that the reader can check the percentage."""

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``; the ratio of nothing is unknown, not zero."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        return self.part / self.whole if self.whole else None


def quantile(values: "array[float]", wanted: float) -> float | None:
    """The smallest value with at least the ``wanted`` share of all values at or below it (nearest rank)."""
    if not values:
        return None
    ranked = sorted(values)
    rank = -int(-wanted * len(ranked) // 1)
    return ranked[max(rank, 1) - 1]
