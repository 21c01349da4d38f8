"""How a date was counted, and the shared proof of it: a value that is stored once and named by its hash.

Dates of one rule from one local day are counted alike, so they share all of it but the instant they start from.
"""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.codec import written
from register.domain.law.rules import STATED
from register.domain.shapes import Malformed, shape_of
from register.domain.values import Cite, Code, Digest

PREFIX: Final = b"register/proof/v1\n"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A holiday that was not counted."""

    day: date
    holiday: Code


@dataclass(frozen=True, slots=True)
class Stopped:
    """Days on which the law itself stopped the count."""

    from_day: date
    until_day: date
    days: int
    cite: Cite


@dataclass(frozen=True)
class Counted:
    """How a date was counted from its local start day, whenever that day it began.

    ``counted`` is in days (hours for a limit in hours). For limits in days, ``counted`` + ``weekend_days`` + the number
    of ``skipped`` + the days of ``stopped`` is the span from ``start_date`` (from the day before it, where the start
    itself counts) to ``due_calendar``.
    ``due_calendar`` is operated on; ``due_if_rolled`` is the next business day on or after it, for breach assessment.
    Where the two readings of "business day" give different days, ``due_public_only`` and ``due_public_and_bank`` hold
    both and ``bank_only`` the days that make the difference; the earlier is operated on.
    Without slots, as ``Due``: deriving sets the fields at once (``register.domain.frozen``).
    """

    rule: Code
    cite: Cite
    pack: Code
    pack_version: Code
    calendar: Code
    calendar_version: Code
    start_event: Code
    start_date: date
    start_counts: bool
    zone: Code
    unit: Code
    counted: int
    weekend_days: int
    skipped: tuple[Skipped, ...]
    stopped: tuple[Stopped, ...]
    due_calendar: date | None
    due_if_rolled: date | None
    due_public_only: date | None
    due_public_and_bank: date | None
    bank_only: tuple[Skipped, ...]
    confirmed: Code


@dataclass(frozen=True)
class Derivation(Counted):
    """Why a date is what it is: how it was counted, and from which instant."""

    start_at: datetime

    @property
    def last_day(self) -> date:
        """The last local day on which something of the limit is left: an exclusive midnight is of the day before."""
        if self.unit == STATED:
            return self.due_calendar or self.start_date + timedelta(days=self.counted)
        last = self.start_at + timedelta(hours=self.counted) - timedelta(microseconds=1)
        return self.due_calendar or last.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Proof(Counted):
    """All that dates of one rule from one local day share, stored once and named by its hash.

    ``provisional``: they rest on a holiday that is only estimated, or lie past the last year announced.
    """

    duty: Code
    kind: Code
    force: Code
    provisional: bool


COUNTED: Final = tuple(each.name for each in fields(Counted))


def proof_bytes(proof: Proof) -> bytes:
    """Return the bytes to store and to hash."""
    return PREFIX + written(shape_of(Proof).dump(proof))


@lru_cache(maxsize=4096)
def hash_of(proof: Proof) -> Digest:
    """Return the hash that names a proof, which is known from now on."""
    digest = Digest(sha256(proof_bytes(proof)).hexdigest())
    _known[digest] = proof
    return digest


def is_known(digest: str) -> bool:
    """Whether a date that names this proof can be read."""
    return digest in _known


def known_proof(digest: Digest) -> Proof:
    """Return a proof by its hash; raises ``Malformed`` for one that nobody has made or read yet."""
    try:
        return _known[digest]
    except KeyError:
        raise Malformed(f"the proof {digest} is not at hand") from None


def learn(digest: str, data: bytes) -> None:
    """Know a stored proof from now on; raises ``Malformed`` for bytes that are not the proof of this hash."""
    if sha256(data).hexdigest() != digest or not data.startswith(PREFIX):
        raise Malformed(f"this is not the proof {digest}")
    _known[Digest(digest)] = shape_of(Proof).load(json.loads(data[len(PREFIX) :]))


# A hash names one value for ever, so it does not matter who made it known, or when.
_known: dict[Digest, Proof] = {}
