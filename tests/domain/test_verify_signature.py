"""The auditor's script checks Ed25519 by itself: against RFC 8032's vectors and against a library."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.bundle.verify import ORDER, PRIME, Wrong, ed25519_holds, read_checkpoint, read_key
from tests.domain.test_notes import GO_KEY, GO_LINE, GO_TEXT

# RFC 8032, 7.1: public key, message, signature.
PUBLISHED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), PUBLISHED, ids=range(3))
def test_the_published_signatures_hold_and_no_other(public: str, message: str, signature: str) -> None:
    key, signed = bytes.fromhex(public), bytes.fromhex(signature)
    assert ed25519_holds(key, bytes.fromhex(message), signed)
    assert not ed25519_holds(key, bytes.fromhex(message) + b"\0", signed)
    assert not ed25519_holds(key, bytes.fromhex(message), signed[:63])


def test_a_second_form_of_a_signature_is_refused() -> None:
    public, message, signature = (bytes.fromhex(part) for part in PUBLISHED[0])
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not ed25519_holds(public, message, signature[:32] + scalar.to_bytes(32, "little"))


@settings(max_examples=20)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 511))
def test_it_agrees_with_a_library(seed: bytes, message: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert ed25519_holds(public, message, signature)
    flipped = (int.from_bytes(signature, "little") ^ (1 << bit)).to_bytes(64, "little")
    assert not ed25519_holds(public, message, flipped)


@pytest.mark.parametrize("y", [2, PRIME, PRIME + 1, 1 | 1 << 255], ids=["no point", "p", "p+1", "minus zero"])
def test_what_is_no_point_of_the_curve_is_no_key(y: int) -> None:
    with pytest.raises(ValueError, match="not a point of the curve"):
        ed25519_holds(y.to_bytes(32, "little"), b"", bytes(64))


def test_gos_published_note_holds_here_too() -> None:
    name, key_id, public = read_key(GO_KEY)
    signature = b64decode(GO_LINE.split(" ")[2])
    assert (name, key_id) == ("PeterNeumann", signature[:4])
    assert ed25519_holds(public, GO_TEXT.encode(), signature[4:])


def test_a_signature_of_another_text_does_not_carry_a_checkpoint() -> None:
    with pytest.raises(Wrong, match="no valid signature"):
        read_checkpoint(f"PeterNeumann\n0\n{'A' * 43}=\n\n{GO_LINE}", [GO_KEY])
