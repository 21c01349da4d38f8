"""A pack's standard texts: complete in every declared language, and nothing in them that nobody would read."""

import tomllib

import pytest

from policies.readers.parts import Part
from policies.readers.tables import Faults, Table
from policies.readers.texts import read_texts
from register.domain.law.letterspec import Block, LetterRule, LetterType
from register.domain.law.texts import Standard
from register.domain.values import Cite, Code

EN, ID, ANSWER, RIGHT, REASONS = (Code(word) for word in ("en", "id", "answer", "right", "reasons"))
LETTERS = {ANSWER: LetterType(ANSWER, "Answer", None, True, (), Cite("1.3"))}
ASKED = (Block(RIGHT, Code("fixed"), Cite("1.4"), Code("E")), Block(REASONS, Code("text"), Cite("1.5"), Code("E")))
RULES = (LetterRule(ANSWER, ASKED, (), frozenset(), frozenset(), {}),)
WORDS = """
[texts.en.letters]
salutation = "Dear {addressee_name}"
closing = "Yours"
[texts.en.details]
phone = "Telephone"
[texts.en.letter.answer]
subject = "Our answer"
blocks = ["reasons", "right"]
[texts.en.block.right]
heading = "Your right"
text = '''
You may go on.
'''
[texts.en.block.reasons]
hint = "Why"
"""


def read(toml: str, *languages: Code) -> tuple[dict[Code, Standard], list[tuple[str, str]]]:
    """The texts, and what is wrong with them: reason and key."""
    faults = Faults("a-pack", [])
    root = Table(Part(tomllib.loads(toml), "a-pack"), "", faults)
    texts = read_texts(root, languages, LETTERS, RULES)
    root.close()
    return texts, [(problem.code, str(problem.params["key"])) for problem in faults.problems]


def test_texts_are_read_by_language_letter_and_block() -> None:
    texts, wrong = read(WORDS, EN)
    assert wrong == []
    letter = texts[EN].letters[ANSWER]
    assert (letter.subject, letter.salutation, letter.closing) == ("Our answer", "Dear {addressee_name}", "Yours")
    assert letter.blocks == (REASONS, RIGHT)
    assert texts[EN].blocks[RIGHT].text == "You may go on."
    assert texts[EN].blocks[REASONS].hint == "Why"
    assert texts[EN].details == {"phone": "Telephone"}


def test_a_declared_language_without_words_is_named_part_by_part() -> None:
    _, wrong = read(WORDS, EN, ID)
    assert wrong == [
        ("pack-missing-key", "texts.id.letters.salutation"),
        ("pack-missing-key", "texts.id.letters.closing"),
        ("block-without-text", "texts.id.letter.answer"),
        ("block-without-text", "texts.id.block.right"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("text = '''\nYou may go on.\n'''", 'text = " "', ("block-without-text", "texts.en.block.right")),
        ("[texts.en.letter.answer]", "[texts.en.letter.sonnet]", ("pack-unknown-value", "texts.en.letter.sonnet")),
        ('subject = "Our answer"', "", ("pack-missing-key", "texts.en.letter.answer.subject")),
        ('["reasons", "right"]', '["reasons", "rigth"]', ("pack-unknown-value", "texts.en.letter.answer.blocks")),
        ('closing = "Yours"', 'closing = "Yours"\nps = "Bye"', ("pack-unknown-key", "texts.en.letters.ps")),
        ('heading = "Your right"', "heading = 1", ("pack-wrong-type", "texts.en.block.right.heading")),
        ('hint = "Why"', 'hints = "Why"', ("pack-unknown-key", "texts.en.block.reasons.hints")),
        ("block.reasons]", 'block."the reasons"]', ("pack-bad-value", "texts.en.block.the reasons")),
        ("[texts.en.details]", "[texts.tlh.details]", ("pack-unknown-key", "texts.tlh")),
    ],
    ids=["no-text", "letter", "subject", "printed", "common", "type", "block", "name", "language"],
)
def test_a_mistake_is_named_by_its_key(old: str, new: str, mistake: tuple[str, str]) -> None:
    assert old in WORDS
    assert mistake in read(WORDS.replace(old, new), EN)[1]


def test_a_pack_without_letters_needs_no_texts() -> None:
    faults = Faults("a-pack", [])
    texts = read_texts(Table(Part({}, "a-pack"), "", faults), (EN,), {}, ())
    assert faults.problems == []
    assert texts[EN] == Standard({}, {}, {})
