"""What came and is in no message is shown to people, counted where they look, and can be read again."""

from register.domain.commands.channel import AddChannel
from register.intake import Intake
from tests.build import Bench
from tests.channels.shapes import CREATED, body, comment, entry
from tests.web.pages.visit import Visit

PAGE, SECOND = "1000000000001", "2000000000002"
ADDRESS = "/inbox/unread/"


def arrive(bench: Bench, *entries: object, **rest: object) -> str:
    """Deliver, and let it be read."""
    intake = Intake(bench.register.registrar, bench.register.reader, bench.register.upkeep)
    delivery = bench.register.upkeep.keep_delivery(bench.channel, b"", body(*entries, **rest))
    for raw in bench.register.reader.work.deliveries():
        intake.take(raw)
    return delivery


def test_everything_somebody_may_have_written_is_shown_with_its_reason(bench: Bench, olive: Visit) -> None:
    assert "could not be read" not in olive.get("/inbox/")
    chat = {"id": PAGE, "messaging": [{"sender": {"id": "5"}, "message": {"mid": "m", "text": "My card is gone"}}]}
    arrive(bench, chat)
    arrive(bench, entry({"field": "comments", "value": {"text": "Refund me"}}, page=PAGE), object="instagram")
    arrive(bench, entry(comment(message="On a page of nobody"), page=SECOND))
    arrive(bench, entry(comment(verb="explode", message="A verb of its own"), page=PAGE))
    arrive(bench, entry(comment(), page=PAGE))
    arrive(bench, entry(comment(message="Other words <b>"), page=PAGE))
    assert "5 things that came could not be read" in olive.get("/inbox/")
    page = olive.get(ADDRESS)
    for words in ("My card is gone", "Refund me", "On a page of nobody", "A verb of its own", "Other words &lt;b&gt;"):
        assert words in page
    for reason in (
        "conversations are not connected",
        "a platform that is not connected",
        "no channel was declared for",
        "something the register does not know",
        "again in other words",
    ):
        assert reason in page


def test_a_delivery_is_read_again_once_its_page_is_declared(bench: Bench, olive: Visit) -> None:
    delivery = arrive(bench, entry(comment(message="Now declared"), page=SECOND))
    retry = f"{ADDRESS}{delivery}/retry"
    olive.send(ADDRESS, retry)
    assert "It still cannot be read" in olive.get(ADDRESS)
    page = AddChannel(platform="facebook", slug="second", brand="tide", native_account=SECOND, secrets=("app-secret",))
    bench.do(page, bench.admin)
    olive.send(ADDRESS, retry)
    assert "1 message was read from it" in olive.get(ADDRESS)
    assert "Now declared" in olive.get("/inbox/")
    assert "Now declared" not in olive.get(ADDRESS)


def test_who_may_only_read_cannot_have_it_read_again(bench: Bench, audrey: Visit) -> None:
    delivery = arrive(bench, entry(comment(verb="explode", created_time=CREATED), page=PAGE))
    assert "Read it again" not in audrey.get(ADDRESS)
    assert audrey.client.post(f"{ADDRESS}{delivery}/retry").status_code in {302, 400}
    assert bench.register.reader.deliveries.count_unread() == 1


def test_a_channel_that_cannot_hear_is_red_and_says_why(bench: Bench, ada: Visit) -> None:
    assert "Not watched" not in ada.get("/set-up/channels")
    channel = bench.do(AddChannel(platform="facebook", slug="deaf", brand="tide"), bench.admin).subject.id
    for page in (ada.get("/set-up/channels"), ada.get(f"/set-up/channels/{channel}")):
        assert "Not watched" in page
        assert "No app secret" in page
        assert "No account id" in page
    phone = bench.do(AddChannel(platform="phone", slug="phone", brand="tide"), bench.admin).subject.id
    assert "Not watched" not in ada.get(f"/set-up/channels/{phone}")


def test_what_holds_no_complaint_is_set_aside_for_good_and_still_counted(bench: Bench, olive: Visit) -> None:
    told = entry(comment(verb="explode", message="Ping"), page=PAGE)
    delivery = arrive(bench, told)
    aside = f"{ADDRESS}{delivery}/aside"
    assert olive.send(ADDRESS, aside).status_code == 302
    assert "Say why it may be set aside" in olive.get(ADDRESS)
    olive.send(ADDRESS, aside, reason="nobody-wrote")
    page = olive.get(ADDRESS)
    assert "Set aside. Its bytes are kept" in page
    assert "Ping" not in page
    reader = bench.register.reader
    assert (reader.deliveries.count_unread(), reader.health.queues(bench.clock())["delivery_parts_unread"]) == (0, 0)
    assert reader.deliveries.counts() == {"parked": 1}
    arrive(bench, told)
    assert reader.deliveries.count_unread() == 0, "the same bytes come again"


def test_who_may_only_read_sets_nothing_aside(bench: Bench, audrey: Visit) -> None:
    delivery = arrive(bench, entry(comment(verb="explode", created_time=CREATED), page=PAGE))
    assert "Set aside" not in audrey.get(ADDRESS)
    assert audrey.client.post(f"{ADDRESS}{delivery}/aside", data={"reason": "logged"}).status_code in {302, 400}
    assert bench.register.reader.deliveries.count_unread() == 1
