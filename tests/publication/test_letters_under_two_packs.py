"""A letter about a complaint under two packs: begun from both, and printed with both bodies."""

from pathlib import Path

from register.domain.actors import CONSOLE
from register.domain.commands import register as r
from register.domain.values import Code, Id
from register.publication.letters import render_letter
from register.publication.suggestions import Start, suggest_blocks
from tests.build import DETAILS, Bench, a_case
from tests.publication.test_letters import OWN_WORDS, let_through, written
from tests.reports.paper import text


def under_two_packs(bench: Bench) -> Id:
    """A complaint about a bank that is a telephone company too."""
    details = (*DETAILS, ("tio-name", "Telecommunications Industry Ombudsman"), ("tio-phone", "1800 062 058"))
    entity = r.SetEntity(
        entity="harbour", name="Harbour", licence="AFSL-000000", place="NSW", packs=("au-asic-rg271", "au-acma-tcp")
    )
    for command in (entity, r.SetDetails(details=details)):
        bench.do(command, CONSOLE)
    return a_case(bench)


def test_an_answer_under_two_packs_begins_from_both_and_prints_both_bodies(bench: Bench, tmp_path: Path) -> None:
    case = under_two_packs(bench)
    start = Start("idr-response", "rejected")
    offered = suggest_blocks(bench.register, bench.officer, case, start)
    assert [block.id for block in offered] == [
        "outcome",
        "points-answered",
        "findings",
        "plan",
        "reasons",
        "afca-right",
        "afca-contact",
        "tio-right",
        "tio-contact",
        "firm-contact",
    ]
    assert next(block.cite for block in offered if block.id == "tio-contact") == "TIO referral process"
    said = {**OWN_WORDS, "plan": "Nothing more is proposed."}
    letter = written(bench, case, start, lambda block: block.text or said[block.id])
    let_through(bench, case, letter)
    file = tmp_path / "letter.pdf"
    file.write_bytes(render_letter(bench.register, case, letter))
    found = text(file)
    for words in ("1800 931 678", "Telecommunications Industry Ombudsman (TIO)", "1800 062 058", "Nothing more is"):
        assert words in found, words
    assert "{" not in found


def test_the_details_of_a_body_stand_in_a_letter_in_any_language(bench: Bench) -> None:
    start = Start("idr-response", "accepted", "fr")
    blocks = {b.id: b for b in suggest_blocks(bench.register, bench.officer, under_two_packs(bench), start)}
    assert "1800 062 058" in blocks[Code("tio-contact")].text
    right = blocks[Code("tio-right")]
    assert (right.kind, right.text, right.required) == ("text", "", True)
    assert right.original is not None
    assert "Telecommunications Industry Ombudsman" in right.original.text
