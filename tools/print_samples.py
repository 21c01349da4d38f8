"""Print every document from its sample data, to look at: ``python -m tools.print_samples FOLDER``."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path

from policies.catalogue import shipped
from reports.board.document import render_board
from reports.casefile.document import render_chronicle
from reports.casefile.sample import sample as sample_chronicle
from reports.letters.document import print_letter
from reports.letters.sample import samples
from reports.regulator.document import render_report
from reports.regulator.sample import sample

CREATED = datetime(2026, 6, 11, 3, tzinfo=UTC)


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every document as file name and PDF."""
    speech, data = NullTranslations(), sample()
    yield "regulator.pdf", render_report(data, speech)
    yield "board.pdf", render_board(data, speech)
    yield "case-file.pdf", render_chronicle(sample_chronicle(), speech)
    for pack in shipped().versions(data.scope.pack)[-1:]:
        for language, texts in pack.texts.items():
            for letter in samples(texts, language):
                yield f"letter-{letter.kind}-{language}.pdf", print_letter(letter, CREATED)


def main(folder: Path) -> None:
    """Write the documents into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
