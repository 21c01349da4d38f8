"""The letters of a pack: kinds of letter, and the blocks each must or must not carry."""

from collections.abc import Collection, Mapping

from policies.reading.tables import Table
from register.domain.policy import Block, Fact, LetterRule, LetterType
from register.domain.rules import EVENTS, FORCES
from register.domain.values import Code

KINDS_OF_BLOCK = ("text", "fixed", "contact", "points", "findings")


def letter_type(table: Table) -> LetterType:
    """Return one ``[[letter]]``."""
    kind = LetterType(
        id=table.code("id"),
        title=table.text("title"),
        event=table.one_of("event", EVENTS) if table.has("event") else None,
        written=table.flag("written"),
        outcomes=table.words("outcomes"),
        cite=table.cite(),
    )
    table.close()
    return kind


def letter_rule(
    table: Table, letters: Mapping[Code, LetterType], facts: Mapping[str, Fact], classes: Collection[str]
) -> LetterRule:
    """Return one ``[[letter_rule]]``."""
    letter = table.one_of("letter", letters)
    rule = LetterRule(
        type=letter,
        required=tuple(_block(row) for row in table.tables("require")),
        forbidden=tuple(_block(row, "text") for row in table.tables("forbid")),
        classes=frozenset(table.several("classes", classes)),
        outcomes=frozenset(table.several("outcomes", letters[letter].outcomes if letter in letters else ())),
        when=table.condition("when", facts),
    )
    if not rule.required and not rule.forbidden:
        table.faults.add("pack-one-of", table.at, keys="require forbid")
    table.close()
    return rule


def _block(table: Table, *kind: str) -> Block:
    """Return one block; a forbidden one needs no kind."""
    block = Block(
        table.code("block"),
        table.one_of("kind", KINDS_OF_BLOCK, *kind),
        table.cite(),
        table.one_of("force", FORCES),
    )
    table.close()
    return block
