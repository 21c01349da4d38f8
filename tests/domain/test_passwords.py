"""Passwords that anybody would try first."""

import pytest

from register.domain.passwords import is_common


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2026!",
        "passwordpassword",
        "qwertyuiop123",
        "Welcome2026!!",
        "123456789012",
        "aaaaaaaaaaaa",
        "Changeme-now1",
        "letmein-please",
        "Complaints2026",
        "abcdefghijkl",
        "OliveOfficer1",
        "olive.officer.2026",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    assert is_common(password, "olive@harbour.example", "Olive Officer")


@pytest.mark.parametrize(
    "password",
    [
        "quiet harbour lantern",
        "another calm lighthouse",
        "vN3k-0pQ_x7LwA2z",
        "鯨が静かに泳ぐ青い海へ",
        "tractor gravy moon",
    ],
)
def test_words_of_ones_own_are_taken(password: str) -> None:
    assert not is_common(password, "olive@bank.example", "Olive Officer")
