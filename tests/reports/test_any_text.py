"""Whatever people write is printed, in every document; ``make papers`` prints all thousand texts."""

from collections.abc import Callable
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import pytest

from policies.catalogue import shipped
from register.domain.values import Code
from reports.board.document import render_board
from reports.casefile.document import render_chronicle
from reports.casefile.inputs import Detail, Event
from reports.casefile.sample import sample as sample_chronicle
from reports.letters.document import print_letter
from reports.letters.model import Block
from reports.letters.sample import samples
from reports.regulator.document import render_report
from reports.regulator.inputs import ChannelRow, Gap, ReportData, SystemicRow
from reports.renderers.legible import unseen, written_out
from tests.reports.any_text import few, packs, texts
from tests.reports.paper import text
from tests.reports.rows import case, data, day

SPEECH = NullTranslations()
PACK = shipped().versions("au-asic-rg271")[-1]


def letter(said: tuple[str, ...]) -> bytes:
    first, second, *_ = said
    written = replace(
        next(samples(PACK.texts[Code("en")], "en")),
        addressee=(first, second),
        salutation=f"Dear {first}",
        blocks=tuple(Block(f"b{n}", words, f"T{n}.", ((words, words),)) for n, words in enumerate(said)),
        signatory=(first, second),
    )
    return print_letter(written, day(6, 1))


def chronicle(said: tuple[str, ...]) -> bytes:
    events = [
        Event(n, day(6, 1), words, f"T{n}.", (Detail("Text", words),), f"{n:064x}") for n, words in enumerate(said)
    ]
    told = replace(sample_chronicle(), events=tuple(events), summary=(Detail("Complainant", said[0]),), firm=said[1])
    return render_chronicle(told, SPEECH)


def _figures(said: tuple[str, ...]) -> ReportData:
    codes = {f"p{n}": words for n, words in enumerate(said)}
    rows = [case(day(6, 1 + n % 28), product=code) for n, code in enumerate(codes)]
    return data(
        *rows,
        labels={"product": codes},
        recommendations=tuple(f"T{n}. {words}" for n, words in enumerate(said)),
        channels=tuple(
            ChannelRow(
                "email", words, words, words, True, day(1, 1).date(), None, (Gap(day(6, 1), day(6, 2), words),), 0, 0
            )
            for words in said
        ),
        systemic=tuple(
            SystemicRow("S-1", words, "", "", day(6, 1).date(), "", "flagged", 1, None, None) for words in said
        ),
    )


def report(said: tuple[str, ...]) -> bytes:
    return render_report(_figures(said), SPEECH)


def board(said: tuple[str, ...]) -> bytes:
    return render_board(_figures(said), SPEECH)


@pytest.mark.parametrize("document", [letter, chronicle, report, board])
def test_a_document_prints_whatever_people_wrote(
    document: Callable[[tuple[str, ...]], bytes], papers: int, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    sample = few() if document in {letter, chronicle} else few()[::3]
    for said in packs()[:papers] or [sample]:
        paper.write_bytes(document(said))
        found = text(paper)
        if document in {letter, chronicle}:
            assert [n for n in range(len(said)) if f"T{n}." not in found] == []
        wanting = {char for words in said for char in unseen(words)}
        assert [char for char in wanting if written_out(char)[1:-1].split()[0] not in found] == []


def test_there_are_a_thousand_different_texts() -> None:
    assert len(set(texts())) == len(texts()) == 1000
    assert [len(said) for said in packs()] == [50] * 20
