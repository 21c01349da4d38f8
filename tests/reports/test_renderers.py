import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from reports.renderers import svg
from reports.renderers.canvas import nice, wrapped
from reports.renderers.csv import harmless, lines
from reports.renderers.html import isolated, render
from reports.renderers.legible import breakable, legible
from reports.renderers.pdf import Attached, Paper, Resource, Unprintable, print_pdf, unprintable
from reports.renderers.words import Words, long_day
from reports.style.sheet import style
from tests.reports.paper import edges, structure, text

CREATED = datetime(2026, 6, 11, 3, tzinfo=UTC)
CAPTION = svg.Caption('Fees & "more" <b>', "one: 1; two: 2")
PAGE = '<html lang="en"><head><title>T</title>{}</head><body>{}</body></html>'


def paper(body: str, head: str = "", **resources: Resource) -> Paper:
    return Paper(PAGE.format(head, body), "D-1", CREATED, resources)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1:1/x.png", "https://firm.example/x.png", "own:other.svg", "x.png"],
)
@pytest.mark.parametrize(
    "tag", ['<img alt="" src="{}">', '<link rel="stylesheet" href="{}">', '<object data="{}"></object>']
)
def test_a_document_reaches_nothing_but_its_own_resources(tag: str, address: str) -> None:
    with pytest.raises(Unprintable) as refusal:
        print_pdf(paper(tag.format(address)))
    assert any("may not fetch" in problem for problem in refusal.value.problems)


def test_a_style_rule_that_is_ignored_is_no_document() -> None:
    with pytest.raises(Unprintable, match="colour"):
        print_pdf(paper("x", "<style>p { colour: red }</style>"))


def test_each_head_of_a_table_says_whether_it_is_a_columns_or_a_rows(tmp_path: Path) -> None:
    head = '<thead><tr><th scope="col">Way</th></tr></thead>'
    body = '<tbody><tr><th scope="row">Telephone</th></tr></tbody>'
    printed = tmp_path / "table.pdf"
    printed.write_bytes(print_pdf(paper(f"<table>{head}{body}</table>")))
    assert [line for line in structure(printed) if "Scope" in line] == ["/Scope /Column", "/Scope /Row"]


def test_the_same_paper_gives_the_same_bytes() -> None:
    drawing = Resource(svg.bars(CAPTION, [("one", 1), ("two", 2)]).encode(), "image/svg+xml")
    first, second = (
        print_pdf(
            Paper(
                PAGE.format("", '<h1>T</h1><img alt="a" src="own:a.svg">'),
                "D-1",
                CREATED,
                {"a.svg": drawing},
                (Attached("a.csv", "A", io.BytesIO(b"a,b\r\n")),),
            )
        )
        for _ in range(2)
    )
    assert first == second
    assert first.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    (row,) = list(csv.reader(lines(["head"], [[cell]])))[1:]
    assert row[0].startswith("'")


def test_numbers_and_plain_words_stay_as_they_are() -> None:
    assert [harmless(cell) for cell in (-3, "a=b", "", None)] == [-3, "a=b", "", None]


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\x00", codec="utf-8")), min_size=2, max_size=2)))
def test_csv_reads_back_as_written(rows: list[list[str]]) -> None:
    written = "".join(lines(["a", "b"], rows))
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [["a", "b"], *([str(harmless(cell)) for cell in row] for row in rows)]


CHARTS: dict[str, Callable[[], str]] = {
    "bars": lambda: svg.bars(CAPTION, [("a long label that must be broken over lines & more", 3), ("", 0)]),
    "bars of nothing": lambda: svg.bars(CAPTION, []),
    "stacked": lambda: svg.stacked(CAPTION, ["x", "y", "z", "late"], [("row", [1, 0, 2, 30]), ("none", [0, 0, 0, 0])]),
    "columns": lambda: svg.columns(CAPTION, ["in", "out"], [("Jan", [4, 5]), ("Feb", [0, 0])]),
    "histogram": lambda: svg.columns(CAPTION, ["ok", "late"], [("0-5", [4, 5]), ("> 5", [0, 1])], stack=True),
    "waterfall": lambda: svg.waterfall(CAPTION, ("all", 10), [("a", 7), ("b", 3), ("c", 0)]),
    "staircase": lambda: svg.staircase(CAPTION, [svg.Curve("a", [(0, 1.0), (5, 0.4)])], [(30, "30")], "days"),
    "no curve": lambda: svg.staircase(CAPTION, [], [], "days"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_its_title_and_runs_nothing(name: str) -> None:
    drawing = ET.fromstring(CHARTS[name]())
    space = "{http://www.w3.org/2000/svg}"
    assert drawing.findtext(f"{space}title") == CAPTION.title
    assert drawing.findtext(f"{space}desc") == CAPTION.description
    for element in drawing.iter():
        assert element.tag.removeprefix(space) in {"svg", "title", "desc", "rect", "line", "path", "text"}
        assert not {"style", "href", "onload"} & set(element.attrib)


def test_a_waterfall_ends_where_it_must() -> None:
    drawing = ET.fromstring(CHARTS["waterfall"]())
    boxes = [box for box in drawing.iter("{http://www.w3.org/2000/svg}rect") if float(box.attrib["height"]) > 2]
    bottoms = [float(box.attrib["y"]) + float(box.attrib["height"]) for box in boxes]
    assert bottoms[0] == pytest.approx(bottoms[-1], abs=0.2)
    assert float(boxes[1].attrib["y"]) == pytest.approx(float(boxes[0].attrib["y"]), abs=0.2)


@given(st.floats(0, 10**9))
def test_an_axis_ends_at_or_above_its_values(top: float) -> None:
    end, step = nice(top)
    assert end >= top
    assert 1 <= round(end / step) <= 10


def test_long_labels_are_broken_and_shortened() -> None:
    assert wrapped("one two three four five", 60) == ["one two", "three…"]


def test_templates_escape_and_insist_on_every_value() -> None:
    values = {
        "part": {"kind": "prose", "text": "<script>alert(1)</script>"},
    }
    page = render("style/report.html", {**_report(), "sections": [_section(values["part"])]}, NullTranslations())
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    with pytest.raises(UndefinedError):
        render("style/report.html", {}, NullTranslations())


def _report() -> dict[str, object]:
    names = ("title", "firm", "created", "document_id", "checkpoint", "period", "statement", "headline", "tiles_note")
    return {
        **dict.fromkeys(names, "x"),
        "language": "en",
        "draft": True,
        "running": "",
        "facts": (),
        "tiles": (),
        "fresh": (),
    }


def _section(part: object) -> dict[str, object]:
    return {"id": "s", "title": Markup("&amp;"), "cite": "", "lead": "", "parts": (part,)}


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a\x00b\x1b[31m", "a⟦U+0000⟧b⟦U+001B⟧[31m"),
        ("c\ud800\u202ed\te\nf", "c⟦U+D800⟧⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧d\te\nf"),
        ("one\u2028two\ue000\U0010fffd", "one⟦U+2028 LINE SEPARATOR⟧two⟦U+E000⟧⟦U+10FFFD⟧"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩🏽‍⚕️ 🇦🇺 می‌خواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩🏽‍⚕️ 🇦🇺 می‌خواهم"),
        ("\U000e0041", "⟦U+E0041 TAG LATIN CAPITAL LETTER A⟧"),
    ],
)
def test_what_has_no_picture_is_written_out(written: str, printed: str) -> None:
    assert legible(written) == printed
    assert unprintable(written) == tuple(char for char in written if char not in printed)


def test_what_no_font_has_is_written_out_even_where_the_brackets_are_missing_too() -> None:
    assert legible("a🙏b", {"🙏"}) == "a⟦U+1F64F PERSON WITH FOLDED HANDS⟧b"
    assert legible("⟦a🙏b", {"🙏", "⟦", "⟧"}) == "[a[U+1F64F PERSON WITH FOLDED HANDS]b"


def test_a_space_no_font_has_beside_strange_letters_stays_a_space() -> None:
    """The font of these old Tamil numbers has no space of its own: written out, it would take all markup with it."""
    numbers = "\u0b89\u0b90\U00011fe6 \U00011fc1\u0b8e \U00011fe7 \u0b92\U00011fd9 \U00011fdf\U00011fd6 \U00011fda"
    written = print_pdf(paper(f'<p style="font-family: Noto Sans">{numbers}</p>'))
    assert written.startswith(b"%PDF")
    assert unprintable("a plain line") == ()


def test_an_emoji_is_a_picture_on_paper_as_pdf_a_allows_them(tmp_path: Path) -> None:
    printed = print_pdf(paper("<p>thanks 🙏 👏🏽</p>"))
    (tmp_path / "emoji.pdf").write_bytes(printed)
    assert "🙏" in text(tmp_path / "emoji.pdf")
    assert printed.count(b"/Subtype /Image") >= 2
    assert b"/Interpolate true" not in printed
    assert unprintable("thanks 🙏 👏🏽 ❤️") == ()


def test_directions_stay_inside_their_line() -> None:
    assert isolated("one\n\n<two>") == "&#x2068;one&#x2069;\n\n&#x2068;&lt;two&gt;&#x2069;"


@pytest.mark.parametrize("word", ["x" * 200, "e\u0301" * 100, "क्ष" * 60])
def test_an_endless_word_breaks_where_nothing_is_torn_apart(word: str) -> None:
    parts = breakable(f"so {word} it is").split("\u200b")
    assert "".join(parts) == f"so {word} it is"
    assert len(parts) > 4
    assert not any(part.startswith(("\u0301", "\u200d", "\u094d")) for part in parts)


@pytest.mark.parametrize("words", ["ordinary words " * 20, "漢字" * 100, "ภาษาไทย" * 40, "🇦🇺👩🏽‍⚕️" * 60, "x" * 79])
def test_words_that_break_by_themselves_are_left_alone(words: str) -> None:
    assert breakable(words) == words


def test_no_word_runs_over_the_edge_of_the_page(tmp_path: Path) -> None:
    page = PAGE.format('<link rel="stylesheet" href="own:print.css">', "{}")
    word = "https://shop.example/" + "a" * 300
    table = f"<table><tr><td>{word}</td><td>b</td></tr></table>"
    html = page.format(
        f"<h1>{word}</h1><p>{word}</p><ul><li>{word}</li></ul><dl><dt>{word}</dt><dd>{word}</dd></dl>{table}"
    )
    (tmp_path / "edge.pdf").write_bytes(print_pdf(Paper(html, "D-1", CREATED, style())))
    width, right = edges(tmp_path / "edge.pdf")
    assert right <= width


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2026, 8, 3), "en", "3 August 2026"),
        (date(2026, 8, 3), "en-AU", "3 August 2026"),
        (date(2026, 8, 3), "id", "3 Agustus 2026"),
        (date(2026, 8, 3), "fr", "3 août 2026"),
        (date(2026, 8, 1), "fr", "1er août 2026"),
        (date(2026, 8, 1), "zh-Hans", "2026年8月1日"),
    ],
    ids=str,
)
def test_a_long_day_reads_as_people_write_it(day: date, language: str, said: str) -> None:
    assert long_day(day, language) == said


def test_words_speak_the_readers_language_and_zone() -> None:
    brisbane = Words(NullTranslations(), "en-AU", "Australia/Brisbane", labels={"class": {"std": "Standard"}})
    assert brisbane.moment(datetime(2026, 6, 11, 9, 30, tzinfo=timezone(timedelta(hours=-3)))) == "11 June 2026, 22:30"
    assert (brisbane.number(1234567), brisbane.percent(0.0526), brisbane.percent(None)) == (
        "1,234,567",
        "5.3\N{NO-BREAK SPACE}%",
        "—",
    )
    assert (brisbane.label("class", "std"), brisbane.label("class", "new"), brisbane.label("class", "")) == (
        "Standard",
        "new",
        "not recorded",
    )
    assert [brisbane.signed(number) for number in (2, 0, -3)] == ["+2", "±0", "\N{MINUS SIGN}3"]
