import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path

import pytest

import policies
from register.domain.errors import Unknown
from reports.letters.document import preview, print_letter
from reports.letters.model import Block, Letter
from reports.letters.placeholders import fill, unresolved
from reports.letters.prose import Piece, pieces
from reports.letters.sample import parameters, samples
from reports.letters.standard import standard
from reports.texts import languages
from tests.reports.paper import info, text

PACK = "au-asic-rg271"
CREATED = datetime(2026, 6, 11, 3, tzinfo=UTC)
LETTERS = {letter.kind: letter for letter in samples(PACK, "en")}


def pack() -> dict[str, list[dict[str, object]]]:
    (newest,) = sorted(Path(policies.__path__[0], "packs", PACK).glob("*.toml"))[-1:]
    return tomllib.loads(newest.read_text(encoding="utf-8"))


def test_every_letter_and_block_of_the_pack_has_a_standard_text() -> None:
    texts = standard(PACK, "en")
    assert {str(letter["id"]) for letter in pack()["letter"]} == set(texts.letters)
    for rule in pack()["letter_rule"]:
        wanted = {block["block"] for block in rule.get("require", ())}  # type: ignore[attr-defined]  # TOML
        assert wanted <= set(texts.letters[str(rule["letter"])].blocks)
    assert {name for letter in texts.letters.values() for name in letter.blocks} == set(texts.blocks)


def test_a_standard_text_has_words_or_says_what_to_write() -> None:
    for block in standard(PACK, "en").blocks.values():
        assert bool(block.text) != bool(block.hint), block.id


def test_every_placeholder_can_be_filled() -> None:
    texts = standard(PACK, "en")
    for words in [block.text for block in texts.blocks.values()] + [each.salutation for each in texts.letters.values()]:
        assert unresolved(fill(words, parameters())) == []


def test_filling_never_fills_what_was_filled_in() -> None:
    assert fill("{a} and {b}", {"a": "{b}", "b": "x"}) == "{b} and x"


def test_what_has_no_value_stays_to_be_found() -> None:
    filled = fill("{reference}: {unknown}, {unknown}, {Not}, {}", {"reference": "C-1"})
    assert filled == "C-1: {unknown}, {unknown}, {Not}, {}"
    assert unresolved(filled) == ["unknown"]


def test_a_language_nobody_wrote_is_refused_not_replaced() -> None:
    assert "en" in languages("letters", PACK)
    assert standard(PACK, "en-AU") == standard(PACK, "en")
    for language, name in (("tlh", PACK), ("en", "../en/au-asic-rg271"), ("en", "no-such-pack")):
        with pytest.raises(Unknown):
            standard(name, language)


def test_plain_text_makes_paragraphs_and_lists() -> None:
    assert pieces("one\ntwo\n\n- a\n- b\nthree\r\n\r\nfour\n\n\n") == [
        Piece(("one", "two"), listed=False),
        Piece(("a", "b"), listed=True),
        Piece(("three",), listed=False),
        Piece(("four",), listed=False),
    ]


def test_a_preview_escapes_everything() -> None:
    hostile = "</p><script>alert(1)</script>{{ 7 * 7 }}\x00"
    letter = replace(
        LETTERS["idr-response"],
        addressee=(hostile,),
        subject=hostile,
        salutation=hostile,
        reference=hostile,
        blocks=(Block("outcome", f"{hostile}\n\n- {hostile}", hostile, ((hostile, hostile),)),),
        closing=hostile,
        signatory=(hostile, hostile),
    )
    fragment = preview(letter, NullTranslations())
    assert "<script" not in fragment
    assert fragment.count("&lt;script&gt;alert(1)") == 12
    assert "{{ 7 * 7 }}" in fragment


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_a_letter_prints_every_word_of_its_blocks(kind: str, tmp_path: Path) -> None:
    letter = LETTERS[kind]
    printed = print_letter(letter, CREATED, NullTranslations())
    assert printed == print_letter(letter, CREATED, NullTranslations())
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed)
    found, facts = text(file), info(file)
    for block in letter.blocks:
        for piece in pieces(block.text):
            assert " ".join(" ".join(piece.lines).split()[:6]) in found.replace("• ", "")
        assert all(f"{point}" in found and answer in found for point, answer in block.items)
    assert "11 June 2026" in found
    assert f"Reference: {letter.reference}" in found
    assert letter.document_id in found
    assert f"Page 1 / {facts['Pages']}" in found
    assert (facts["Tagged"], facts["Page size"][:17]) == ("yes", "595.276 x 841.89 ")
    assert facts["Title"] == f"{letter.subject} ({letter.reference})"
    assert facts["CreationDate"].startswith("Thu Jun 11 03:00:00 2026")
    assert int(facts["Pages"]) <= 2


def test_the_ordinary_letter_fits_one_page(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(print_letter(LETTERS["acknowledgement"], CREATED, NullTranslations()))
    assert info(file)["Pages"] == "1"


def test_people_write_in_every_alphabet(tmp_path: Path) -> None:
    letter: Letter = replace(
        LETTERS["acknowledgement"],
        addressee=("李小龙", "שרה כהן", "Nguyễn Văn An \N{POUTING FACE}"),
        blocks=(Block("received", "重复收费 \ud83d x\x00y " + "long" * 2500),),
    )
    file = tmp_path / "letter.pdf"
    file.write_bytes(print_letter(letter, CREATED, NullTranslations()))
    found = text(file)
    assert all(words in found for words in ("李小龙", "Nguyễn Văn An", "重复收费"))
