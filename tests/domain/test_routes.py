"""One table of the ways to answer: every list that is shown, asked or kept of them says the same."""

import pytest

from register.channels.catalogue import PLATFORMS
from register.domain import routes
from register.domain import vocabulary as v
from register.domain.routes import ROUTES
from register.wording.lists import LISTS


@pytest.mark.parametrize(
    ("words", "table"),
    [
        ("asked-by", routes.ASKING),
        ("acknowledged-by", routes.ACKNOWLEDGING),
        ("route", routes.PLANNED),
        ("given-by", tuple(code for code, route in ROUTES.items() if route.given)),
    ],
)
def test_every_way_has_its_words_and_no_other(words: str, table: tuple[str, ...]) -> None:
    assert sorted(LISTS[words]) == sorted(table)


def test_what_an_author_was_asked_by_is_kept_of_the_same_ways() -> None:
    assert v.LISTS["asked-by"] == routes.ASKING


def test_platforms_answer_by_ways_of_the_table() -> None:
    for platform in PLATFORMS.values():
        assert all(ROUTES[reply.code] is reply.route for reply in platform.replies)


def test_what_is_said_in_public_or_leaves_no_words_is_known() -> None:
    assert [code for code, route in ROUTES.items() if route.public] == ["public-reply"]
    assert [code for code, route in ROUTES.items() if not route.written] == ["phone"]
    assert [code for code, route in ROUTES.items() if route.sent] == ["email"]
