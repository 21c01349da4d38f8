"""What the chronicle of one case is made of; the caller has already resolved what this reader may see."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled value, in words: of the case's summary, or of what one event recorded."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of the trail: when, by whom, what; ``number`` is the entry's place in the case's own chain."""

    number: int
    at: datetime
    actor: str
    text: str
    details: tuple[Detail, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """One deadline of the case: what it is, its paragraph, its last moment in words, and what became of it."""

    name: str
    cite: str
    due: str
    result: str


@dataclass(frozen=True, slots=True)
class Chronicle:
    """One case from its first entry to its last, under one checkpoint.

    ``withheld`` counts the privileged or restricted items left out. Instants are UTC and printed in ``zone``.
    """

    firm: str
    brand: str
    ref: str
    zone: str
    language: str
    as_at: datetime
    pack: str
    checkpoint_text: str
    checkpoint_size: int
    checkpoint_root: str
    exported_by: str
    document_id: str
    summary: tuple[Detail, ...]
    limits: tuple[Limit, ...]
    events: tuple[Event, ...]
    withheld: int = 0
