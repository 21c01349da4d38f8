"""What is an e-mail address, held against a library that many use, and what each door says of one that is none."""

import pytest
from email_validator import EmailNotValidError, validate_email

from register.domain.addresses import ascii_domain, fault, on_the_wire, same, tidy

GOOD = (
    "anna@example.com",
    "a.b+c@sub.example.com",
    "o'hara_1@example.co.uk",
    "anna@bücher.example",
    "anna@BÜCHER.example",
    "anna@straße.example",
    "anna@xn--bcher-kva.example",
    "zoë@müller.example",
    "用户@例子.example",
    "a@1and1.example",
    "a" * 64 + "@example.com",
)
BAD = (
    "",
    "anna",
    "@example.com",
    "anna@",
    "anna@localhost",
    "a.@b..example",
    "a@b..cc",
    ".a@b.cc",
    "a..b@b.cc",
    "a@.b.cc",
    "a@b.cc.",
    "a@-b.cc",
    "a@b-.cc",
    "a@b_c.cc",
    "a b@c.dd",
    "a@b@c.dd",
    '"a b"@c.dd',
    "<a@b.cc>",
    "a@b.cc,d@e.ff",
    "Anna <a@b.cc>",
    "a@[192.0.2.1]",
    "a@192.0.2.1",
    "a@☃.example",
    "a" * 65 + "@example.com",
    "a@" + "b" * 64 + ".cc",
    "a@" + ".".join(["b" * 63] * 4) + ".cc",
    "a@xn--.cc",
)
HIDDEN = {
    "anna@example.com\u200b": "U+200B",
    "a@b.example\u2028": "U+2028",
    "\ufeffanna@example.com": "U+FEFF",
    "an\u00adna@example.com": "U+00AD",
    "anna@example.com\u00a0": "U+00A0",
    "anna@exam\u202eple.com": "U+202E",
    "anna@example.com\r\nBcc: eve@x.example": "U+000D",
    "an\x00na@example.com": "U+0000",
}


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_one(address: str) -> None:
    assert fault(address) is None
    assert (
        validate_email(address, check_deliverability=False, strict=True).ascii_domain
        == on_the_wire(address).rpartition("@")[2]
    )


@pytest.mark.parametrize("address", BAD)
def test_what_is_none_is_none(address: str) -> None:
    assert fault(address) == ("not-an-email", {})
    with pytest.raises(ValueError, match="address"):
        on_the_wire(address)
    with pytest.raises(EmailNotValidError):
        validate_email(address, check_deliverability=False, strict=True)


@pytest.mark.parametrize("address", HIDDEN)
def test_a_character_nobody_sees_is_named(address: str) -> None:
    assert fault(address) == ("unseen-in-address", {"character": HIDDEN[address]})


def test_what_a_header_would_read_as_something_else_is_none() -> None:
    assert fault("=?utf-8?q?anna?=@x.example") == ("not-an-email", {})
    assert fault("a=b?c@x.example") is None


def test_blanks_around_an_address_are_no_part_of_it() -> None:
    assert tidy(" anna@example.com\r\n\t") == "anna@example.com"
    assert tidy("anna@example.com\u200b") == "anna@example.com\u200b"


def test_a_domain_travels_in_ascii_and_a_mailbox_as_it_is() -> None:
    assert on_the_wire("Anna@Bücher.Example") == "Anna@xn--bcher-kva.example"
    assert on_the_wire("zoë@müller.example") == "zoë@xn--mller-kva.example"
    assert ascii_domain("faß.example") == "xn--fa-hia.example"


def test_the_same_mailbox_may_be_written_in_several_ways() -> None:
    assert same("Anna@Bücher.example", "anna@xn--bcher-kva.EXAMPLE")
    assert not same("anna@example.com", "hanna@example.com")
    assert not same("no address", "anna@example.com")
