"""What came and is in no message: counted where nobody wrote it, shown to people where somebody may have."""

from typing import Any

import pytest

from register.domain.commands.channel import AddChannel, CloseChannel
from register.domain.values import Id
from register.intake import Intake
from tests.build import Bench
from tests.channels.shapes import CREATED, body, comment, entry
from tests.door.looking import verified
from tests.worker.bench import a_worker
from tests.worker.test_capturing import arrives, counts, the_inbox, the_message

PAGE, SECOND = "1000000000001", "2000000000002"


def unread(bench: Bench) -> list[tuple[str, str]]:
    return [(part.part, part.reason) for part in bench.register.reader.deliveries.unread(bench.officer)]


def test_what_belongs_to_a_page_nobody_declared_is_counted_and_shown(bench: Bench) -> None:
    foreign = entry(comment(), comment(comment_id="9_9"), page="2000000000002")
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(foreign))
    bench.register.upkeep.keep_delivery(bench.channel, b"", body())
    a_worker(bench).run_once()
    assert the_inbox(bench) == []
    assert counts(bench) == {"foreign": 2, "empty": 1}
    assert unread(bench) == [
        ("entry[0].changes[0]", "account-not-declared"),
        ("entry[0].changes[1]", "account-not-declared"),
    ]


def another_page(bench: Bench, *secrets: str, brand: str = "tide") -> Id:
    """Declare a second page."""
    page = AddChannel(
        platform="facebook", slug="second", brand=brand, native_account=SECOND, secrets=secrets, verify_token="v"
    )
    return Id(bench.do(page, bench.admin).subject.id)


@pytest.mark.parametrize("address", ["first", "second"])
def test_pages_of_one_app_get_their_entries_whatever_address_they_came_to(bench: Bench, address: str) -> None:
    second = another_page(bench, "app-secret", "an older one")
    both = body(entry(comment(), page=PAGE), entry(comment(comment_id="8_8"), page=SECOND))
    bench.register.upkeep.keep_delivery(bench.channel if address == "first" else second, b"", both)
    a_worker(bench).run_once()
    found = {(file.message.channel, str(file.message.brand)) for file in the_inbox(bench)}
    assert found == {(bench.channel, "harbour"), (second, "tide")}
    assert counts(bench) == {"captured": 2}


def test_a_page_of_another_app_is_not_written_to_by_whoever_holds_this_secret(bench: Bench) -> None:
    second = another_page(bench, "another-secret")
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(comment(), page=SECOND)))
    a_worker(bench).run_once()
    assert the_inbox(bench) == []
    assert unread(bench) == [("entry[0].changes[0]", "other-secret")]
    bench.do(CloseChannel(channel=second), bench.admin)
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(comment(comment_id="1_2"), page=SECOND)))
    a_worker(bench).run_once()
    assert ("entry[0].changes[0]", "channel-closed") in unread(bench)


def test_what_could_not_be_read_can_be_read_again(bench: Bench) -> None:
    delivery = arrives(bench, comment(verb="explode"))
    arrival = entry(comment(comment_id="8_8"), page=SECOND)
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(arrival))
    worker = a_worker(bench)
    worker.run_once()
    assert bench.register.reader.deliveries.count_unread() == 2
    another_page(bench, "app-secret")
    register = bench.register
    intake = Intake(register.registrar, register.reader, register.upkeep)
    for part in register.reader.deliveries.unread(bench.officer):
        intake.take(register.reader.deliveries.raw(bench.officer, part.delivery), by="officer")
    assert [file.message.brand for file in the_inbox(bench)] == ["tide"]
    assert [(p.delivery, p.reason) for p in bench.register.reader.deliveries.unread(bench.officer)] == [
        (delivery, "unknown-verb")
    ]
    assert counts(bench) == {"captured": 1, "parked": 1}


def test_reading_again_days_later_leaves_the_sealed_log_of_the_day_as_it_was(bench: Bench) -> None:
    arrival = entry(comment(comment_id="8_8"), page=SECOND)
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(arrival))
    worker = a_worker(bench)
    worker.run_once()
    bench.clock.step(days=1, hours=2)
    assert worker.run_once()["digest"] == 1
    another_page(bench, "app-secret")
    register = bench.register
    intake = Intake(register.registrar, register.reader, register.upkeep)
    (part,) = register.reader.deliveries.unread(bench.officer)
    intake.take(register.reader.deliveries.raw(bench.officer, part.delivery), by="officer")
    assert register.reader.deliveries.count_unread() == 0
    assert verified(bench).holds


def test_other_words_under_the_same_version_are_shown_also_within_one_delivery(bench: Bench) -> None:
    arrives(bench, comment(), comment(message="Another wording"), comment(permalink="elsewhere"))
    assert the_message(bench).versions == 1
    assert [reason for _, reason in unread(bench)] == ["told-differently"]
    arrives(bench, comment(message="Another wording"))
    assert len(unread(bench)) == 1
    arrives(bench, comment(photo="https://cdn.example/2.jpg"))
    assert len(unread(bench)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"field": "feed", "value": {"item": "like", "verb": "add", "created_time": CREATED}},
        {"field": "feed", "value": {"item": "video", "verb": "block", "video_id": 5, "post_id": f"{PAGE}_5"}},
        {"field": "feed", "value": {"item": "video", "verb": "mute", "video_id": 5, "post_id": f"{PAGE}_5"}},
        {"field": "feed", "value": {"item": "album", "verb": "add", "album_id": 5, "from": {"id": PAGE}}},
        {"field": "feed", "value": {"item": "event", "verb": "add", "event_id": 5, "post_id": f"{PAGE}_6"}},
        {"field": "leadgen", "value": {"leadgen_id": 7, "page_id": PAGE, "created_time": CREATED}},
        {"field": "name"},
    ],
    ids=["page-like", "video-block", "video-mute", "album", "event", "lead", "setting"],
)
def test_what_only_happens_to_the_page_is_counted_and_nobody_s_message(bench: Bench, change: Any) -> None:
    arrives(bench, change)
    assert the_inbox(bench) == []
    assert unread(bench) == []
    assert set(counts(bench)) <= {"notice", "reaction"}


def test_marks_of_conversations_are_counted_and_their_words_are_shown_to_people(bench: Bench) -> None:
    told: list[dict[str, Any]] = [
        {"delivery": {"watermark": 1}},
        {"read": {"watermark": 2}},
        {"message": {"mid": "m1", "text": "Help"}},
    ]
    told += [{"message": {"mid": "m2", "is_echo": True}}]
    chat = {"id": PAGE, "time": CREATED, "messaging": [{"sender": {"id": "5"}, "timestamp": CREATED} | t for t in told]}
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(chat))
    a_worker(bench).run_once()
    assert counts(bench) == {"receipt": 1, "echo": 1, "parked": 1}
    assert unread(bench) == [("entry[0].messaging[2]", "messenger-not-connected")]
