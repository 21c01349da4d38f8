"""Mail to look at: counted where people look, shown as it was written, passed on or dealt with by those who may."""

from register.domain.commands.channel import AddChannel
from register.domain.values import Id
from register.intake import Intake
from register.letterbox import Letterbox
from register.reader.mail import RELAY
from tests.build import Bench, a_message
from tests.web.pages.visit import Visit

ADDRESS = "/inbox/mail/"
MAIL = (
    b"From: Robin Example <robin@customer.example>\r\nTo: complaints@harbour.example\r\nSubject: Re: our fee\r\n\r\n"
    b"Still <b>wrong</b>.\r\n"
)


def arrives(bench: Bench, mail: bytes = MAIL) -> Id:
    """Have a mail arrive that is for a person, and return its id."""
    assert Letterbox(bench.register).take(mail).result == "to-look-at"
    return bench.register.reader.mail.waiting(bench.officer).items[-1].id


def test_what_waits_is_counted_on_the_inbox_and_shown_with_its_reason(bench: Bench, olive: Visit) -> None:
    assert "to look at" not in olive.get("/inbox/")
    arrives(bench)
    arrives(bench, b"\x00\xff<script>")
    assert "2 e-mails to look at" in olive.get("/inbox/")
    page = olive.get(ADDRESS)
    for words in ("Still &lt;b&gt;wrong&lt;/b&gt;.", "Robin Example", "no open channel of e-mail", "Cannot be read as"):
        assert words in page
    assert "<script>" not in page
    assert "To the inbox" not in page


def test_a_mail_becomes_a_message_once_there_is_a_channel(bench: Bench, olive: Visit) -> None:
    mail = arrives(bench)
    channel = bench.do(AddChannel(platform="email", slug="mail", brand="harbour"), bench.admin).subject.id
    olive.send(ADDRESS, f"{ADDRESS}{mail}/to-inbox", channel="no such")
    assert bench.register.reader.mail.count() == 1
    olive.send(ADDRESS, f"{ADDRESS}{mail}/to-inbox", channel=channel)
    assert "No mail waits" in olive.get(ADDRESS)
    (raw,) = bench.register.reader.work.deliveries()
    assert (raw.channel, raw.body) == (channel, MAIL)


def test_what_somebody_dealt_with_waits_no_more(bench: Bench, olive: Visit) -> None:
    mail = arrives(bench)
    olive.send(ADDRESS, f"{ADDRESS}{mail}/settle")
    assert bench.register.reader.mail.open(bench.officer, mail).settled_by == bench.officer.name
    assert "to look at" not in olive.get("/inbox/")


def test_the_original_comes_as_a_file_and_nothing_a_browser_runs(bench: Bench, olive: Visit) -> None:
    answer = olive.client.get(f"{ADDRESS}{arrives(bench)}/original")
    assert answer.data == MAIL
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"


def test_an_auditor_reads_and_settles_nothing(bench: Bench, audrey: Visit) -> None:
    mail = arrives(bench)
    assert "Dealt with" not in audrey.get(ADDRESS)
    for step in ("settle", "to-inbox"):
        assert audrey.client.post(f"{ADDRESS}{mail}/{step}").status_code in {302, 400, 403}
    assert bench.register.reader.mail.count() == 1


def test_a_message_that_came_by_e_mail_leads_to_the_original(bench: Bench, olive: Visit) -> None:
    bench.do(AddChannel(platform="email", slug="mail", brand="harbour"), bench.admin)
    assert Letterbox(bench.register).take(MAIL).result == "inbox"
    intake = Intake(bench.register.registrar, bench.register.reader, bench.register.upkeep)
    for raw in bench.register.reader.work.deliveries():
        intake.take(raw)
    (file,) = bench.register.reader.inbox.waiting(bench.officer).items
    address = f"{ADDRESS}of/{file.message.id}"
    assert address in olive.get(f"/inbox/{file.message.id}")
    assert olive.client.get(address).data == MAIL
    post = a_message(bench)
    assert olive.client.get(f"{ADDRESS}of/{post}").status_code == 404


def test_a_mail_server_that_takes_no_letters_is_told_where_people_look(bench: Bench, olive: Visit) -> None:
    assert "No letter leaves" not in olive.get("/inbox/")
    bench.register.upkeep.trouble(RELAY, "smtp:5.7.0")
    page = olive.get("/inbox/")
    assert "No letter leaves" in page
    assert "smtp:5.7.0" in page
    bench.register.upkeep.trouble(RELAY, None)
    assert "No letter leaves" not in olive.get("/inbox/")
