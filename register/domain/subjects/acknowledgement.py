"""That a complaint was acknowledged: to the complainant, or to each of several."""

from dataclasses import dataclass
from datetime import datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """When and how the complaint was acknowledged; ``letter`` if by one of ours, whose bouncing would void it."""

    at: datetime
    method: Code
    by: Code
    evidence: Sealed | None = None
    letter: Id | None = None


@dataclass(frozen=True, slots=True)
class PersonAcknowledged:
    """That the complaint was acknowledged to one of several complainants, other than by a letter."""

    id: Id
    person: Id
    acknowledgement: Acknowledgement
