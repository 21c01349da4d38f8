import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.channels.facebook import parse
from register.domain.subjects.inbound import Broken, Delivery, Inbound, OccurredBasis, Operation, Visibility
from tests.channels.shapes import COMMENT, CREATED, PAGE, POST, body, comment, entry, mention, post, rating

AT = datetime(2025, 11, 20, 2, 10, tzinfo=UTC)


def delivered(*changes: Any, **rest: Any) -> Delivery:
    return parse(body(entry(*changes, **rest)), PAGE)


def one(change: Any, **rest: Any) -> Inbound:
    (item,) = delivered(change, **rest).items
    assert isinstance(item, Inbound), item
    return item


def broken(delivery: Delivery) -> list[tuple[str, str]]:
    return [(item.path, item.reason) for item in delivery.items if isinstance(item, Broken)]


def test_a_comment_is_read_whole() -> None:
    item = one(comment(photo="https://cdn.example/1.jpg"))
    assert (item.platform, item.account, item.native_id) == ("facebook", PAGE, COMMENT)
    assert (item.operation, item.version) == (Operation.CREATED, "")
    assert (item.thread, item.parent) == (POST, POST)
    assert item.url == "https://www.facebook.com/wattle/posts/1"
    assert (item.author.native_id, item.author.handle, item.author.name) == (
        "248519000000007",
        None,
        "Rowan Testperson",
    )
    assert item.text == "Charged twice and nobody answers"
    assert (item.occurred, item.occurred_basis) == (AT, OccurredBasis.PLATFORM)
    assert (item.visibility, item.language, item.flags) == (Visibility.PUBLIC, None, ())
    assert [(part.kind, part.url) for part in item.attachments] == [("photo", "https://cdn.example/1.jpg")]


@pytest.mark.parametrize(
    ("change", "operation", "native_id", "text"),
    [
        (
            comment(verb="edited", edited_time=CREATED + 60),
            Operation.EDITED,
            COMMENT,
            "Charged twice and nobody answers",
        ),
        (comment(verb="edit", message="Only once"), Operation.EDITED, COMMENT, "Only once"),
        (comment(verb="remove", message=None), Operation.DELETED, COMMENT, None),
        (comment(verb="hide", message=None), Operation.HIDDEN, COMMENT, None),
        (comment(verb="unhide", message=None), Operation.UNHIDDEN, COMMENT, None),
        (post(), Operation.CREATED, f"{PAGE}_777", "Charged twice and nobody answers"),
        (post(message=None, link="https://news.example/x"), Operation.CREATED, f"{PAGE}_777", None),
        (rating(), Operation.CREATED, "555000111", "They lost my claim form"),
        (rating(verb="edit", review_text="Found it"), Operation.EDITED, "555000111", "Found it"),
        (mention(), Operation.CREATED, "333_444", "Beware of Wattle Mutual"),
        (mention(item="comment", comment_id="444_555"), Operation.CREATED, "444_555", "Beware of Wattle Mutual"),
        (comment(item="reaction", reaction_type="angry", message=None), Operation.REACTION, COMMENT, None),
        (post(item="like", message=None), Operation.REACTION, f"{PAGE}_777", None),
        (comment(**{"from": {"id": PAGE, "name": "Wattle Mutual"}}), Operation.ECHO, COMMENT, None),
        (post(**{"from": {"id": int(PAGE)}}, verb="edited"), Operation.ECHO, f"{PAGE}_777", None),
        (comment(**{"from": {"id": PAGE}}, verb="remove"), Operation.DELETED, COMMENT, None),
    ],
)
def test_each_kind_of_change(change: Any, operation: Operation, native_id: str, text: str | None) -> None:
    item = one(change)
    assert (item.operation, item.native_id) == (operation, native_id)
    assert text is None or item.text == text


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        (rating(), ("rating", "rating:negative")),
        (rating(recommendation_type=None, rating=1), ("rating", "rating:1")),
        (rating(item="comment", comment_id="555000111_3"), ()),
        (mention(), ("mention",)),
        (mention(post_id=POST), ()),
        (comment(**{"from": {"id": PAGE}}, verb="remove"), ("own-account",)),
    ],
)
def test_flags_say_what_the_officer_must_know(change: Any, flags: tuple[str, ...]) -> None:
    assert one(change).flags == flags


@pytest.mark.parametrize(
    ("changed", "author"),
    [
        ({"from": None}, (None, None)),
        ({"from": "nobody"}, (None, None)),
        ({"from": {}}, (None, None)),
        ({"from": None, "sender_id": 9007199254740993001, "sender_name": "Kim"}, ("9007199254740993001", "Kim")),
        ({"from": {"id": ["x"], "name": "Kim\x00\ud800"}}, (None, "Kim\ufffd\ufffd")),
    ],
)
def test_a_missing_author_is_no_reason_to_drop(changed: dict[str, Any], author: tuple[str | None, str | None]) -> None:
    item = one(comment(**changed))
    assert (item.author.native_id, item.author.name) == author
    assert item.text


@pytest.mark.parametrize(
    ("changed", "sent", "occurred", "basis", "flags"),
    [
        ({"created_time": CREATED * 1000 + 250}, CREATED, AT + timedelta(milliseconds=250), "platform", ()),
        ({"created_time": str(CREATED)}, CREATED, AT, "platform", ()),
        ({"created_time": "2025-11-20T13:10:00+1100"}, CREATED, AT, "platform", ()),
        ({"created_time": None}, CREATED * 1000, AT, "platform", ("entry-time",)),
        ({"created_time": "2025-11-20T02:10:00"}, CREATED, AT, "platform", ("bad-time", "entry-time")),
        ({"created_time": 0}, None, None, "absent", ("bad-time",)),
        ({"created_time": 10**30}, None, None, "absent", ("bad-time",)),
        ({"created_time": "0001-01-01T00:00:00+23:00"}, [], None, "absent", ("bad-time",)),
        ({"created_time": None}, None, None, "absent", ()),
        ({"verb": "edited", "edited_time": CREATED + 60}, CREATED, AT + timedelta(seconds=60), "platform", ()),
        ({"verb": "remove"}, CREATED + 9, AT + timedelta(seconds=9), "platform", ()),
    ],
)
def test_times(changed: Any, sent: Any, occurred: datetime | None, basis: str, flags: tuple[str, ...]) -> None:
    item = one(comment(**changed), time=sent)
    assert (item.occurred, item.occurred_basis, item.flags) == (occurred, basis, flags)


def test_legal_receipt_is_the_platforms_time_but_never_after_capture() -> None:
    item = one(comment())
    captured = AT + timedelta(minutes=1)
    assert item.received(captured) == (AT, "platform")
    assert item.checked_at(captured) is item
    early = AT - timedelta(hours=1)
    assert item.received(early) == (early, "captured")
    assert item.checked_at(early).flags == ("future-time",)
    assert item.checked_at(early).id == item.id
    assert one(comment(created_time=None), time=None).received(captured) == (captured, "captured")


def test_the_text_is_kept_whole_and_storable() -> None:
    assert one(comment(message="🙂é" * 10_000)).text == "🙂é" * 10_000
    assert one(comment(message="a\x00b\ud83d c\u202e")).text == "a\ufffdb\ufffd c\u202e"


def test_ids_as_bare_numbers_above_two_to_the_53rd_keep_every_digit() -> None:
    item = one(comment(comment_id=9007199254740993001, post_id=9007199254740993003), page=int(PAGE))
    assert (item.native_id, item.thread) == ("9007199254740993001", "9007199254740993003")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://a b", 7, None, {"a": 1}])
def test_only_web_addresses_become_links(link: Any) -> None:
    item = one(comment(post={"permalink_url": link}, photo=link, photos=[link]))
    assert item.attachments == ()
    assert item.url == f"https://www.facebook.com/{POST}"


def test_a_batch_with_broken_items_keeps_the_good_ones_in_order() -> None:
    bad = [7, {"field": "leadgen", "value": {}}, {"field": "feed"}, comment(verb="dance"), comment(comment_id=None)]
    delivery = parse(body(entry(comment(), *bad, post()), "junk", entry(rating())), PAGE)
    assert [item.native_id for item in delivery.items if isinstance(item, Inbound)] == [
        COMMENT,
        f"{PAGE}_777",
        "555000111",
    ]
    assert broken(delivery) == [
        ("entry[0].changes[1]", "bad-shape"),
        ("entry[0].changes[2]", "unknown-field"),
        ("entry[0].changes[3]", "bad-shape"),
        ("entry[0].changes[4]", "unknown-verb"),
        ("entry[0].changes[5]", "no-id"),
        ("entry[1]", "no-account"),
    ]


def test_messages_of_another_kind_are_parked_not_lost() -> None:
    chat = {"id": PAGE, "time": CREATED, "messaging": [{"message": {"mid": "m1"}}], "standby": {}}
    assert broken(parse(body(chat), PAGE)) == [
        ("entry[0].messaging[0]", "messenger-not-connected"),
        ("entry[0].standby", "messenger-not-connected"),
    ]


def test_another_accounts_entry_is_ignored_but_counted() -> None:
    delivery = parse(body(entry(comment(), post(), page="999"), entry(comment()), entry(page="998")), PAGE)
    assert len(delivery.items) == 1
    assert delivery.foreign == 3


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not-json"),
        (b"\xff\xfe", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b"[]", "bad-shape"),
        (b"{}", "unknown-object"),
        (b'{"object":"instagram","entry":[]}', "unknown-object"),
        (b'{"object":"page"}', "bad-shape"),
        (b'{"object":"page","entry":{}}', "bad-shape"),
    ],
)
def test_a_body_that_cannot_be_read_is_parked_whole(raw: bytes, reason: str) -> None:
    assert broken(parse(raw, PAGE)) == [("", reason)]


def test_a_second_delivery_gives_the_same_ids_under_another_entry_time() -> None:
    changes = [comment(), comment(verb="edited"), comment(verb="remove"), post(), rating(), comment(item="like")]
    first, again = delivered(*changes).items, delivered(*changes, time=CREATED + 999).items
    ids = [item.id for item in first if isinstance(item, Inbound)]
    assert ids == [item.id for item in again if isinstance(item, Inbound)]
    assert len(set(ids)) == len(changes)


def test_versions_of_one_message_share_its_id_and_not_each_others() -> None:
    changes = [
        comment(),
        comment(verb="edited", edited_time=CREATED + 1),
        comment(verb="edited", edited_time=CREATED + 2),
        comment(verb="edited", edited_time=0, message="one"),
        comment(verb="edited", edited_time=0, message="two"),
        comment(verb="remove"),
    ]
    items = [one(change) for change in changes]
    assert len({item.message_id for item in items}) == 1
    assert len({item.id for item in items}) == len(items)
    assert one(comment(verb="edited", edited_time=(CREATED + 1) * 1000)).id == items[1].id


def test_ids_are_fixed_for_ever() -> None:
    assert one(comment()).id == "c56fb030-0c3b-52c9-ad77-d92c78d42e11"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted(
    comment()["value"] | rating()["value"] | mention()["value"] | {"edited_time": 0, "photos": 0, "photo": 0}
)


@given(st.binary())
def test_arbitrary_bytes_are_parked(raw: bytes) -> None:
    assert broken(parse(raw, PAGE))


@given(JSON)
def test_arbitrary_json_never_raises(value: Any) -> None:
    for raw in (
        value,
        {"object": "page", "entry": value},
        {"object": "page", "entry": [{"id": PAGE, "changes": value}]},
    ):
        assert broken(parse(json.dumps(raw).encode(), PAGE)) or not value


@given(changed=st.dictionaries(st.sampled_from(NAMES), JSON), field=st.sampled_from(["feed", "mention", "ratings"]))
def test_any_value_in_any_field_gives_one_item_and_spares_its_neighbour(changed: dict[str, Any], field: str) -> None:
    strange = comment(**changed) | {"field": field}
    raw = body(entry(strange, comment(comment_id="1_2")))
    first, second = parse(raw, PAGE).items
    assert isinstance(second, Inbound)
    assert second.native_id == "1_2"
    assert parse(raw, PAGE).items == (first, second)
    if isinstance(first, Inbound):
        assert first.id
        for text in (first.text, first.author.name, *first.dedupe_key, first.url):
            assert "\x00" not in (text or "").encode().decode()
