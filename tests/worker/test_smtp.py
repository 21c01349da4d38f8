"""What every end of an SMTP conversation means, held against a real server."""

import ipaddress
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from register.delivery.mail import Mail, message_id, sender, written
from register.delivery.smtp import Relay, Verdict, send
from register.domain.values import Code, Id
from tests.worker.relay import Manners, a_dripping_relay, a_free_port, a_relay

DISPATCH = Id("0198e0f2-0000-7000-8000-00000000000a")
PDF = b"%PDF-1.7\r\n\x00\xff binary"


def a_mail(recipient: str = "robin@customer.example", text: str = "Hello\n") -> Mail:
    return Mail(
        id=DISPATCH,
        origin="register.harbour.example/2",
        at=datetime(2026, 8, 3, 1, 30, tzinfo=UTC),
        sender=sender("Harbour\r\nBank", "complaints@harbour.example"),
        recipient=recipient,
        subject="Our response to your complaint (C-2026-000001)",
        text=text,
        document=PDF,
        file_name="C-2026-000001.pdf",
    )


def sent_to(manners: Manners, mail: Mail | None = None) -> Verdict:
    with a_relay(manners) as port:
        return send(mail or a_mail(), Relay("127.0.0.1", port, seconds=5))


def test_an_accepted_letter_arrives_whole() -> None:
    manners = Manners()
    assert sent_to(manners, a_mail(text=".a line that starts with a dot\n..\n")) == Verdict(
        "accepted", Code("smtp:2.0.0")
    )
    (letter,) = manners.letters
    assert letter["Message-ID"] == f"<{DISPATCH}@register.harbour.example.2>"
    assert (letter["From"], letter["To"]) == ("Harbour Bank <complaints@harbour.example>", "robin@customer.example")
    assert letter["Date"].datetime == datetime(2026, 8, 3, 1, 30, tzinfo=UTC)
    words = letter.get_body(("plain",))
    assert words is not None
    assert words.get_content().splitlines() == [".a line that starts with a dot", ".."]
    (document,) = letter.iter_attachments()
    assert (document.get_filename(), document.get_content_type()) == ("C-2026-000001.pdf", "application/pdf")
    assert document.get_content() == PDF


def test_every_attempt_carries_the_same_message_id() -> None:
    first, second = Manners(), Manners()
    sent_to(first)
    sent_to(second)
    assert first.letters[0]["Message-ID"] == second.letters[0]["Message-ID"]
    assert message_id(DISPATCH, "///") == f"<{DISPATCH}@register>"


ENDS: dict[str, tuple[dict[str, Any], Verdict]] = {
    "unknown-recipient": ({"recipient": "550 5.1.1 no such user"}, Verdict("refused", Code("smtp:5.1.1"))),
    "refused-without-details": ({"recipient": "550 unknown"}, Verdict("refused", Code("smtp:550"))),
    "recipient-busy": ({"recipient": "450 4.2.1 try later"}, Verdict("later", Code("smtp:4.2.1"))),
    "relay-busy": ({"sender": "451 busy"}, Verdict("unready", Code("smtp:451"))),
    "sender-refused": ({"sender": "553 5.7.1 not you"}, Verdict("unready", Code("smtp:5.7.1"))),
    "log-in-wanted": ({"sender": "530 5.7.57 not logged in"}, Verdict("unready", Code("smtp:5.7.57"))),
    "log-in-wanted-late": ({"recipient": "530 5.7.0 not logged in"}, Verdict("later", Code("smtp:5.7.0"))),
    "letter-too-large": ({"sender": "552 5.3.4 too big"}, Verdict("refused", Code("smtp:5.3.4"))),
    "message-refused": ({"message": "554 5.6.0 no attachments"}, Verdict("refused", Code("smtp:5.6.0"))),
    "disk-full": ({"message": "452 4.3.1 disk full"}, Verdict("later", Code("smtp:4.3.1"))),
    "cut-at-sender": ({"drop": "MAIL"}, Verdict("unready", Code("not-reached"))),
    "cut-at-recipient": ({"drop": "RCPT"}, Verdict("later", Code("not-reached"))),
}


@pytest.mark.parametrize("end", ENDS)
def test_what_the_other_side_says_decides(end: str) -> None:
    told, verdict = ENDS[end]
    assert sent_to(Manners(**told)) == verdict


def test_a_line_cut_after_the_message_leaves_doubt_for_it_may_have_arrived() -> None:
    manners = Manners(drop="DATA")
    assert sent_to(manners) == Verdict("in-doubt", Code("connection-lost"))
    assert len(manners.received) == 1


def test_nobody_there_means_that_nothing_was_begun() -> None:
    assert send(a_mail(), Relay("127.0.0.1", a_free_port(), seconds=5)) == Verdict("unready", Code("not-reached"))
    assert send(a_mail(), Relay("a..b", 25, seconds=5)).result == "unready"


@pytest.mark.parametrize(
    "address",
    ["", "robin", "robin@", "a@b@c", "robin@x.example\r\nRCPT TO:<eve@x.example>", "<robin@x.example>", "a b@c"],
)
def test_what_is_no_address_is_refused_without_a_word_said(address: str) -> None:
    manners = Manners()
    assert sent_to(manners, a_mail(address)) == Verdict("refused", Code("bad-address"))
    assert manners.received == []


def test_an_address_beyond_ascii_arrives_where_the_relay_takes_it() -> None:
    manners = Manners()
    assert sent_to(manners, a_mail("zoë@müller.example")).result == "accepted"
    assert manners.letters[0]["To"] == "zoë@xn--mller-kva.example"
    assert {"SMTPUTF8", "BODY=8BITMIME"} <= set(manners.options)


def test_an_address_beyond_ascii_is_refused_where_the_relay_does_not_take_it() -> None:
    manners = Manners()
    with a_relay(manners, enable_SMTPUTF8=False) as port:
        verdict = send(a_mail("zoë@müller.example"), Relay("127.0.0.1", port, seconds=5))
    assert (verdict, manners.received) == (Verdict("refused", Code("address-not-supported")), [])


def test_a_domain_beyond_ascii_needs_no_special_relay() -> None:
    manners = Manners()
    with a_relay(manners, enable_SMTPUTF8=False) as port:
        assert send(a_mail("anna@Bücher.example"), Relay("127.0.0.1", port, seconds=5)).result == "accepted"
    assert manners.recipients == ["anna@xn--bcher-kva.example"]
    assert manners.letters[0]["To"] == "anna@xn--bcher-kva.example"


def test_a_letter_in_any_language_travels_in_seven_bits() -> None:
    manners = Manners()
    text = "Votre réclamation a été reçue.\n" * 3
    assert sent_to(manners, replace(a_mail(text=text), subject="Réponse à votre réclamation")).result == "accepted"
    assert manners.received[0].isascii()
    words = manners.letters[0].get_body(("plain",))
    assert words is not None
    assert words.get_content().replace("\r\n", "\n") == text


def test_what_is_larger_than_the_relay_takes_is_not_sent() -> None:
    manners = Manners()
    with a_relay(manners, data_size_limit=500) as port:
        assert send(a_mail(), Relay("127.0.0.1", port, seconds=5)) == Verdict("refused", Code("too-large"))
    assert (manners.asked, manners.received) == (0, [])
    assert sent_to(manners).result == "accepted"
    assert f"SIZE={len(written(a_mail()).data)}" in manners.options


def test_a_conversation_ends_however_lively_the_other_side_keeps_it() -> None:
    begun: list[str] = []
    with a_dripping_relay() as port:
        relay = Relay("127.0.0.1", port, seconds=5, whole=0.3)
        assert send(a_mail(), relay, lambda: begun.append("begun")) == Verdict("unready", Code("not-reached"))
    assert begun == []


def no_longer_queued() -> None:
    raise LookupError


def test_nothing_is_begun_before_the_relay_waits_for_a_recipient() -> None:
    manners, seen = Manners(), []
    with a_relay(manners) as port:
        relay = Relay("127.0.0.1", port, seconds=5)
        assert send(a_mail(), relay, lambda: seen.append((manners.asked, len(manners.recipients)))).result == "accepted"
        with pytest.raises(LookupError):
            send(a_mail(), relay, no_longer_queued)
    assert (seen, len(manners.received)) == ([(1, 0)], 1)


def test_a_mail_nobody_wrote_says_so() -> None:
    assert b"\r\nAuto-Submitted: auto-generated\r\n" in written(replace(a_mail(), automatic=True)).data
    assert b"Auto-Submitted" not in written(a_mail()).data


def test_a_name_in_a_header_is_read_as_it_is_written() -> None:
    name = sender("=?utf-8?q?Eve?= \x07\u2028Bank", "complaints@harbour.example")
    letter = message_from_bytes(written(replace(a_mail(), sender=name)).data, policy=default)
    assert letter["From"].addresses[0].display_name == "= ?utf-8?q?Eve?= Bank"


def test_a_relay_without_tls_is_not_trusted_with_a_letter() -> None:
    manners = Manners()
    with a_relay(manners) as port:
        assert send(a_mail(), Relay("127.0.0.1", port, tls=True)) == Verdict("unready", Code("not-offered"))
    assert manners.received == []


def test_tls_is_checked_against_trusted_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = a_certificate(tmp_path)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)
    manners = Manners()
    with a_relay(manners, trust) as port:
        relay = Relay("127.0.0.1", port, tls=True, seconds=5)
        assert send(a_mail(), relay) == Verdict("unready", Code("tls-failed"))
        assert manners.received == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert send(a_mail(), relay).result == "accepted"


def test_a_log_in_that_fails_is_our_fault_and_tried_again(tmp_path: Path) -> None:
    manners = Manners()
    with a_relay(manners) as port:
        verdict = send(a_mail(), Relay("127.0.0.1", port, user="harbour", password="wrong", seconds=5))
    assert (verdict.result, manners.received) == ("unready", [])


def test_a_relay_hides_its_password_and_a_mail_its_reader() -> None:
    assert "sesame" not in repr(Relay("127.0.0.1", 25, user="harbour", password="sesame"))
    assert "robin" not in repr(a_mail())


def test_a_subject_cannot_add_headers() -> None:
    mail = Mail(
        DISPATCH, "x", datetime.now(UTC), Address("", "a", "b.example"), "c@d.example", "a\r\nBcc: e@f.example", ""
    )
    assert b"\r\nBcc:" not in written(mail).data


def a_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "relay.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "relay.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
