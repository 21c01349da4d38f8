import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.display import CONTROL, TURNING, shown, storable

FSI, PDI = "\u2068", "\u2069"
ANY_TEXT = st.text(st.characters(exclude_categories=()))
UNTOUCHED = [
    "Where is my refund?",
    "عميل: أين ردّ المبلغ؟",
    "می‌خواهم",
    "👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️",
    "a\tb",
    '<script>"&',
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_people_write_is_kept_and_isolated(text: str) -> None:
    assert shown(text).text == FSI + text + PDI
    assert storable(text) == text


@pytest.mark.parametrize(
    ("text", "expected", "counts"),
    [
        ("a\x00b", "a\ufffdb", (1, 0, 0)),
        ("a\x1b[31m\x85\x7f", "a\ufffd[31m\ufffd\ufffd", (3, 0, 0)),
        ("lone \ud83d end", "lone \ufffd end", (1, 0, 0)),
        ("paid \u202e00.5$", "paid ⟦U+202E⟧00.5$", (0, 1, 0)),
        ("out\u2069\u2069 of it", "out⟦U+2069⟧⟦U+2069⟧ of it", (0, 2, 0)),
        ("re\u200bfund\ufeff", "re⟦U+200B⟧fund⟦U+FEFF⟧", (0, 0, 2)),
        ("re\u200dfund", "re\u200dfund", (0, 0, 1)),
    ],
)
def test_what_would_lie_to_the_eye_is_shown(text: str, expected: str, counts: tuple[int, int, int]) -> None:
    result = shown(text)
    assert result.text == FSI + expected + PDI
    assert (result.replaced, result.turning, result.invisible) == counts
    assert result.suspicious


def test_ordinary_text_is_not_suspicious() -> None:
    assert not shown("Refund, please.\r\nNow. 🙂").suspicious


def test_each_line_is_isolated_because_an_isolate_ends_with_its_line() -> None:
    assert shown("one\r\ntwo\r\u2029three").text == f"{FSI}one{PDI}\n{FSI}two{PDI}\n\n{FSI}three{PDI}"


def test_long_text_is_kept_whole() -> None:
    text = "é🙂" * 10_000
    assert shown(text).text == FSI + text + PDI
    assert storable(text) == text


def test_nothing_stays_nothing() -> None:
    assert shown("").text == storable("") == ""


@given(ANY_TEXT)
def test_any_text_can_be_stored_and_encoded(text: str) -> None:
    kept = storable(text)
    assert "\x00" not in kept
    assert len(kept) == len(text)
    assert kept.encode().decode() == kept
    assert storable(kept) == kept


@given(ANY_TEXT)
def test_no_text_turns_its_surroundings(text: str) -> None:
    for line in shown(text).text.split("\n"):
        inner = line.removeprefix(FSI).removesuffix(PDI)
        assert (line == "") == (inner == "")
        assert not TURNING.search(inner)
        assert not CONTROL.search(inner)
        line.encode()
