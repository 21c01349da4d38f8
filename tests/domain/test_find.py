"""Words find a text whatever their case, marks, spaces and script; parts of names too."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.errors import Invalid
from register.domain.find import LONGEST_ASKED, MOST_ASKED, folded, reference_terms, terms, wanted
from tests.find_model import has

LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=2, max_size=12)
NAME = "Sinéad O’Brien-Nguyễn"
TEXT = "A fee of 12% was charged 😡, monthly; the customer's card. 样本投诉"


@pytest.mark.parametrize(
    "asked", ["sinead", "SINÉAD", "brien", "O'Brien", "o’brien", "obrien", "Nguyen", "guyen", "'", "sinead nguyen", "-"]
)
def test_a_name_is_found_by_any_part_of_it(asked: str) -> None:
    assert has(terms("name", NAME), wanted(asked))


@pytest.mark.parametrize("asked", ["bri", "ead sin nope", "x", "br1en"])
def test_a_name_is_not_found_by_what_is_not_in_it(asked: str) -> None:
    assert has(terms("name", NAME), wanted(asked)) is (asked == "bri")


@pytest.mark.parametrize(
    "asked",
    [
        "fee",
        "fe",
        "charged fee",
        "fee, charged",
        "%",
        "12%",
        "😡",
        "customers",
        "customer's",
        "样本",
        "样",
        "本投",
        "诉",
        "a",
    ],
)
def test_a_text_is_found_by_its_words_and_signs(asked: str) -> None:
    assert has(terms("text", TEXT), wanted(asked))


@pytest.mark.parametrize("asked", ["ee", "13%", "本样", "f", "$", "\u200d", ""])
def test_a_text_is_not_found_by_what_is_not_in_it(asked: str) -> None:
    assert not has(terms("text", TEXT), wanted(asked))


@pytest.mark.parametrize(
    "asked",
    [
        "0491 570 156",
        "0491570156",
        "+61491570156",
        "+61 (0)491 570 156",
        "0061 491 570 156",
        "570156",
        "570 156",
    ],
)
@pytest.mark.parametrize("kept", ["0491 570 156", "+61491570156", "(0491) 570-156"])
def test_a_number_is_found_however_it_is_written(kept: str, asked: str) -> None:
    assert has(terms("phone", kept), wanted(asked))


@pytest.mark.parametrize(
    ("kept", "asked"), [("0491 570 156", "0491570"), ("(0491) 570-156", "0491570"), ("+61491570156", "+61491")]
)
def test_a_number_is_found_by_its_beginning_as_it_was_written(kept: str, asked: str) -> None:
    assert has(terms("phone", kept), wanted(asked))


@pytest.mark.parametrize("asked", ["0491 570 157", "9999", "570157"])
def test_another_number_is_not(asked: str) -> None:
    assert not has(terms("phone", "0491 570 156"), wanted(asked))


@pytest.mark.parametrize("asked", ["C-2026-000029", "c-2026-29", "2026-000029", "29", "000029"])
def test_a_reference_is_found_by_its_number(asked: str) -> None:
    assert has(reference_terms("C-2026-000029"), wanted(asked))
    assert not has(reference_terms("C-2026-000290"), wanted(asked))


@given(st.lists(LETTERS, min_size=1, max_size=6))
def test_each_word_finds_its_text_in_any_case_and_form(words: list[str]) -> None:
    found = terms("text", " ".join(words))
    for word in words:
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            told = unicodedata.normalize(form, word)
            if folded(told).strip():
                assert has(found, wanted(told))


@given(LETTERS)
def test_terms_are_of_ascii_and_take_nothing_else_with_them(word: str) -> None:
    for kind in ("text", "name", "phone"):
        assert all(term.isascii() and term.replace("_", "").isalnum() and term.islower() for term in terms(kind, word))


@pytest.mark.parametrize("kind", ["file", "document", "secret", "password", "totp"])
def test_what_is_no_text_is_found_by_nothing(kind: str) -> None:
    assert terms(kind, "anything") == frozenset()


def test_what_is_privileged_is_found_only_by_who_may_read_it() -> None:
    found = terms("privileged-text", "Counsel advises")
    assert has(found, wanted("counsel", privileged=True))
    assert not has(found, wanted("counsel"))


def test_too_much_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        wanted("x" * (LONGEST_ASKED + 1))
    assert refusal.value.problems[0].code == "find-too-long"
    with pytest.raises(Invalid) as refusal:
        wanted("x " * (MOST_ASKED + 1))
    assert refusal.value.problems[0].code == "find-too-many-words"
