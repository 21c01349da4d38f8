"""What the document is made from: a pack, and what its files and its worked dates say about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from register.domain.law.policy import Pack


@dataclass(frozen=True, slots=True)
class Review:
    """One version of a pack to be read.

    ``digest`` is the SHA-256 of its files; ``previous`` the version before it; ``wrong`` tells, for each worked example
    that does not hold, where it differs. ``events`` are the register's own words for events the pack does not name.
    """

    pack: Pack
    released: bool
    digest: str
    as_at: datetime
    language: str
    events: Mapping[str, str]
    wrong: Mapping[str, Sequence[str]]
    previous: Pack | None = None
