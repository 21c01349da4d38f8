"""The letters of a pack: kinds of letter, and the blocks each must or must not carry."""

from collections.abc import Collection, Mapping

from policies.readers.tables import Table
from register.domain.law.letterspec import Also, Block, Gate, LetterRule, LetterType
from register.domain.law.policy import Fact
from register.domain.law.rules import EVENTS, FORCES, MARKS
from register.domain.values import Code

KINDS_OF_BLOCK = ("text", "fixed", "contact", "points", "findings")


def letter_type(table: Table, classes: Collection[str], duties: Collection[str], kinds: Collection[str]) -> LetterType:
    """Return one ``[[letter]]``."""
    outcomes = table.words("outcomes")
    kind = LetterType(
        id=table.code("id"),
        title=table.text("title"),
        event=table.one_of("event", EVENTS) if table.has("event") else None,
        written=table.flag("written"),
        outcomes=outcomes,
        cite=table.cite(),
        classes=frozenset(table.several("classes", classes)),
        confirms=table.one_of("confirms", EVENTS) if table.has("confirms") else None,
        after_limit=table.one_of("after_limit", duties) if table.has("after_limit") else None,
        delegated_as=table.one_of("delegated_as", kinds) if table.has("delegated_as") else None,
        beside=table.flag("beside"),
        signed_by=table.text("signed_by", ""),
        also=tuple(_also(row, classes, outcomes) for row in table.tables("also")),
    )
    table.close()
    return kind


def _also(table: Table, classes: Collection[str], outcomes: Collection[str]) -> Also:
    also = Also(
        table.one_of("event", EVENTS),
        frozenset(table.several("classes", classes)),
        frozenset(table.several("outcomes", outcomes)),
    )
    table.close()
    return also


def gate(table: Table, letters: Mapping[Code, LetterType], classes: Collection[str]) -> Gate:
    """Return one ``[[gate]]``."""
    letter = table.one_of("letter", letters)
    found = Gate(
        id=table.code("id"),
        title=table.text("title"),
        letter=letter,
        classes=frozenset(table.several("classes", classes)),
        outcomes=frozenset(table.several("outcomes", letters[letter].outcomes if letter in letters else ())),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        confirmed=table.one_of("confirmed", MARKS),
    )
    table.close()
    return found


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
