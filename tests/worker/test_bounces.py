"""Reading what mail servers send back: which of our letters, for whom, and why."""

import base64
from email.message import EmailMessage

import pytest

from register.delivery.bounces import read
from register.domain.values import Id
from tests.worker.reports import a_report

DISPATCH = Id("0198e0f2-0000-7000-8000-00000000000a")
ROBIN = "robin@customer.example"


def told(report: bytes) -> tuple[Id | None, list[tuple[tuple[str, ...], str, str]]]:
    """Return the dispatch, and of each recipient the names, the action and the reason."""
    found = read(report)
    assert found is not None
    return found.dispatch, [(fate.recipients, fate.action, fate.reason) for fate in found.fates]


FAILED = (DISPATCH, [((ROBIN,), "failed", "smtp:5.1.1")])


def test_a_failure_names_the_dispatch_the_recipient_and_the_reason() -> None:
    assert told(a_report(DISPATCH)) == FAILED


def test_headers_alone_are_enough() -> None:
    assert told(a_report(DISPATCH, headers_only=True)) == FAILED


def test_a_failure_without_a_known_status_is_a_bounce_all_the_same() -> None:
    assert told(a_report(DISPATCH, status="as the administrator said"))[1][0][2] == "smtp:5.1.1"
    bare = a_report(DISPATCH, status="none").replace(b"550 5.1.1 User unknown", b"nobody of this name")
    assert told(bare)[1][0][2] == "bounced"
    assert told(bare.replace(b"nobody of this name", b"smtp; 550 nobody"))[1][0][2] == "smtp:550"
    assert told(a_report(DISPATCH, status="4.4.7"))[1][0][2] == "smtp:4.4.7"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_not_final_says_so(action: str) -> None:
    assert told(a_report(DISPATCH, action=action))[1][0][1] == action


@pytest.mark.parametrize("action", ["failed (no such user)", "(really) failed", "FAILED", "failed; expired"])
def test_comments_and_capitals_do_not_hide_a_failure(action: str) -> None:
    assert told(a_report(DISPATCH, action=action)) == FAILED


def test_a_diagnosis_broken_over_lines_without_indenting_hides_no_field() -> None:
    long = b"Diagnostic-Code: smtp; 550 5.1.1 The user robin\r\nis not known here\r\nStatus: 5.1.10\r\n"
    report = a_report(DISPATCH, status="").replace(b"Status: \r\n", b"")
    report = report.replace(b"Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n", long)
    assert told(report) == (DISPATCH, [((ROBIN,), "failed", "smtp:5.1.10")])


def test_several_recipients_have_a_fate_each() -> None:
    block = b"Final-Recipient: rfc822;<two@x.example>\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
    report = a_report(DISPATCH).replace(b"Final-Recipient: rfc822; robin", block + b"Final-Recipient: rfc822; robin")
    assert told(report)[1] == [(("two@x.example",), "delivered", "bounced"), *FAILED[1]]


def test_the_address_before_a_forwarding_counts_too() -> None:
    report = a_report(DISPATCH, recipient="r@elsewhere.example").replace(
        b"Action:", b"Original-Recipient: rfc822;robin@customer.example\r\nAction:"
    )
    assert told(report)[1][0][0] == ("r@elsewhere.example", ROBIN)


def test_a_report_in_another_wrapping_is_read_as_well() -> None:
    plain = a_report(DISPATCH).replace(b"multipart/report; report-type=delivery-status", b"multipart/mixed")
    assert told(plain) == FAILED
    nested = (
        b"Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: text/plain\r\n\r\nScanned.\r\n"
        b"--out\r\n" + a_report(DISPATCH).partition(b"MIME-Version: 1.0\r\n")[2] + b"--out--\r\n"
    )
    assert told(nested) == FAILED
    world = a_report(DISPATCH).replace(b"message/delivery-status", b"message/global-delivery-status")
    assert told(world.replace(b"message/rfc822", b"message/global")) == FAILED


def test_an_encoded_status_is_decoded() -> None:
    status = b"Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; robin@customer.example\nAction: failed\n"
    head, _, rest = a_report(DISPATCH).partition(b"Content-Type: message/delivery-status\r\n\r\n")
    tail = rest[rest.index(b"--cut") :]
    part = b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert told(head + part + base64.encodebytes(status) + b"\r\n" + tail)[1] == [((ROBIN,), "failed", "bounced")]


def test_exim_s_and_qmail_s_plain_forms_are_understood() -> None:
    quoted = f"\n------ This is a copy ------\n\nFrom: x@y.example\nMessage-ID: <{DISPATCH}@register.local>\n"
    exim = (
        f"From: Mailer-Daemon@mx.example\nX-Failed-Recipients: {ROBIN}\nSubject: Mail delivery failed\n\n"
        f"A message could not be delivered.\n\n  {ROBIN}\n    550 5.1.1 user unknown\n{quoted}"
    )
    qmail = (
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mx.example.\n"
        f"I'm afraid I wasn't able to deliver your message.\n\n<{ROBIN}>:\nSorry, no mailbox here. (#5.1.1)\n\n"
        f"--- Below this line is a copy of the message.\n\nMessage-ID: <{DISPATCH}@register.local>\n"
    )
    for mail in (exim, qmail):
        report = read(mail.encode())
        assert report is not None
        assert (report.by_standard, told(mail.encode())) == (False, FAILED)


def test_the_report_of_a_stranger_names_nothing_of_ours() -> None:
    report = a_report(DISPATCH).replace(DISPATCH.encode(), b"CAF+hello.world")
    assert told(report) == (None, FAILED[1])


def test_a_person_who_quotes_or_forwards_a_report_reports_nothing() -> None:
    answer = EmailMessage()
    answer["In-Reply-To"] = f"<{DISPATCH}@register.harbour.example>"
    answer.set_content(a_report(DISPATCH).decode())
    assert read(answer.as_bytes()) is None
    forwarded = b"Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: message/rfc822\r\n\r\n"
    assert read(forwarded + a_report(DISPATCH) + b"\r\n--out--\r\n") is None


@pytest.mark.parametrize("rubbish", [b"", b"\x00\xff" * 50, b"Content-Type: multipart/report\r\n\r\n--\r\n--\r\n"])
def test_rubbish_is_no_report(rubbish: bytes) -> None:
    assert read(rubbish) is None


def test_a_report_whose_parts_are_not_what_they_say_is_none() -> None:
    assert read(a_report(DISPATCH).replace(b"Action: failed", b"Action; failed")) is None
    nameless = a_report(DISPATCH).replace(b"Message-ID: <", b"Message-ID: ?")
    assert told(nameless) == (None, FAILED[1])
    assert told(a_report(DISPATCH).replace(b"message/rfc822", b"image/png")) == (None, FAILED[1])
