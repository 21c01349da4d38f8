"""A letter as plain data: whose paper, to whom, and the ordered blocks of text it is made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose letter it is. ``address`` and ``contact`` are printed line by line; ``legal_line`` closes every page."""

    brand: str
    entity: str
    licence: str
    address: tuple[str, ...]
    contact: tuple[str, ...]
    legal_line: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a letter: the pack's block id, its text, and a heading where the text wants one.

    In the text an empty line ends a paragraph and a line starting with ``- `` is an item of a list; nothing else is
    markup. ``items`` are pairs printed after it: a point raised and its answer, a finding and what supports it.
    """

    id: str
    text: str
    heading: str = ""
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, complete. ``kind`` is the letter type's code; ``addressee`` name first, then the address lines.

    ``document_id`` names the letter (it is printed and fixes the PDF's identifier); ``checkpoint`` is the line naming
    the trail's checkpoint, empty for a draft.
    """

    kind: str
    language: str
    letterhead: Letterhead
    addressee: tuple[str, ...]
    date: date
    reference: str
    subject: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: str
    signatory: tuple[str, ...]
    document_id: str
    checkpoint: str = ""
