"""Holds: ordered, confirmed, lifted."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from register.domain.sealed import Sealed
from register.domain.subjects.holds import Hold
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class HoldOrdered:
    """Those who could do what the pack prohibits were told to keep from it."""

    TAG: ClassVar[str] = "case:hold:ordered/1"
    hold: Hold


@dataclass(frozen=True, slots=True)
class HoldConfirmed:
    """They confirmed it."""

    TAG: ClassVar[str] = "case:hold:confirmed/1"
    hold: Id
    at: datetime
    evidence: Sealed


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """The hold ended: its time was over, or an exception of the pack applied."""

    TAG: ClassVar[str] = "case:hold:lifted/1"
    hold: Id
    at: datetime
    reason: Sealed
    exception: Code | None = None
