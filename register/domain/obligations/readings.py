"""One letter read under every pack the case is held to: an answer is one under each, and has to hold what each asks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from register.domain.frozen import replace
from register.domain.law.letterspec import Block, LetterRule, LetterSpec, LetterType
from register.domain.law.policy import Pack
from register.domain.law.rules import ANSWER
from register.domain.law.texts import Standard
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.letters import pack_for
from register.domain.subjects.case import Case
from register.domain.values import Code


class Reading(NamedTuple):
    """What a letter is under one pack: its kind there, and the outcomes it may be telling in that pack's words."""

    pack: Pack
    kind: LetterType
    outcomes: tuple[Code | None, ...]

    def asked(self) -> Iterator[Block]:
        """Yield every part the pack asks for in some letter of this kind."""
        return (block for rule in self._rules() for block in rule.required)

    def ruled(self) -> frozenset[Code]:
        """Return the parts some rule of the pack asks for or forbids in a letter of this kind."""
        return frozenset(block.id for rule in self._rules() for block in (*rule.required, *rule.forbidden))

    def _rules(self) -> Iterator[LetterRule]:
        return (rule for rule in self.pack.letter_rules if rule.type == self.kind.id)


def readings(case: Case, packs: Sequence[Pack], letter_type: str, decision: str | None) -> Iterator[Reading]:
    """Yield what the letter is under the pack it is of, then under each other one that knows it.

    Another pack knows it by its name, or as the answer; draft law asks nothing of a letter of another's. An outcome it
    has no word for is one of those that the two do not share. Raises ``Invalid`` for a letter unknown to them.
    """
    first = pack_for(letter_type, packs)
    own = first.letter_type(letter_type)
    yield Reading(first, own, (None if decision is None else Code(decision),))
    for pack in packs:
        kind = None if pack is first or pack.is_draft else _same(own, case, pack)
        if kind is not None:
            yield Reading(pack, kind, _told(decision, own, kind))


def spec_of(case: Case, packs: Sequence[Pack], letter_type: str, decision: str | None) -> LetterSpec:
    """Return what the packs ask of the letter, all together: a part that two ask for stands there once for each.

    Raises ``Invalid`` as ``Pack.letter`` does.
    """
    own, *others = (_spec(case, reading) for reading in readings(case, packs, letter_type, decision))
    forbidden = {block.id: block for spec in (own, *others) for block in spec.forbidden}
    asked = (block for spec in (own, *others) for block in spec.required if block.id not in forbidden)
    written = next((spec.type for spec in (own, *others) if spec.type.written), None)
    kind = own.type if written is None else replace(own.type, written=True, cite=written.cite)
    return LetterSpec(kind, tuple(asked), tuple(forbidden.values()))


def texts_of(found: Sequence[Reading], language: str) -> Standard:
    """Return the standard texts of a letter in this language; of a pack that has none in it the contact details alone.

    The pack whose letters the case uses says them in its own language where it has not declared this one.
    """
    own, *others = found
    texts = own.pack.texts[Code(language) if language in own.pack.texts else own.pack.languages[0]]
    return texts.joined(own.kind.id, ((_spoken(other.pack, language), other.kind.id) for other in others))


def _spoken(pack: Pack, language: str) -> Standard:
    known = pack.texts.get(Code(language))
    return pack.texts[pack.languages[0]].with_details_only() if known is None else known


def _same(own: LetterType, case: Case, pack: Pack) -> LetterType | None:
    """Return the letter that is the same act under another pack, for the case's class there."""
    held = circumstances(case, pack).complaint_class
    same = [kind for kind in pack.letter_types.values() if kind.id == own.id]
    same += [kind for kind in pack.letter_types.values() if own.event == kind.event == ANSWER]
    return next((kind for kind in same if not kind.classes or held in kind.classes), None)


def _told(decision: str | None, own: LetterType, kind: LetterType) -> tuple[Code | None, ...]:
    if not kind.outcomes:
        return (None,)
    if decision in kind.outcomes:
        return (Code(decision),)
    return tuple(each for each in kind.outcomes if each not in own.outcomes) or kind.outcomes


def _spec(case: Case, reading: Reading) -> LetterSpec:
    """Return what one pack asks of the letter, whichever of the outcomes it tells."""
    known = circumstances(case, reading.pack)
    specs = [
        reading.pack.letter(reading.kind.id, known.complaint_class, outcome, known.values)
        for outcome in reading.outcomes
    ]
    return LetterSpec(
        reading.kind,
        _in_all([spec.required for spec in specs]),
        _in_all([spec.forbidden for spec in specs]),
    )


def _in_all(asked: Sequence[tuple[Block, ...]]) -> tuple[Block, ...]:
    others = [{block.id for block in blocks} for blocks in asked[1:]]
    return tuple(block for block in asked[0] if all(block.id in ids for ids in others))
