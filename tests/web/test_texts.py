"""A refusal reads as a sentence, whatever its code."""

import re
from collections.abc import Iterator

import pytest

from register.domain.errors import Problem
from register.domain.values import Cite
from register.web.looks import LOOKS, look_of
from register.web.sentences import SENTENCES
from register.web.texts import sentence
from tests.web.house import House


@pytest.fixture(autouse=True)
def visit(house: House) -> Iterator[None]:
    with house.app.test_request_context():
        yield


def test_known_code_becomes_its_sentence_with_parameters_and_paragraph() -> None:
    problem = Problem("unknown-code", "product", Cite("RG 271.42"), {"code": "boat", "list": "products"})
    assert sentence(problem) == "“boat” is not on the list of products. (RG 271.42)"


@pytest.mark.parametrize("problem", [Problem("unknown-code"), Problem("letter-not-approved", "letter")])
def test_missing_sentence_or_parameter_still_reads(problem: Problem) -> None:
    assert re.fullmatch(r"(Unknown code|Letter not approved in letter)\.", sentence(problem))


def test_unknown_code_keeps_its_parameters() -> None:
    assert sentence(Problem("too-many", params={"most": 5})) == "Too many [most: 5]."


def test_sentences_are_sentences() -> None:
    assert [code for code, text in SENTENCES.items() if not re.search(r"[.?]$", str(text))] == []


def test_every_look_has_words_and_an_icon() -> None:
    assert [code for code, look in LOOKS.items() if not str(look.text) or look.icon is None] == []
    assert look_of("gone-fishing").text == "Gone fishing"
