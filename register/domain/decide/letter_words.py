"""The words of a letter, sealed; what the gate must know of them is read off now, for later nobody may open them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from register.domain.commands.letter import Original, Writing
from register.domain.decide.situation import Checks, Situation
from register.domain.display import blank
from register.domain.law.policy import Pack
from register.domain.law.texts import Standard
from register.domain.sealed import Sealed
from register.domain.subjects.letter import LONGEST_LETTER, MOST_LINES, Answer, Block, Finding
from register.domain.values import Code, Id

PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_-]{0,60})\}")
NOTHING: Final = ("", "")
UNNAMED: Final = Code("unnamed")
MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote, part by part. A part with an original only is kept, empty: it waits to be translated.

    ``details`` are the contact details of the brand.
    """

    said: Writing
    situation: Situation
    standard: Standard | None
    details: Mapping[str, str]

    @property
    def named(self) -> list[str]:
        """The blocks as they were named: first the letter's, then those with an original only."""
        mine = [block for block, _ in self.said.blocks]
        return [*mine, *(block for block, _ in self.said.original.blocks if block not in mine)]

    @property
    def answered(self) -> set[str]:
        """The points that are answered, in either language."""
        return {point for point, _ in (*self.said.answers, *self.said.original.answers)}

    def check_length(self, checks: Checks) -> None:
        """Note a problem where there is more than a letter may hold: printing it takes time by characters and lines."""
        length = max(sum(map(len, _words(written))) for written in (self.said, self.said.original))
        lines = sum(text.count("\n") + 1 for text in _words(self.said))
        checks.require(length <= LONGEST_LETTER, "letter-too-long", "blocks", longest=LONGEST_LETTER)
        checks.require(lines <= MOST_LINES, "letter-too-many-lines", "blocks", most=MOST_LINES)

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks."""
        texts, originals = dict(self.said.blocks), dict(self.said.original.blocks)
        return tuple(self._block(Code(name), texts.get(name, ""), originals.get(name, "")) for name in self.named)

    def answers(self) -> tuple[Answer, ...]:
        """Return the answers."""
        texts, originals = dict(self.said.answers), dict(self.said.original.answers)
        said = {**dict.fromkeys(originals, ""), **texts}
        return tuple(self._answer(Id(point), text, originals.get(point)) for point, text in said.items())

    def _answer(self, point: Id, text: str, original: str | None) -> Answer:
        beside, odd = self._sealed(original), self._unprintable(text)
        return Answer(point, self._seal(text), blank(text), self._open_places(text), beside, odd)

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings."""
        both = zip_longest(self.said.findings, self.said.original.findings, fillvalue=NOTHING)
        return tuple(
            Finding(
                self._seal(text),
                self._sealed(support),
                self._open_places(text + support),
                blank(text),
                self._sealed(original),
                self._sealed(behind),
                self._unprintable(text + support),
            )
            for (text, support), (original, behind) in both
            if not blank(text) or not blank(original)
        )

    def translator(self) -> Sealed | None:
        """Return who translated it, if anybody."""
        return self._sealed(self.said.original.translator)

    def _block(self, block: Code, text: str, original: str) -> Block:
        owner = block.removesuffix("-contact")
        wanted = [value for name, value in self.details.items() if name.startswith(f"{owner}-")]
        complete = owner == block or (bool(wanted) and all(value in text for value in wanted))
        beside, empty = self._sealed(original), blank(text)
        fixed = self.standard.blocks.get(block) if self.standard is not None else None
        own = fixed is None or not (empty or fixed.says(text))
        odd = self._unprintable(text)
        return Block(block, self._seal(text), empty, self._open_places(text), complete, beside, own, odd)

    def _unprintable(self, text: str) -> tuple[Code, ...]:
        return tuple(Code(f"U+{ord(char):04X}") for char in self.situation.unprintable(text)[:MOST_NAMED])

    def _seal(self, text: str) -> Sealed:
        return self.situation.mint.seal(text)

    def _sealed(self, text: str | None) -> Sealed | None:
        return self._seal(text) if text and not blank(text) else None

    def _open_places(self, text: str) -> tuple[Code, ...]:
        """Return what the standard texts call each place left open; a name of somebody's own stays in the words."""
        known = self.standard.places if self.standard is not None else frozenset()
        return tuple(Code(name) if name in known else UNNAMED for name in PLACEHOLDER.findall(text))


def blocks_of(pack: Pack) -> frozenset[Code]:
    """Return the parts the pack's letters are made of: those it asks for or forbids, and those it has a text for."""
    asked = (block.id for rule in pack.letter_rules for block in (*rule.required, *rule.forbidden))
    return frozenset(asked).union(*(standard.blocks for standard in pack.texts.values()))


def _words(said: Writing | Original) -> list[str]:
    pairs = (*said.blocks, *said.answers)
    return [*(text for _, text in pairs), *(text for finding in said.findings for text in finding)]
