"""Reading what mail servers send back: which of our letters, and why."""

from email.message import EmailMessage

import pytest

from register.delivery.bounces import parse
from register.domain.values import Id
from tests.worker.reports import a_report

DISPATCH = Id("0198e0f2-0000-7000-8000-00000000000a")


def test_a_failure_names_the_dispatch_and_the_reason() -> None:
    assert parse(a_report(DISPATCH)) == (DISPATCH, "smtp:5.1.1")


def test_headers_alone_are_enough() -> None:
    assert parse(a_report(DISPATCH, headers_only=True)) == (DISPATCH, "smtp:5.1.1")


def test_a_failure_without_a_known_status_is_a_bounce_all_the_same() -> None:
    assert parse(a_report(DISPATCH, status="as the administrator said")) == (DISPATCH, "bounced")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_what_is_not_final_is_no_bounce(action: str) -> None:
    assert parse(a_report(DISPATCH, action=action)) is None


def test_one_failed_recipient_among_others_counts() -> None:
    report = a_report(DISPATCH, action="delivered", status="2.0.0")
    block = b"Final-Recipient: rfc822; two@x.example\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n"
    found = report.replace(b"Final-Recipient: rfc822; robin", block + b"Final-Recipient: rfc822; robin")
    assert parse(found) == (DISPATCH, "smtp:5.2.2")


def test_the_report_of_a_stranger_names_nothing_of_ours() -> None:
    report = a_report(DISPATCH).replace(DISPATCH.encode(), b"CAF+hello.world")
    assert parse(report) is None


def test_a_person_who_quotes_our_letter_has_not_bounced_it() -> None:
    answer = EmailMessage()
    answer["In-Reply-To"] = f"<{DISPATCH}@register.harbour.example>"
    answer.set_content(a_report(DISPATCH).decode())
    assert parse(answer.as_bytes()) is None


@pytest.mark.parametrize("rubbish", [b"", b"\x00\xff" * 50, b"Content-Type: multipart/report\r\n\r\n--\r\n--\r\n"])
def test_rubbish_is_no_bounce(rubbish: bytes) -> None:
    assert parse(rubbish) is None


def test_a_report_whose_parts_are_not_what_they_say_is_no_bounce() -> None:
    report = (
        a_report(DISPATCH).replace(b"Action: failed", b"Action; failed").replace(b"Message-ID: <", b"Message-ID: ?")
    )
    assert parse(report) is None
    assert parse(report.replace(b"message/rfc822", b"image/png")) is None
