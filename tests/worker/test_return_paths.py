"""The address reports come back to: one for each e-mail, and nobody can make one up."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.delivery.return_paths import ReturnPaths
from register.domain.addresses import fault
from register.domain.values import Id
from register.settings import BadSetting, load, pattern_for

ONE = Id("0198e0f2-0000-7000-8000-00000000000a")
OTHER = Id("0198e0f2-0000-7000-8000-00000000000b")
PATHS = ReturnPaths("complaints+*@harbour.example", b"a secret of ours, long enough for it")


def test_each_dispatch_has_a_path_that_names_it() -> None:
    assert PATHS.path(ONE) != PATHS.path(OTHER)
    assert fault(PATHS.path(ONE)) is None
    for written in (PATHS.path(ONE), PATHS.path(ONE).upper(), f" {PATHS.path(ONE)}\n"):
        assert PATHS.dispatch(written) == ONE


@given(st.integers(0, 38), st.sampled_from(string.ascii_lowercase + "234567"))
def test_one_other_letter_names_nothing(place: int, letter: str) -> None:
    path = PATHS.path(ONE)
    at = len("complaints+") + place
    changed = path[:at] + letter + path[at + 1 :]
    # The last letter of the tag stands for three bits more than there are.
    assert (PATHS.dispatch(changed) is None) == (changed != path)


def test_what_is_no_path_of_ours_names_nothing() -> None:
    other = ReturnPaths(PATHS.pattern, b"a secret of others, long enough for it")
    for address in (
        other.path(ONE),
        "complaints@harbour.example",
        "complaints+x@harbour.example",
        "",
        "*",
        "\u0130" * 39,
    ):
        assert PATHS.dispatch(address) is None


def test_a_path_may_be_a_domain_of_its_own_or_shared() -> None:
    own = ReturnPaths("*@bounces.harbour.example", b"s" * 32)
    assert own.dispatch(own.path(ONE)) == ONE
    shared = ReturnPaths("bounces@harbour.example", b"s" * 32)
    assert (shared.path(ONE), shared.dispatch(shared.path(ONE))) == ("bounces@harbour.example", None)


def test_a_name_that_leaves_no_room_is_the_path_of_all() -> None:
    assert pattern_for("complaints@harbour.example") == "complaints+*@harbour.example"
    long = "complaints.team.of.australia@harbour.example"
    assert pattern_for(long) == long


def test_the_setting_is_an_address_with_or_without_a_place() -> None:
    told = {"REGISTER_MAIL_FROM": "complaints@harbour.example"}
    assert load(told).return_path == "complaints+*@harbour.example"
    assert load({}).return_path == "complaints+*@localhost"
    for pattern in ("*@bounces.harbour.example", "b-*@harbour.example", "bounces@harbour.example"):
        assert load({**told, "REGISTER_MAIL_RETURN": pattern}).return_path == pattern
    for name, text in (
        ("REGISTER_MAIL_RETURN", "bounces.harbour.example"),
        ("REGISTER_MAIL_RETURN", "bounces-of-the-whole-register-*@harbour.example"),
        ("REGISTER_MAIL_FROM", "complaints@harbour..example"),
    ):
        with pytest.raises(BadSetting, match=name):
            load({**told, name: text})
