"""What the chronicle of one case is made of; the caller has already resolved what this reader may see."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


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
class Proof:
    """Why a date is what it is: in words, and its days as a drawing with the key to its marks.

    ``aloud`` is what a customer is told of it, empty for what is no business of theirs; ``drawing`` is SVG and
    ``drawn`` says what it shows, both empty for a date that was replaced.
    """

    name: str
    aloud: str
    why: tuple[Detail, ...]
    drawing: str = ""
    drawn: str = ""
    key: tuple[Detail, ...] = ()

    @property
    def picture(self) -> str:
        """The name the document asks for the drawing by."""
        return f"{sha256(self.drawing.encode()).hexdigest()[:16]}.svg"


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
    proofs: tuple[Proof, ...] = ()
    withheld: int = 0
