import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policies.catalogue import shipped
from register.domain.law.policy import Pack
from register.domain.law.texts import Standard
from register.domain.values import Code
from reports.letters.document import preview, print_letter
from reports.letters.labels import labels, languages
from reports.letters.model import Block, Letter
from reports.letters.placeholders import fill, unresolved
from reports.letters.prose import Piece, pieces
from reports.letters.sample import parameters, samples
from tests.reports.paper import info, text

DAY = {"en": "11 June 2026", "id": "11 Juni 2026", "fr": "11 juin 2026", "zh-Hans": "2026年6月11日"}
CREATED = datetime(2026, 6, 11, 3, tzinfo=UTC)
POLICIES = shipped()
PACK = POLICIES.versions("au-asic-rg271")[-1]
LETTERS = {(tongue, letter.kind): letter for tongue, texts in PACK.texts.items() for letter in samples(texts, tongue)}
ORDINARY = LETTERS[Code("en"), Code("acknowledgement")]
PACKS = [pytest.param(pack, id=f"{pack.id}-{pack.version}") for pack in POLICIES.packs.values()]
SPOKEN = [pytest.param(texts, tongue, id=tongue) for tongue, texts in PACK.texts.items()]


@pytest.mark.parametrize("pack", PACKS)
def test_every_block_a_pack_asks_for_has_its_place_in_the_letter(pack: Pack) -> None:
    for texts in pack.texts.values():
        for rule in pack.letter_rules:
            assert {block.id for block in rule.required} <= set(texts.letters[rule.type].blocks)
        assert {name for letter in texts.letters.values() for name in letter.blocks} == set(texts.blocks)


@pytest.mark.parametrize("pack", PACKS)
def test_the_register_has_its_own_words_in_every_language_of_every_pack(pack: Pack) -> None:
    assert {language.partition("-")[0] for language in pack.languages} <= {
        language.partition("-")[0] for language in languages()
    }


@pytest.mark.parametrize(("texts", "tongue"), SPOKEN)
def test_every_language_says_the_same(texts: Standard, tongue: str) -> None:
    own = PACK.texts[PACK.languages[0]]
    assert {kind: letter.blocks for kind, letter in texts.letters.items()} == {
        kind: letter.blocks for kind, letter in own.letters.items()
    }
    assert texts.details.keys() == own.details.keys()
    for name, block in texts.blocks.items():
        assert sorted(unresolved(block.text)) == sorted(unresolved(own.blocks[name].text)), name
        assert bool(block.heading) == bool(own.blocks[name].heading), name
        alike = block.text == own.blocks[name].text
        assert not alike or texts is own or not block.text.strip("{}abcdefghijklmnopqrstuvwxyz_"), (tongue, name)


@pytest.mark.parametrize(("texts", "tongue"), SPOKEN)
def test_a_standard_text_has_words_or_says_what_to_write(texts: Standard, tongue: str) -> None:
    for block in texts.blocks.values():
        assert bool(block.text) != bool(block.hint), (tongue, block.id)


@pytest.mark.parametrize(("texts", "tongue"), SPOKEN)
def test_every_placeholder_can_be_filled(texts: Standard, tongue: str) -> None:
    for words in [block.text for block in texts.blocks.values()] + [each.salutation for each in texts.letters.values()]:
        assert unresolved(fill(words, parameters(tongue))) == []


@pytest.mark.parametrize(("texts", "tongue"), SPOKEN)
def test_a_new_proposal_says_nothing_of_the_scheme(texts: Standard, tongue: str) -> None:
    letter = texts.letters[Code("new-proposal")]
    words = [letter.subject, *(texts.blocks[name].heading + texts.blocks[name].text for name in letter.blocks)]
    assert [said for said in words if "AFCA" in said] == [], tongue


def test_chinese_is_written_with_its_own_punctuation() -> None:
    texts = PACK.texts[Code("zh-Hans")]
    words = [f"{block.heading} {block.text} {block.hint}" for block in texts.blocks.values()]
    words += [letter.subject + letter.salutation for letter in texts.letters.values()]
    assert [said for said in words if re.search(r"[\u4e00-\u9fff][,.;:?!()]|[,;:?!()][\u4e00-\u9fff]", said)] == []


def test_filling_never_fills_what_was_filled_in() -> None:
    assert fill("{a} and {b}", {"a": "{b}", "b": "x"}) == "{b} and x"


def test_what_has_no_value_stays_to_be_found() -> None:
    filled = fill("{reference}: {unknown}, {unknown}, {Not}, {}", {"reference": "C-1"})
    assert filled == "C-1: {unknown}, {unknown}, {Not}, {}"
    assert unresolved(filled) == ["unknown"]


@pytest.mark.parametrize(
    ("language", "page"), [("en", "Page"), ("en-AU", "Page"), ("id", "Halaman"), ("zh-Hans", "页码"), ("tlh", "Page")]
)
def test_the_registers_own_words_fall_back_to_the_parent_language_then_to_english(language: str, page: str) -> None:
    assert labels(language).page == page


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
        LETTERS[Code("en"), Code("idr-response")],
        addressee=(hostile,),
        subject=hostile,
        salutation=hostile,
        reference=hostile,
        blocks=(Block("outcome", f"{hostile}\n\n- {hostile}", hostile, ((hostile, hostile),)),),
        closing=hostile,
        signatory=(hostile, hostile),
    )
    fragment = preview(letter)
    assert "<script" not in fragment
    assert fragment.count("&lt;script&gt;alert(1)") == 12
    assert "{{ 7 * 7 }}" in fragment


def _close(text: str) -> str:
    """Without the spaces, which a printed page breaks elsewhere."""
    return "".join(text.split())


@pytest.mark.parametrize("letter", [pytest.param(each, id="-".join(name)) for name, each in LETTERS.items()])
def test_a_letter_prints_every_word_of_its_blocks(letter: Letter, tmp_path: Path) -> None:
    printed = print_letter(letter, CREATED)
    assert printed == print_letter(letter, CREATED)
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed)
    found, facts = text(file), info(file)
    for block in letter.blocks:
        for piece in pieces(block.text):
            assert _close("".join(piece.lines))[:20] in _close(found.replace("•", ""))
        assert all(f"{point}" in found and answer in found for point, answer in block.items)
    assert DAY[letter.language] in found
    assert _close(fill(labels(letter.language).reference, {"reference": letter.reference})) in _close(found)
    assert letter.document_id in found
    assert f"{labels(letter.language).page} 1 / {facts['Pages']}" in found
    assert (facts["Tagged"], facts["Page size"][:17]) == ("yes", "595.276 x 841.89 ")
    assert facts["Title"] == f"{letter.subject} ({letter.reference})"
    assert facts["CreationDate"].startswith("Thu Jun 11 03:00:00 2026")
    assert int(facts["Pages"]) <= 2


def test_the_ordinary_letter_fits_one_page(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(print_letter(ORDINARY, CREATED))
    assert info(file)["Pages"] == "1"


def test_an_accepted_complaint_is_answered_on_one_page(tmp_path: Path) -> None:
    """How to reach the scheme and how to reach us stand beside each other, and push nothing to a second page."""
    whole = LETTERS[Code("en"), Code("idr-response")]
    said = tuple(block for block in whole.blocks if not block.items and block.id != "reasons")
    assert {"afca-contact", "firm-contact"} <= {block.id for block in said}
    plain = replace(whole, blocks=said, letterhead=replace(whole.letterhead, legal_line=""))
    (tmp_path / "letter.pdf").write_bytes(print_letter(plain, CREATED))
    assert info(tmp_path / "letter.pdf")["Pages"] == "1"
    beside = " ".join(block.heading for block in said if block.id.endswith("-contact"))
    assert beside in text(tmp_path / "letter.pdf")


def test_people_write_in_every_alphabet(tmp_path: Path) -> None:
    letter: Letter = replace(
        ORDINARY,
        addressee=("李小龙", "שרה כהן", "Nguyễn Văn An \N{POUTING FACE}"),
        blocks=(Block("received", "重复收费 \ud83d x\x00y " + "long" * 2500),),
    )
    file = tmp_path / "letter.pdf"
    file.write_bytes(print_letter(letter, CREATED))
    found = text(file)
    assert all(words in found for words in ("李小龙", "Nguyễn Văn An", "重复收费"))
