"""What an editor has to offer for one letter: its parts in printing order, each required, forbidden or free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from register.domain.law.letterspec import LetterSpec, LetterType
from register.domain.law.policy import Pack
from register.domain.values import Cite, Code
from register.publication.suggestions import Suggested

POINTS: Final = "points"
FINDINGS: Final = "findings"
REQUIRED: Final = "required"
FORBIDDEN: Final = "forbidden"
FREE: Final = "free"
LINE: Final = 90
SHORTEST: Final = 3
LONGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the letter: ``stance`` is required, forbidden or free; ``cite`` the paragraph that says so.

    ``original`` and ``original_hint`` are for what it says in the pack's own language, where the letter is in another.
    """

    id: str
    kind: str
    heading: str
    hint: str
    text: str
    stance: str
    cite: Cite | None = None
    original: str = ""
    original_hint: str = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"block-{self.id}"

    @property
    def rows(self) -> int:
        """How many lines its field shows."""
        lines = sum(1 + len(line) // LINE for line in self.text.splitlines())
        return max(SHORTEST, min(lines + 1, LONGEST))


def letter_type(pack: Pack, wanted: str | None) -> LetterType:
    """Return the kind of letter somebody asked for, else the one that answers the complaint."""
    if wanted is not None and wanted in pack.letter_types:
        return pack.letter_types[Code(wanted)]
    return next((kind for kind in pack.letter_types.values() if kind.outcomes), next(iter(pack.letter_types.values())))


def parts_of(spec: LetterSpec, suggested: Sequence[Suggested], written: Mapping[str, str]) -> list[Part]:
    """Return the letter's parts in printing order; what was written stays, also where it is not allowed any more."""
    offered = {str(each.id): each for each in suggested}
    forbidden = {str(block.id): block.cite for block in spec.forbidden}
    kept = [block for block, text in written.items() if text.strip()]
    return [
        _part(block, offered.get(block), written, forbidden.get(block)) for block in dict.fromkeys([*offered, *kept])
    ]


def _part(block: str, offer: Suggested | None, written: Mapping[str, str], banned: Cite | None) -> Part:
    if offer is None:
        stance = FREE if banned is None else FORBIDDEN
        return Part(block, "text", title_of(block), "", written[block], stance, banned)
    text = written.get(block, offer.text if offer.required else "")
    stance = REQUIRED if offer.required else FREE
    heading, own = offer.heading or title_of(block), offer.original
    if own is None:
        return Part(block, offer.kind, heading, offer.hint, text, stance, offer.cite)
    both = f"{own.heading} · {heading}" if own.heading else heading
    beside = own.text if offer.required and block not in written else ""
    return Part(block, offer.kind, both, offer.hint, text, stance, offer.cite, beside, own.hint)


def title_of(block: str) -> str:
    """Return a block's id as words, for one without a heading of its own."""
    return block.replace("-", " ").capitalize()
