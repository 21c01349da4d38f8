"""Signed notes: Go's published example, and checkpoints of our own."""

import hashlib
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from register.domain.trail.checkpoint import (
    BadNote,
    Checkpoint,
    Signer,
    Verifier,
    checkpoint_text,
    ed25519_key_id,
    open_note,
    parse_checkpoint,
    parse_verifier_key,
    sign_note,
    verifier_key,
)
from register.domain.trail.tree import EMPTY_ROOT, Head

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
GO_NOTE = f"{GO_TEXT}\n{GO_LINE}"
UNKNOWN_LINE = "— Stranger AAAAAAECAwQ=\n"


def go_verifier() -> Verifier:
    name, public = parse_verifier_key(GO_KEY)

    def holds(message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return Verifier(name, ed25519_key_id(name, public), holds)


def toy(name: str) -> tuple[Signer, Verifier]:
    """Return a signer and its verifier over a hash: the note's form is under test here, not the curve."""

    def sign(message: bytes) -> bytes:
        return hashlib.sha256(name.encode() + message).digest()

    key_id = ed25519_key_id(name, bytes(32))
    return Signer(name, key_id, sign), Verifier(name, key_id, lambda message, signature: sign(message) == signature)


def test_gos_published_note_is_accepted() -> None:
    assert open_note(GO_NOTE, [go_verifier()]) == (GO_TEXT, ("PeterNeumann",))


def test_a_verifier_key_comes_back_the_same() -> None:
    assert verifier_key(*parse_verifier_key(GO_KEY)) == GO_KEY


def test_unknown_signers_are_passed_over_beside_a_known_one() -> None:
    note = f"{GO_TEXT}\n{UNKNOWN_LINE}{GO_LINE}{UNKNOWN_LINE}"
    assert open_note(note, [toy("Other")[1], go_verifier()])[1] == ("PeterNeumann",)


def test_a_key_that_signed_twice_counts_once() -> None:
    assert open_note(GO_NOTE + GO_LINE, [go_verifier()])[1] == ("PeterNeumann",)


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (GO_NOTE.replace("answer", "question"), "the signature of PeterNeumann does not fit"),
        (GO_NOTE.replace("x08go/ZJ", "x08go/ZK"), "the signature of PeterNeumann does not fit"),
        (f"{GO_TEXT}\n{UNKNOWN_LINE}", "no known key"),
        (GO_NOTE.replace("x08g", "AAAA"), "no known key"),
        (GO_TEXT, "a text, an empty line and signature lines"),
        (GO_NOTE.removesuffix("\n"), "a text, an empty line and signature lines"),
        (GO_NOTE.replace("think", "th\tink"), "a text, an empty line and signature lines"),
        (GO_NOTE + "PS\n", "a signature line of this note is malformed"),
        (GO_NOTE.replace("— Peter", "- Peter"), "a signature line of this note is malformed"),
        (f"{GO_NOTE}— Short AAAA\n", "a signature line of this note is malformed"),
        (f"{GO_TEXT}\n", "a text, an empty line and signature lines"),
    ],
    ids=range(11),
)
def test_a_note_that_is_not_well_signed_is_refused(note: str, why: str) -> None:
    with pytest.raises(BadNote, match=why):
        open_note(note, [go_verifier()])


@pytest.mark.parametrize(
    "text",
    [
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("Peter", "Petra"),
        GO_KEY[:-4],
        GO_KEY + "!",
        "PeterNeumann",
        "",
        GO_KEY.replace("+AR", "+BR"),
    ],
)
def test_a_verifier_key_whose_parts_do_not_fit_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        parse_verifier_key(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "new\nline"])
def test_a_key_needs_a_name_that_fits_a_signature_line(name: str) -> None:
    with pytest.raises(BadNote, match="without spaces or plus signs"):
        verifier_key(name, bytes(32))


def test_the_text_of_a_checkpoint_is_exactly_this() -> None:
    assert checkpoint_text(Checkpoint("register.example/firm", Head(0, EMPTY_ROOT))) == (
        "register.example/firm\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    )


@given(
    st.integers(0, 2**53),
    st.binary(min_size=32, max_size=32),
    st.lists(st.text("abc é漢-", min_size=1), max_size=2),
    st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, unique=True),
)
def test_a_signed_checkpoint_comes_back_with_all_who_signed(
    size: int, root: bytes, extensions: list[str], names: list[str]
) -> None:
    checkpoint = Checkpoint("register.example/firm", Head(size, root), tuple(extensions))
    pairs = [toy(name) for name in names]
    note = sign_note(checkpoint_text(checkpoint), [signer for signer, _ in pairs])
    text, signed_by = open_note(note, [verifier for _, verifier in pairs])
    assert parse_checkpoint(text) == checkpoint
    assert signed_by == tuple(names)


@pytest.mark.parametrize(
    "text",
    [
        "register.example/firm\n1\n",
        "register.example/firm\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "register.example/firm\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "register.example/firm\n1\nAAAA\n",
        "register.example/firm\n1\nnot base64!\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "register.example/firm\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: checkpoint_text(Checkpoint("two\nlines", Head(0, EMPTY_ROOT))), id="origin"),
        pytest.param(lambda: checkpoint_text(Checkpoint("a", Head(0, EMPTY_ROOT), ("",))), id="extension"),
        pytest.param(lambda: sign_note("no end of line", []), id="open end"),
        pytest.param(lambda: sign_note("a bell \a\n", []), id="control"),
    ],
)
def test_what_cannot_be_signed_is_refused(make: Callable[[], str]) -> None:
    with pytest.raises(BadNote):
        make()
