"""The standard texts of a pack's letters, complete in every language the pack declares."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from policies.readers.tables import Table
from register.domain.law.letterspec import LetterRule, LetterType
from register.domain.law.texts import Standard, StandardBlock, StandardLetter
from register.domain.values import Code

FIXED: Final = Code("fixed")


def read_texts(
    root: Table,
    languages: Sequence[Code],
    letters: Mapping[Code, LetterType],
    letter_rules: Sequence[LetterRule],
) -> dict[Code, Standard]:
    """Return ``[texts]`` by language, noting (``block-without-text``) what a declared language has no words for."""
    texts = root.table("texts")
    found = {}
    for language in languages:
        table = texts.table(language)
        found[language] = _standard(table, letters)
        for missing in _missing(found[language], letters, letter_rules):
            table.faults.add("block-without-text", table.place(missing), language=language)
    texts.close()
    return found


def _standard(table: Table, letters: Mapping[Code, LetterType]) -> Standard:
    """Return the texts of one language; a letter prints only blocks that stand beside it."""
    blocks = {name: _block(name, row) for name, row in _rows(table.table("block"))}
    common, details = table.table("letters"), table.table("details")
    greeting = (common.text("salutation"), common.text("closing")) if letters else ("", "")
    common.close()
    kinds = {}
    for name, row in _rows(texts := table.table("letter")):
        texts.known(name, name, letters)
        kinds[name] = StandardLetter(name, row.text("subject"), *greeting, row.several("blocks", blocks))
        row.close()
    labels = {name: details.text(name) for name in details.names()}
    table.close()
    return Standard(kinds, blocks, labels)


def _rows(table: Table) -> Iterator[tuple[Code, Table]]:
    """Yield the tables inside a table by their names, noting a name that is no code."""
    for name in table.names():
        if Code.SHAPE.fullmatch(name):
            yield Code(name), table.table(name)
        else:
            table.faults.add("pack-bad-value", table.place(name), expected="Code", found=name[:60])


def _block(block: Code, table: Table) -> StandardBlock:
    words = StandardBlock(block, table.text("heading", ""), table.text("text", "").strip(), table.text("hint", ""))
    table.close()
    return words


def _missing(
    standard: Standard, letters: Mapping[Code, LetterType], letter_rules: Sequence[LetterRule]
) -> Iterator[str]:
    """Yield the place of every letter and every fixed block that has no words."""
    yield from (f"letter.{kind}" for kind in letters if kind not in standard.letters)
    fixed = [block.id for rule in letter_rules for block in rule.required if block.kind == FIXED]
    for block in dict.fromkeys(fixed):
        if block not in standard.blocks or not standard.blocks[block].text:
            yield f"block.{block}"
