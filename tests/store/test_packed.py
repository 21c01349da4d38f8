"""A value's text comes back from its row exactly, and what was never packed is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.store.packed import CURRENT, DICTIONARIES, pack, unpack


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert unpack(pack(text)) == text


def test_what_nearly_every_value_says_takes_no_room() -> None:
    said = DICTIONARIES[CURRENT].decode()
    assert len(pack(said)) < len(said) / 50


@pytest.mark.parametrize("kept", [b"", b"\x00", b"\xff123", b"{}", bytes([CURRENT]) + b"\xff\xff"])
def test_what_was_never_packed_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match="no packed text"):
        unpack(kept)
