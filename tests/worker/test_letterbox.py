"""What arrives at the address letters are sent from: recorded, passed on or kept, never lost or believed blindly."""

from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from register.delivery.return_paths import ReturnPaths
from register.domain.actors import WORKER
from register.domain.commands.channel import AddChannel, CloseChannel
from register.domain.commands.letter import QueueLetter, StartDispatch
from register.domain.values import Id
from register.letterbox import LARGEST, Envelope, NotYet, Taken
from tests.build import Bench
from tests.worker.bench import SENDER, a_letterbox, a_worker, an_approved_response, the_case, the_dispatch
from tests.worker.relay import Manners
from tests.worker.reports import a_report

STRANGER = Id("0198e0f2-0000-7000-8000-00000000000a")
NOBODY = Envelope(sender="")


def sent_letter(bench: Bench, relay: int) -> Id:
    """Send a response to robin@customer.example and return its case."""
    case = an_approved_response(bench)
    a_worker(bench, relay).run_once()
    assert the_dispatch(bench, case).state == "accepted"
    return case


def the_path(bench: Bench, dispatch: Id) -> str:
    return ReturnPaths("complaints+*@harbour.example", bench.register.settings.secret()).path(dispatch)


def kept(bench: Bench) -> list[str]:
    return [mail.reason for mail in bench.register.reader.mail.waiting(bench.officer).items]


def a_reply(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    told = {
        "From": "Robin Example <robin@customer.example>",
        "To": SENDER,
        "Subject": "Re: Our response to your complaint (C-2026-000001)",
        "Date": "Mon, 03 Aug 2026 11:30:00 +1000",
        "Message-ID": "<1@customer.example>",
        **headers,
    }
    for name, value in told.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("This does not settle it.\n\nRobin\n")
    return mail


def an_email_channel(bench: Bench, slug: str = "mail", brand: str = "harbour") -> Id:
    return Id(bench.do(AddChannel(platform="email", slug=slug, brand=brand), bench.admin).subject.id)


# ---------------------------------------------------------------- reports


def test_a_report_at_the_letter_s_own_return_path_counts_without_a_copy_of_the_letter(bench: Bench, relay: int) -> None:
    case = sent_letter(bench, relay)
    path = the_path(bench, the_dispatch(bench, case).id)
    report = a_report(STRANGER, to=path).replace(STRANGER.encode(), b"theirs")
    assert a_letterbox(bench).take(report, NOBODY) == Taken("came-back", "C-2026-000001")
    assert the_dispatch(bench, case).state == "bounced"


def test_the_envelope_names_the_return_path_where_no_header_does(bench: Bench, relay: int) -> None:
    case = sent_letter(bench, relay)
    envelope = Envelope("<>", the_path(bench, the_dispatch(bench, case).id).upper())
    report = a_report(STRANGER, to="undisclosed-recipients:;").replace(STRANGER.encode(), b"theirs")
    assert a_letterbox(bench).take(report, envelope).result == "came-back"


@pytest.mark.parametrize("told", [{"action": "delayed"}, {"action": "delivered"}])
def test_a_report_that_ends_nothing_is_noted(bench: Bench, relay: int, told: dict[str, Any]) -> None:
    case = sent_letter(bench, relay)
    assert a_letterbox(bench).take(a_report(the_dispatch(bench, case).id, **told)).result == "noted"
    assert (the_dispatch(bench, case).state, kept(bench)) == ("accepted", [])


def forged(bench: Bench, dispatch: Id) -> dict[str, tuple[bytes, Envelope]]:
    """Return mails that look like reports and must not unsend anything, by why a person looks."""
    fine, nobody = a_report(dispatch), Envelope()
    by_robin = fine.replace(b"MAILER-DAEMON@relay.example", b"robin@customer.example")
    other = the_path(bench, STRANGER)
    return {
        "report-on-another-address": (a_report(dispatch, recipient="robin@elsewhere.example"), nobody),
        "report-by-a-person": (by_robin, nobody),
        "report-on-nothing-sent": (a_report(STRANGER), nobody),
        "report-contradicts-itself": (a_report(dispatch, to=other), nobody),
    }


@pytest.mark.parametrize(
    "reason",
    ["report-on-another-address", "report-by-a-person", "report-on-nothing-sent", "report-contradicts-itself"],
)
def test_what_only_looks_like_a_report_is_for_a_person_and_unsends_nothing(
    bench: Bench, relay: int, reason: str
) -> None:
    case = sent_letter(bench, relay)
    mail, envelope = forged(bench, the_dispatch(bench, case).id)[reason]
    assert a_letterbox(bench).take(mail, envelope) == Taken("to-look-at", reason=reason)
    assert (the_dispatch(bench, case).state, kept(bench)) == ("accepted", [reason])
    (waiting,) = bench.register.reader.mail.waiting(bench.officer).items
    assert bench.register.reader.mail.open(bench.officer, waiting.id).body == mail


def test_a_person_s_envelope_gives_a_report_away_whatever_it_says(bench: Bench, relay: int) -> None:
    case = sent_letter(bench, relay)
    report = a_report(the_dispatch(bench, case).id)
    assert a_letterbox(bench).take(report, Envelope(sender="robin@x.example")).reason == "report-by-a-person"
    returned = b"Return-Path: <robin@x.example>\r\n" + report
    assert a_letterbox(bench).take(returned).reason == "report-by-a-person"
    plain = a_reply(X_Failed_Recipients="robin@customer.example", To=the_path(bench, the_dispatch(bench, case).id))
    plain.replace_header("From", "eve@x.example")
    assert a_letterbox(bench).take(plain.as_bytes()).reason == "report-by-a-person"
    assert the_dispatch(bench, case).state == "accepted"
    assert a_letterbox(bench).take(plain.as_bytes(), NOBODY).result == "came-back"


def test_a_report_on_a_letter_that_was_never_accepted_is_for_a_person(
    bench: Bench, manners: Manners, relay: int
) -> None:
    manners.message = "452 4.3.1 disk full"
    case = an_approved_response(bench)
    a_worker(bench, relay).run_once()
    assert a_letterbox(bench).take(a_report(the_dispatch(bench, case).id)).reason == "report-does-not-fit"


def test_a_report_that_is_faster_than_our_own_record_comes_again(bench: Bench) -> None:
    case = an_approved_response(bench)
    letter = the_case(bench, case).letters[0].id
    dispatch = Id(bench.do(QueueLetter(case=case, letter=letter, document=b"%PDF-1.7"), WORKER).made["dispatch"])
    bench.do(StartDispatch(case=case, dispatch=dispatch), WORKER)
    with pytest.raises(NotYet):
        a_letterbox(bench).take(a_report(dispatch))
    assert kept(bench) == []


def test_the_address_counts_as_anybody_may_write_it(bench: Bench, relay: int) -> None:
    case = sent_letter(bench, relay)
    report = a_report(the_dispatch(bench, case).id, recipient="<Robin@CUSTOMER.example>")
    assert a_letterbox(bench).take(report).result == "came-back"


# ---------------------------------------------------------------- people


def test_a_customer_s_reply_becomes_a_message_of_the_brand_s_channel(bench: Bench, relay: int) -> None:
    case = sent_letter(bench, relay)
    an_email_channel(bench, "tide-mail", "tide")
    an_email_channel(bench)
    reply = a_reply(In_Reply_To=f"<{the_dispatch(bench, case).id}@register.local>")
    assert a_letterbox(bench).take(reply.as_bytes()) == Taken("inbox", "mail")
    assert a_letterbox(bench).take(reply.as_bytes()) == Taken("inbox", "mail")
    a_worker(bench).run_once()
    (file,) = bench.register.reader.inbox.waiting(bench.officer).items
    assert (file.message.brand, file.message.platform, file.message.visibility) == ("harbour", "email", "private")
    assert file.text(file.message.text) == f"{reply['Subject']}\n\nThis does not settle it.\n\nRobin"
    assert file.text(file.message.author) == "Robin Example"
    assert (file.message.received_at, kept(bench)) == (bench.clock(), [])


def test_two_mails_under_one_message_id_are_two(bench: Bench) -> None:
    an_email_channel(bench)
    first, second = a_reply(), a_reply()
    second.set_content("And another thing.")
    for mail in (first, second):
        assert a_letterbox(bench).take(mail.as_bytes()).result == "inbox"
    a_worker(bench).run_once()
    assert bench.register.reader.inbox.counts() == {"awaiting": 2}


def test_without_a_channel_a_person_s_mail_is_kept_whole(bench: Bench) -> None:
    mail = a_reply().as_bytes()
    assert a_letterbox(bench).take(mail) == Taken("to-look-at", reason="no-channel")
    bench.do(CloseChannel(channel=an_email_channel(bench)), bench.admin)
    assert a_letterbox(bench).take(mail).reason == "no-channel"
    for slug in ("one", "two"):
        an_email_channel(bench, slug, "tide")
    assert a_letterbox(bench).take(mail).reason == "no-channel"
    (waiting,) = bench.register.reader.mail.waiting(bench.officer).items
    assert bench.register.reader.mail.open(bench.officer, waiting.id).body == mail


def test_what_a_machine_wrote_and_is_no_report_is_looked_at(bench: Bench) -> None:
    an_email_channel(bench)
    away = a_reply(Auto_Submitted="auto-replied", Subject="Out of office")
    assert a_letterbox(bench).take(away.as_bytes()).reason == "automatic"
    assert a_letterbox(bench).take(a_reply(Subject="Undeliverable").as_bytes(), NOBODY).reason == "automatic"
    assert kept(bench) == ["automatic", "automatic"]


def test_mail_that_cannot_be_read_or_is_too_large_is_kept(bench: Bench) -> None:
    an_email_channel(bench)
    box = a_letterbox(bench)
    for rubbish in (b"", b"\x00\xff" * 50):
        assert box.take(rubbish).result == "to-look-at"
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(3000))
    assert box.take(b"From: a@b.example\r\n" + deep).result in {"to-look-at", "inbox"}
    assert box.take(b"From: a@b.example\r\n\r\n" + b"x" * LARGEST).reason == "too-large"
    sizes = {mail.size for mail in bench.register.reader.mail.waiting(bench.officer).items}
    assert LARGEST in sizes


MARKED: dict[str, tuple[Any, str]] = {
    "html": ("<html><head><title>no</title></head><body><p>First&nbsp;line</p><p>Second</p></body></html>", "html"),
    "french": ("Réclamation reçue", "plain"),
}


@pytest.mark.parametrize("kind", MARKED)
def test_words_are_read_in_whatever_form_they_come(bench: Bench, kind: str) -> None:
    an_email_channel(bench)
    mail, (words, subtype) = a_reply(), MARKED[kind]
    mail.set_content(words, subtype=subtype, charset="iso-8859-1" if kind == "french" else "utf-8")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="photo.png")
    a_letterbox(bench).take(mail.as_bytes())
    a_worker(bench).run_once()
    (file,) = bench.register.reader.inbox.waiting(bench.officer).items
    said = (file.text(file.message.text) or "").partition("\n\n")[2]
    assert said == ("First line\n\nSecond" if kind == "html" else words)
    assert "with-attachments" in file.message.flags


# ---------------------------------------------------------------- looking at what was kept


def test_a_mail_that_was_dealt_with_waits_no_more_and_is_erased_a_month_later(bench: Bench) -> None:
    a_letterbox(bench).take(a_reply().as_bytes())
    (mail,) = bench.register.reader.mail.waiting(bench.officer).items
    upkeep, reader = bench.register.upkeep, bench.register.reader.mail
    assert [upkeep.settle_mail(mail.id, bench.officer.name) for _ in range(2)] == [True, False]
    assert (reader.count(), reader.open(bench.officer, mail.id).settled_by) == (0, bench.officer.name)
    bench.clock.step(days=30)
    a_worker(bench).run_once()
    assert reader.open(bench.officer, mail.id).body is not None
    bench.clock.step(hours=1, minutes=1)
    assert a_worker(bench).run_once()["forget"] > 0
    assert (reader.open(bench.officer, mail.id).body, reader.open(bench.officer, mail.id).size) == (None, mail.size)


def test_a_mail_about_one_brand_is_open_to_those_who_work_for_it(bench: Bench, relay: int) -> None:
    case = sent_letter(bench, relay)
    a_letterbox(bench).take(a_report(the_dispatch(bench, case).id, recipient="else@x.example"))
    a_letterbox(bench).take(a_reply().as_bytes())
    reader = bench.register.reader.mail
    seen = {brand: reader.waiting(replace(bench.officer, brands=frozenset({brand}))) for brand in ("harbour", "tide")}
    found = {brand: {mail.brand for mail in page.items} for brand, page in seen.items()}
    assert found == {"harbour": {"harbour", None}, "tide": {None}}
