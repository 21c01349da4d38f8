"""A refusal reads as a sentence, whatever its code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from register.domain.errors import Problem, not_listed
from register.domain.values import Cite
from register.web.looks import LOOKS, look_of
from register.web.texts import sentence
from register.wording.sentences import SENTENCES
from tests.web.house import House


@pytest.fixture(autouse=True)
def visit(house: House) -> Iterator[None]:
    with house.app.test_request_context():
        yield


def test_known_code_becomes_its_sentence_with_parameters_and_paragraph() -> None:
    problem = Problem("unknown-code", "product", Cite("RG 271.42"), not_listed("products", "boat", ["car", "home"]))
    assert sentence(problem) == "“boat” is not on the list “products”: car, home. (RG 271.42)"


@pytest.mark.parametrize(("last", "said"), [("2026-08-26", "Wed, 26 Aug 2026"), ("2026-13-26", "2026-13-26")])
def test_a_day_reads_as_on_the_page(last: str, said: str) -> None:
    problem = Problem("hold-too-early", "hold", params={"last": last})
    assert sentence(problem) == f"It may not be lifted before the end of {said}."


@pytest.mark.parametrize("problem", [Problem("unknown-code"), Problem("letter-upside-down", "letter")])
def test_missing_sentence_or_parameter_still_reads(problem: Problem) -> None:
    assert re.fullmatch(r"(Unknown code|Letter upside down in letter)\.", sentence(problem))


def test_unknown_code_keeps_its_parameters() -> None:
    assert sentence(Problem("too-many", params={"most": 5})) == "Too many [most: 5]."


def codes_in(source: Path) -> Iterator[str]:
    """Yield each code of a refusal written in a file."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        at = {"Problem": 0, "require": 1}.get(called)
        if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
            yield str(ast.literal_eval(node.args[at]))


def test_every_refusal_in_the_code_has_its_sentence() -> None:
    sources = (Path(__file__).parents[2] / "register").rglob("*.py")
    written = {code for source in sources for code in codes_in(source)}
    assert len(written) > 50
    assert written - SENTENCES.keys() == set()


def test_sentences_are_sentences() -> None:
    assert [code for code, text in SENTENCES.items() if not re.search(r"[.?]$", str(text))] == []


def test_every_look_has_words_and_an_icon() -> None:
    assert [code for code, look in LOOKS.items() if not str(look.text) or look.icon is None] == []
    assert look_of("gone-fishing").text == "Gone fishing"
