from datetime import UTC, datetime, timedelta

import pytest

from register.channels.catalogue import PLATFORMS
from register.channels.platform import Platform
from register.domain.subjects.inbound import Visibility, derived_id

AT = datetime(2025, 11, 20, 2, 10, tzinfo=UTC)


def test_every_row_is_found_under_its_own_code() -> None:
    assert all(code == row.code for code, row in PLATFORMS.items())


@pytest.mark.parametrize("code", ["phone", "in-person", "letter", "email", "web-form"])
def test_platforms_received_by_hand_have_no_webhook(code: str) -> None:
    row = PLATFORMS[code]
    assert row.manual
    assert (row.verify, row.handshake, row.visibility) == (None, None, Visibility.PRIVATE)


@pytest.mark.parametrize("row", PLATFORMS.values(), ids=list(PLATFORMS))
def test_every_platform_can_be_answered_privately(row: Platform) -> None:
    assert not all(reply.route.public for reply in row.replies)


def test_one_private_reply_may_go_to_a_comment_within_seven_days() -> None:
    facebook = PLATFORMS["facebook"]
    assert not facebook.manual
    private, public = facebook.route("private-reply"), facebook.route("public-reply")
    assert private is not None
    assert public is not None
    assert private.until(AT) == AT + timedelta(days=7)
    assert private.once
    assert public.until(AT) is None
    assert facebook.route("carrier-pigeon") is None


def test_the_parts_of_an_id_are_kept_apart() -> None:
    assert derived_id("a", "bc") != derived_id("ab", "c")
    assert derived_id("a", "bc") == derived_id("a", "bc")
