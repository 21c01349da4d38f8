"""A pack as a document: everything it holds is there, in words, and nothing is called more certain than it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pathlib import Path

import pytest

from policies import catalogue
from policies.catalogue import Policies
from register.domain.law.policy import Pack
from register.domain.law.rules import Limit
from register.domain.values import Cite, Code
from register.pack_review import review_policy
from reports.policy.document import page_policy, print_policy, show_policy, write_policy
from reports.policy.inputs import Review
from reports.policy.model import Document, Entry, Grid, Line
from reports.policy.plain import plain_policy
from tests.reports.paper import info, text

SPEECH = NullTranslations()
POLICIES = catalogue.shipped()
AS_AT = datetime(2026, 8, 3, 9, tzinfo=UTC)
NEWEST = [POLICIES.versions(name)[-1] for name in sorted({name for name, _ in POLICIES.packs})]
GUIDE = POLICIES.versions("au-asic-rg271")[-1]
UNSURE = POLICIES.versions("uk-fca-disp1")[-1]
EXAMPLE = POLICIES.versions("ie-cbi-cpc")[-1]


def review(pack: Pack, policies: Policies = POLICIES) -> Review:
    return review_policy(policies, pack, AS_AT, "en-AU", SPEECH)


def written(pack: Pack) -> Document:
    return write_policy(review(pack), SPEECH)


def lines(document: Document) -> Iterator[Line]:
    for chapter in document.chapters:
        for part in chapter.parts:
            if isinstance(part, Entry):
                yield from (line for pair in part.pairs for line in pair.said)
            elif isinstance(part, Grid):
                yield from (line for row in part.rows for cell in row.cells for line in cell)


def entry(document: Document, anchor: str) -> Entry:
    found = (part for chapter in document.chapters for part in chapter.parts if isinstance(part, Entry))
    return next(part for part in found if part.anchor == anchor)


def said(found: Entry) -> dict[str, list[str]]:
    return {pair.term: [line.text for line in pair.said] for pair in found.pairs}


@pytest.mark.parametrize("pack", NEWEST, ids=lambda pack: pack.id)
def test_everything_a_pack_holds_has_its_place(pack: Pack) -> None:
    page = show_policy(written(pack), SPEECH)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    held: dict[str, Iterable[str]] = {
        "class": pack.classes,
        "rule": pack.rules,
        "event": pack.events,
        "letter": pack.letter_types,
        "fact": pack.facts,
        "code": pack.codes,
        "provision": pack.provisions,
        "hand-off": pack.hand_offs,
        "gate": [gate.id for gate in pack.gates],
        "risk": [risk.id for risk in pack.risks],
        "scheme": [scheme.id for scheme in pack.schemes],
        "retention": [kept.id for kept in pack.retentions],
        "return": [due.id for due in pack.returns],
        "prohibition": [ban.id for ban in pack.prohibitions],
        "eligibility": [test.id for test in pack.eligibilities],
        "written-response": [trigger.code for trigger in pack.written_response],
        "example": [example.id for example in pack.examples],
        "block": [block.id for rule in pack.letter_rules for block in (*rule.required, *rule.forbidden)],
    }
    assert {f"{kind}-{name}" for kind, names in held.items() for name in names} <= anchors
    assert len(re.findall(r'id="([^"]+)"', page)) == len(anchors)


@pytest.mark.parametrize("pack", NEWEST, ids=lambda pack: pack.id)
def test_every_reference_leads_somewhere(pack: Pack) -> None:
    document = written(pack)
    anchors = set(re.findall(r'id="([^"]+)"', show_policy(document, SPEECH)))
    leading = {line.anchor for line in lines(document) if line.anchor}
    assert leading
    assert leading <= anchors


@pytest.mark.parametrize("pack", NEWEST, ids=lambda pack: pack.id)
def test_every_provision_and_standard_text_is_told_in_full(pack: Pack) -> None:
    told = {line.text for line in lines(written(pack))}
    assert {provision.text for provision in pack.provisions.values()} <= told
    used = {block.id for rule in pack.letter_rules for block in (*rule.required, *rule.forbidden)}
    for standard in pack.texts.values():
        assert {block.text for block in standard.blocks.values() if block.text and block.id in used} <= told


def test_a_limit_is_told_in_words() -> None:
    found = entry(written(GUIDE), "rule-idr-response-traditional-trustee")
    assert found.cite == "271.76"
    assert [mark.text for mark in found.marks] == ["legal deadline", "E · enforceable", "C · read in the text"]
    words = said(found)
    assert words["Starts"] == ["“Received”"]
    assert words["How long"] == ["45 calendar days"]
    assert words["Met by"] == ["“Response sent” or “Resolved early”"]
    assert "271.77" in words["Clock stops"][0]
    assert words["If missed"] == ["A possible breach, to be assessed by a person."]


def test_a_limit_from_the_end_of_another_is_once_for_each_person() -> None:
    words = said(entry(written(GUIDE), "rule-idr-response-death-benefit"))
    assert words["Starts"][0] == "the last day of: Objection period (objection-period)"
    assert "once for each person concerned" in words["Counted"]


@pytest.mark.parametrize("pack", NEWEST, ids=lambda pack: pack.id)
def test_what_nobody_confirmed_is_never_called_legal(pack: Pack) -> None:
    document = written(pack)
    for rule in pack.rules.values():
        marks = [mark.text for mark in entry(document, f"rule-{rule.id}").marks]
        if rule.confirmed == "U" or pack.is_example:
            assert not {mark for mark in marks if mark.startswith(("legal", "the complainant's legal"))}
        if rule.confirmed == "U":
            assert "U · UNCONFIRMED" in marks


def test_promptly_is_the_firms_own_target_and_binds_nobody_else() -> None:
    found = entry(written(UNSURE), "rule-acknowledgement")
    assert found.marks[0].text == "the firm's own target"
    assert said(found)["How long"][0] == "promptly: the law gives no number"
    assert "If missed" not in said(found)


def test_an_example_pack_says_so_at_the_top() -> None:
    document = written(EXAMPLE)
    assert document.warning.startswith("Example, no law")
    assert dict(document.facts)["Nature"] == "example, no law"
    assert written(GUIDE).warning == ""


def test_each_class_and_outcome_has_its_parts_of_a_letter() -> None:
    document = written(UNSURE)
    grids = {part.caption: part for chapter in document.chapters for part in chapter.parts if isinstance(part, Grid)}
    for of_class in UNSURE.classes.values():
        for outcome in UNSURE.letter_types[Code("final-response")].outcomes:
            label = UNSURE.codes[Code("idr-decision")].entries[outcome].label
            fitting = [
                grid
                for caption, grid in grids.items()
                if caption.startswith("Final response") and of_class.title in caption and label in caption
            ]
            (grid,) = fitting
            always = {row.cells[0][0].anchor for row in grid.rows if not row.cells[2]}
            spec = UNSURE.letter("final-response", of_class.id, outcome)
            assert always == {f"block-{block.id}" for block in (*spec.required, *spec.forbidden)}


def test_a_long_list_is_counted_and_what_is_provisional_is_marked() -> None:
    found = entry(written(GUIDE), "code-product")
    count = len(GUIDE.codes[Code("product")].entries)
    assert count > 100
    assert said(found)["Size"] == [f"{count} codes"]
    assert "Codes" not in said(found)
    provisional = GUIDE.codes[Code("product")].provisional
    assert bool(found.marks) == provisional


def test_worked_examples_are_derived_again() -> None:
    assert review(GUIDE).wrong == {}
    rule = GUIDE.rules[Code("idr-response-standard")]
    shorter = replace(rule, limit=Limit(29, Code("day")))
    wrong = replace(GUIDE, rules={**GUIDE.rules, rule.id: shorter})
    told = review(wrong).wrong
    assert any("idr-response-standard" in sentence for sentence in told["X22"])
    document = write_policy(review(wrong), SPEECH)
    assert f"{len(GUIDE.examples) - len(told)} of {len(GUIDE.examples)} hold." in plain_policy(document, 80)


def test_what_changed_is_found_by_comparing_the_words() -> None:
    rule = GUIDE.rules[Code("idr-response-standard")]
    kept = {code: known for code, known in GUIDE.rules.items() if code != "early-close"}
    changed = {**kept, rule.id: replace(rule, limit=Limit(21, Code("day")), cite=Cite("271.56A"))}
    newer = replace(GUIDE, rules=changed, effective_from=date(2027, 1, 1))
    document = write_policy(replace(review(GUIDE), pack=newer, previous=GUIDE), SPEECH)
    (chapter,) = (chapter for chapter in document.chapters if chapter.id == "changes")
    (table,) = (part for part in chapter.parts if isinstance(part, Grid))
    rows = [tuple("; ".join(line.text for line in cell) for cell in row.cells) for row in table.rows]
    assert ("idr-response-standard", "How long", "30 calendar days", "21 calendar days") in rows
    assert any(row[:2] == ("early-close", "gone") for row in rows)
    assert any("271.56A" in row[3] for row in rows)
    assert not any(row[0] == "idr-response-super-trustee" for row in rows)


def test_the_first_version_says_so() -> None:
    first, corrected = POLICIES.versions(GUIDE.id)
    told = plain_policy(written(corrected), 80)
    assert "Against version 2021-10-05" in told
    assert "An agreement after the limit cures nothing" in " ".join(told.split())
    assert "This is the first version of the pack" in plain_policy(written(first), 80)


def test_a_terminal_gets_all_of_it_in_its_width() -> None:
    plain = plain_policy(written(UNSURE), 72)
    for line in plain.splitlines():
        assert len(line) <= 72 or not re.search(r"\S\s+\S.*\s", line[24:]), line
    for provision in UNSURE.provisions.values():
        assert provision.cite.split(",")[0] in plain


def test_the_file_for_a_browser_needs_nothing_beside_it() -> None:
    page = page_policy(review(EXAMPLE), SPEECH)
    assert "Example, no law" in page
    assert not re.findall(r"(?:href|src)=\"(?!#)", page)
    assert "<style>" in page


def test_words_of_a_pack_run_nothing() -> None:
    evil = replace(EXAMPLE, duties=dict.fromkeys(EXAMPLE.duties, "<script>alert(1)</script>"))
    page = show_policy(write_policy(replace(review(EXAMPLE), pack=evil), SPEECH), SPEECH)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_on_paper_every_page_says_what_it_is_and_the_digest_of_the_files(tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    found = review(EXAMPLE)
    printed = print_policy(found, SPEECH)
    file.write_bytes(printed)
    pages = int(info(file)["Pages"])
    words = text(file)
    assert words.count(found.digest) == pages + 1
    assert words.count("Example, no law") >= pages
    assert all(rule.id in words.replace("- ", "-") for rule in EXAMPLE.rules.values())
    assert printed == print_policy(found, SPEECH)


def test_a_letter_that_is_a_further_event_says_for_whom() -> None:
    also = said(entry(written(GUIDE), "letter-idr-response"))["and also"]
    assert also[:2] == [
        "“A notice refusing the change or postponement was given”",
        "where the outcome is: Partly rejected, Rejected",
    ]
    assert "for: Credit complaint involving a hardship notice" in also
