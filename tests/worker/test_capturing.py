"""From the platform's bytes to messages in the inbox: nothing lost, nothing twice, nothing dangerous."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from register.domain.commands.channel import AddChannel
from register.domain.facts.message import MessageCaptured
from register.domain.subjects.message import Message
from register.domain.values import Id
from register.intake import Intake
from register.reader.inbox import MessageFile
from tests.build import Bench
from tests.channels.shapes import COMMENT, CREATED, body, comment, entry
from tests.worker.bench import a_worker

PAGE = "1000000000001"
THEN = datetime.fromtimestamp(CREATED, UTC)


def arrives(bench: Bench, *changes: Any, **rest: Any) -> Id:
    """Keep a delivery and let the worker parse it."""
    delivery = bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(*changes, page=PAGE), **rest))
    a_worker(bench).run_once()
    return delivery


def the_inbox(bench: Bench) -> list[MessageFile]:
    found = bench.register.reader.inbox.waiting(bench.officer).items
    return [bench.register.reader.inbox.open(bench.officer, file.message.id) for file in found]


def the_message(bench: Bench) -> Message:
    (file,) = the_inbox(bench)
    return file.message


def trail(bench: Bench) -> int:
    bench.register.sealer.seal()
    return len(bench.register.reader.trail.newest(limit=200).items)


def counts(bench: Bench) -> dict[str, int]:
    return bench.register.reader.deliveries.counts()


@pytest.mark.provision("RF2")
def test_a_comment_becomes_a_message_with_the_platform_s_own_time(bench: Bench) -> None:
    delivery = arrives(bench, comment())
    (file,) = the_inbox(bench)
    message = file.message
    assert file.text(message.text) == "Charged twice and nobody answers"
    assert file.text(message.author) == "Rowan Testperson"
    assert (message.received_at, message.basis, message.captured_at) == (THEN, "platform", bench.clock())
    assert (message.brand, message.entity, message.visibility) == ("harbour", "harbour", "public")
    (fact,) = file.entries[0].facts
    assert isinstance(fact, MessageCaptured)
    assert fact.delivery == delivery
    assert file.entries[0].actor == "system:intake"
    assert counts(bench) == {"captured": 1}


def test_a_second_delivery_changes_nothing(bench: Bench) -> None:
    arrives(bench, comment())
    before = trail(bench)
    arrives(bench, comment())
    bench.clock.step(hours=1)
    again = body(entry(comment(), page=PAGE, time=CREATED + 900), note="wrapped anew")
    bench.register.upkeep.keep_delivery(bench.channel, b"", again)
    a_worker(bench).run_once()
    assert trail(bench) == before
    assert the_message(bench).versions == 1
    assert counts(bench) == {"captured": 3}


def test_the_same_told_differently_changes_nothing_but_its_bytes_are_kept(bench: Bench) -> None:
    arrives(bench, comment())
    before = trail(bench)
    delivery = arrives(bench, comment(message="Another wording under the same version"))
    assert trail(bench) == before
    assert counts(bench) == {"captured": 1, "repeated": 1}
    assert b"Another wording" in (bench.register.reader.deliveries.body(delivery) or b"")


def test_a_delivery_taken_again_after_a_crash_changes_nothing(bench: Bench) -> None:
    intake = Intake(bench.register.registrar, bench.register.reader, bench.register.upkeep)
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(comment(), page=PAGE)))
    (raw,) = bench.register.reader.work.deliveries()
    assert intake.take(raw) == intake.take(raw)
    assert the_message(bench).versions == 1


def test_a_batch_with_one_broken_item_keeps_the_good_ones_and_parks_it_with_its_reason(bench: Bench) -> None:
    delivery = arrives(
        bench,
        comment(comment_id="1_1"),
        comment(comment_id="1_2", verb="explode"),
        {"field": "unheard_of", "value": {}},
        "not an object",
        comment(comment_id="1_3"),
    )
    assert len(the_inbox(bench)) == 2
    parked = {(p.part, p.reason) for p in bench.register.reader.deliveries.parked()}
    assert parked == {
        ("entry[0].changes[1]", "unknown-verb"),
        ("entry[0].changes[2]", "unknown-field"),
        ("entry[0].changes[3]", "bad-shape"),
    }
    assert {p.delivery for p in bench.register.reader.deliveries.parked()} == {delivery}
    assert counts(bench) == {"captured": 2, "parked": 3}
    assert b"explode" in (bench.register.reader.deliveries.body(delivery) or b"")


def test_a_second_delivery_of_the_same_broken_bytes_parks_nothing_new(bench: Bench) -> None:
    broken = comment(comment_id="1_2", verb="explode")
    first = arrives(bench, comment(comment_id="1_1"), broken)
    arrives(bench, comment(comment_id="1_1"), broken)
    assert [p.delivery for p in bench.register.reader.deliveries.parked()] == [first]
    assert counts(bench) == {"captured": 2, "parked": 1, "repeated": 1}


def test_a_broken_delivery_does_not_hold_up_the_next(bench: Bench) -> None:
    bench.register.upkeep.keep_delivery(bench.channel, b"", b"{")
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(comment(), page=PAGE)))
    a_worker(bench).run_once()
    assert [(p.part, p.reason) for p in bench.register.reader.deliveries.parked()] == [("body", "not-json")]
    assert len(the_inbox(bench)) == 1
    assert bench.register.reader.work.deliveries() == []


def test_a_delivery_of_hundreds_is_kept_whole(bench: Bench) -> None:
    arrives(bench, *(comment(comment_id=f"5_{number}") for number in range(250)))
    assert bench.register.reader.inbox.counts() == {"awaiting": 250}


def test_echoes_and_reactions_are_counted_and_no_messages(bench: Bench) -> None:
    own = {"id": PAGE, "name": "Harbour Bank"}
    liked = comment(item="reaction", reaction_type="angry", comment_id=None, message=None)
    arrives(bench, comment(**{"from": own}), liked)
    assert the_inbox(bench) == []
    assert counts(bench) == {"echo": 1, "reaction": 1}


def test_a_channel_that_names_no_account_parks_what_comes(bench: Bench) -> None:
    named = AddChannel(platform="facebook", slug="tide", brand="tide", secrets=("s",), verify_token="v")
    channel = bench.do(named, bench.admin).subject.id
    bench.register.upkeep.keep_delivery(channel, b"", body(entry(comment(), page=PAGE)))
    a_worker(bench).run_once()
    assert [p.reason for p in bench.register.reader.deliveries.parked()] == ["channel-without-account"]


def test_an_edit_is_a_new_version_and_the_old_text_stays_in_the_trail(bench: Bench) -> None:
    arrives(bench, comment())
    arrives(bench, comment(verb="edited", edited_time=CREATED + 60, message="Charged THREE times"))
    (file,) = the_inbox(bench)
    assert (file.message.versions, file.text(file.message.text)) == (2, "Charged THREE times")
    assert "Charged twice and nobody answers" in file.plain.values()


@pytest.mark.parametrize("verb", ["edited", "remove", "hide"])
def test_what_comes_before_its_creation_makes_a_stub_that_the_creation_fills(bench: Bench, verb: str) -> None:
    later = {"edited_time": CREATED + 60, "message": "Corrected"} if verb == "edited" else {"message": None}
    arrives(bench, comment(verb=verb, **later))
    stub = the_message(bench)
    assert (stub.deleted_at is not None, stub.hidden) == (verb == "remove", verb == "hide")
    arrives(bench, comment())
    (file,) = the_inbox(bench)
    assert file.message.id == stub.id
    assert (file.message.deleted_at, file.message.hidden) == (stub.deleted_at, stub.hidden)
    assert (file.message.received_at, file.message.basis) == (THEN, "platform")
    assert "Charged twice and nobody answers" in file.plain.values()
    shown = "Corrected" if verb == "edited" else "Charged twice and nobody answers"
    assert file.text(file.message.text) == shown


def test_edits_that_come_in_the_wrong_order_leave_the_newest_text(bench: Bench) -> None:
    arrives(bench, comment())
    arrives(bench, comment(verb="edited", edited_time=CREATED + 120, message="third"))
    arrives(bench, comment(verb="edited", edited_time=CREATED + 60, message="second"))
    (file,) = the_inbox(bench)
    assert (file.message.versions, file.text(file.message.text)) == (3, "third")
    assert "second" in file.plain.values()


@pytest.mark.provision("CO6")
def test_a_deletion_is_a_mark_and_takes_nothing_away(bench: Bench) -> None:
    arrives(bench, comment())
    arrives(bench, comment(verb="remove", message=None))
    (file,) = the_inbox(bench)
    assert file.message.deleted_at is not None
    assert file.text(file.message.text) == "Charged twice and nobody answers"


def test_a_future_time_of_the_platform_is_kept_and_flagged(bench: Bench) -> None:
    ahead = bench.clock() + timedelta(days=400)
    arrives(bench, comment(created_time=int(ahead.timestamp())))
    message = the_message(bench)
    assert (message.occurred_at, message.received_at, message.basis) == (ahead, bench.clock(), "captured")
    assert "future-time" in message.flags


@pytest.mark.parametrize(
    "text",
    {
        "ten-thousand": "A" * 10_000,
        "emoji": "Furious 😡👩‍👩‍👧 🇦🇺",
        "right-to-left": "שילמתי פעמיים \u202edrawrof\u202c",
        "zero-width": "a\u200bb\u200d\ufeffc",
        "markup": "<script>alert(1)</script>'; DROP TABLE messages; --",
    }.items(),
    ids=lambda item: item[0],
)
def test_every_text_is_kept_as_it_was_written(bench: Bench, text: tuple[str, str]) -> None:
    arrives(bench, comment(message=text[1]))
    (file,) = the_inbox(bench)
    assert file.text(file.message.text) == text[1]


@pytest.mark.parametrize(
    "fault", ["\x00", "\ud800", "\udfff\ud800"], ids=["nul", "lone-surrogate", "swapped-surrogates"]
)
def test_what_no_store_takes_is_replaced_and_the_bytes_are_kept(bench: Bench, fault: str) -> None:
    delivery = arrives(bench, comment(message=f"before{fault}after"))
    (file,) = the_inbox(bench)
    assert file.text(file.message.text) == "before" + "\ufffd" * len(fault) + "after"
    assert json.dumps(fault)[1:-1].encode() in (bench.register.reader.deliveries.body(delivery) or b"")


def test_unknown_fields_stay_in_the_raw_bytes(bench: Bench) -> None:
    delivery = arrives(bench, comment(mood="furious"), new_envelope={"deep": [1, 2]})
    (file,) = the_inbox(bench)
    assert "furious" not in file.plain.values()
    kept = json.loads(bench.register.reader.deliveries.body(delivery) or b"")
    assert kept["new_envelope"] == {"deep": [1, 2]}
    assert kept["entry"][0]["changes"][0]["value"]["mood"] == "furious"
    assert COMMENT in file.plain.values()
