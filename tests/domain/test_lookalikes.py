"""What a reader takes for something else: mixed scripts in one word, and names that are the same."""

import pytest

from register.domain.commands.account import CreateAccount
from register.domain.lookalikes import TWINS, folded, mixed, skeleton
from tests.domain.decide.scene import ADA, Scene


@pytest.mark.parametrize(
    "text",
    [
        "\u043elive@harbour.example",
        "olive@h\u0430rbour.example",
        "p\u0430ul@bank.example",
        "\u03bfscar@bank.example",
        "ol\u0456ve",
        "\uff4f\u043bive",
    ],
)
def test_a_letter_of_another_script_within_a_word_is_seen(text: str) -> None:
    assert mixed(text)


@pytest.mark.parametrize(
    "text",
    [
        "olive.officer@harbour.example",
        "b\u00fcrgi@m\u00fcnchen.example",
        "\u043e\u043b\u044f@\u0431\u0430\u043d\u043a.example",
        "\u5c71\u7530\u305f\u308d\u3046@bank.example",
        "\u30e4\u30de\u30c0san",
        "\uff4f\uff4cive",
        "o1ive+2@harbour.example",
        "",
    ],
)
def test_words_of_one_script_are_taken(text: str) -> None:
    assert not mixed(text)


@pytest.mark.parametrize("name", ["olive officer", "OLIVE  OFFICER", "Ol\u00edve Officer", "\uff2flive Officer"])
def test_names_are_compared_as_people_do(name: str) -> None:
    assert folded(name) == folded("Olive Officer")
    assert folded("Oliver Officer") != folded(name)


@pytest.mark.parametrize("name", ["\u0410\u0405\u04ba", "\u0430\u0455\u04bb", "A\u0455h", "\u0391sh"])
def test_a_name_in_letters_of_another_script_is_taken_for_the_same(name: str) -> None:
    assert skeleton(name) == skeleton("Ash")


@pytest.mark.parametrize(("one", "other"), [("\u041e\u043b\u044f", "Olja"), ("\u5c71\u7530", "Yamada")])
def test_names_that_look_unlike_stay_two(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_a_twin_is_a_small_latin_letter_and_what_it_stands_for_is_none() -> None:
    assert all(chr(letter).islower() and not chr(letter).isascii() for letter in TWINS)
    assert all(chr(latin).isascii() and chr(latin).islower() for latin in TWINS.values())


def test_no_account_signs_in_with_an_address_that_looks_like_another() -> None:
    refused = Scene().refused(CreateAccount(email="\u043elive@harbour.example", name="Olive"), ADA)
    assert refused == {"mixed-scripts": "email"}
