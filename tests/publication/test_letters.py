"""Every kind of letter: begun from the suggested blocks, let through by the gate, printed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands import register as r
from register.domain.decide.gate import GateClosed
from register.domain.errors import Invalid, Unknown
from register.domain.values import Code, Id
from register.publication.letters import preview_letter, render_letter
from register.publication.suggestions import Start, Suggested, suggest_blocks
from tests.build import DETAILS, Bench, a_case, approved, restrict
from tests.reports.paper import info, text

OWN_WORDS = {
    "outcome": "We have decided about your complaint.",
    "actions-taken": "- We refunded $25.00 on 3 August 2026.\n- We corrected the setting.",
    "reasons": "The terms you agreed to allow the second fee.",
    "delay-reasons": "We asked the receiving bank for its records on 20 July 2026 and still wait for them.",
    "resolution": "You told us on the phone that the apology settles it.",
    "progress": "The records came on 20 July 2026; we are reading them.",
    "limit-passed": "We should have answered by now and have not.",
}
KINDS = [
    Start("acknowledgement"),
    Start("idr-response", "accepted"),
    Start("idr-response", "partly-rejected"),
    Start("idr-response", "rejected"),
    Start("delay-notification"),
    Start("closure"),
    Start("out-of-time-notice"),
    Start("progress-update"),
]


def ready_for(bench: Bench, case: Id, letter: str) -> None:
    """Bring about what a letter of this type is for."""
    if letter == "delay-notification":
        facts = "The receiving bank looks for records of 2019."
        bench.do(c.StateDelayGround(case=case, ground="complexity", facts=facts))
    if letter == "out-of-time-notice":
        bench.clock.step(days=31)


def written(bench: Bench, case: Id, start: Start, change: Callable[[Suggested], str] | None = None) -> Id:
    """Draft a letter from the suggested blocks and the officer's own words; a translated one has its originals."""
    ready_for(bench, case, start.type)
    file = bench.register.reader.cases.open(bench.officer, case)
    blocks = suggest_blocks(bench.register, bench.officer, case, start)
    says = change or (lambda block: block.text or OWN_WORDS[block.id])
    kinds = {block.kind for block in blocks}
    points = file.case.points if "points" in kinds else ()
    answers = tuple((point.id, "The second fee is for the second card.") for point in points)
    findings = (("Two cards were issued.", "Card order of May 2026."),) if "findings" in kinds else ()
    own = tuple((b.id, b.original.text or OWN_WORDS[b.id]) for b in blocks if b.kind == "text" and b.original)
    writing = le.Writing(
        type=start.type,
        language=start.language or "en",
        via="email",
        decision=start.decision,
        ground="complexity" if start.type == "delay-notification" else None,
        contact=file.case.contacts[0].id,
        blocks=tuple((block.id, says(block)) for block in blocks if block.kind not in {"points", "findings"}),
        answers=answers,
        findings=findings,
        original=le.Original("Tara Translator", own, answers, findings) if start.language else le.Original(),
    )
    return Id(bench.do(le.DraftLetter(case=case, writing=writing)).made["letter"])


def test_the_facts_of_a_ground_are_carried_into_the_letter_about_it(bench: Bench) -> None:
    case = a_case(bench)
    ready_for(bench, case, "delay-notification")
    offered = suggest_blocks(bench.register, bench.officer, case, Start("delay-notification"))
    assert [block.id for block in offered if "records of 2019" in block.text] == ["delay-reasons"]


def let_through(bench: Bench, case: Id, letter: Id) -> None:
    bench.do(le.SubmitLetter(case=case, letter=letter))
    found = bench.register.reader.cases.open(bench.approver, case).case.letter(letter)
    assert found is not None
    if found.state == "submitted":
        bench.do(le.ApproveLetter(case=case, letter=letter, content=found.content_hash), bench.approver)


@pytest.mark.parametrize("start", KINDS, ids=lambda start: f"{start.type}-{start.decision}")
def test_a_letter_begun_from_the_suggestion_passes_the_gate_and_prints(
    bench: Bench, start: Start, tmp_path: Path
) -> None:
    case = a_case(bench)
    letter = written(bench, case, start)
    let_through(bench, case, letter)
    file = tmp_path / "letter.pdf"
    file.write_bytes(render_letter(bench.register, case, letter))
    found = text(file)
    for words in (
        "Harbour Bank",
        "AFSL-000000",
        "Robin Example",
        "Olive Officer",
        "C-2026-0000",
        "3 August 2026",
        letter,
    ):
        assert words in found, words
    assert "{" not in found
    owner = "firm-" if start.type in {"acknowledgement", "closure", "progress-update"} else "afca-"
    assert all(value in found for name, value in DETAILS if name.startswith(owner))
    if start.decision in {"partly-rejected", "rejected"}:
        for words in ("The fee was charged twice", "the second card", "Two cards were issued", "Card order of May"):
            assert words in found, words
    assert int(info(file)["Pages"]) <= 2


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (Start("acknowledgement", None, "fr"), ("Référence", "3 août 2026", "Téléphone", "Olive Officer")),
        (Start("idr-response", "rejected", "zh-Hans"), ("参考编号：", "2026年8月3日", "电话：1800 931 678", "页码 1")),
        (Start("out-of-time-notice", None, "id"), ("Nomor referensi:", "3 Agustus 2026", "Telepon: 1800 931 678")),
    ],
    ids=lambda value: value.language if isinstance(value, Start) else "",
)
def test_a_letter_in_another_language_is_all_in_it(
    bench: Bench, start: Start, said: tuple[str, ...], tmp_path: Path
) -> None:
    case = a_case(bench)
    letter = written(bench, case, start)
    let_through(bench, case, letter)
    file = tmp_path / "letter.pdf"
    file.write_bytes(render_letter(bench.register, case, letter))
    found = text(file).replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in said if words not in found] == []
    assert [english for english in ("Reference:", "Telephone:", "August", "Tara Translator") if english in found] == []


def test_what_the_pack_says_for_a_part_somebody_writes_is_offered_in_both_languages(bench: Bench) -> None:
    start = Start("out-of-time-notice", None, "zh-Hans")
    blocks = {block.id: block for block in suggest_blocks(bench.register, bench.officer, a_case(bench), start)}
    passed = blocks[Code("limit-passed")]
    assert "2026年8月3日" in passed.text
    assert passed.original is not None
    assert "3 August 2026" in passed.original.text
    assert blocks[Code("afca-right")].kind == "fixed"
    with pytest.raises(Invalid):
        suggest_blocks(bench.register, bench.officer, a_case(bench), Start("acknowledgement", None, "tlh"))


def test_every_part_the_pack_asks_for_is_suggested_with_its_paragraph(bench: Bench) -> None:
    blocks = suggest_blocks(bench.register, bench.officer, a_case(bench), Start("idr-response", "rejected"))
    assert [(block.id, block.kind, block.required, block.cite) for block in blocks] == [
        ("outcome", "text", True, "271.53(a)"),
        ("points-answered", "points", True, "271.54(a)"),
        ("findings", "findings", True, "271.54(b)"),
        ("reasons", "text", True, "271.54(c)"),
        ("afca-right", "fixed", True, "271.53(b)"),
        ("afca-contact", "contact", True, "271.53(c)"),
        ("firm-contact", "contact", False, None),
    ]
    assert all(bool(block.text) != bool(block.hint) for block in blocks)


def test_what_only_a_person_can_say_is_left_open_and_the_gate_says_so(bench: Bench) -> None:
    case = a_case(bench)
    letter = written(bench, case, Start("idr-response", "rejected"), lambda block: block.text)
    with pytest.raises(GateClosed) as refused:
        bench.do(le.SubmitLetter(case=case, letter=letter))
    assert {(p.code, p.where, p.cite) for p in refused.value.problems} == {
        ("block-missing", "blocks.outcome", "271.53(a)"),
        ("block-missing", "blocks.reasons", "271.54(c)"),
    }


def test_the_blocks_follow_class_and_facts(bench: Bench) -> None:
    def suggested(complaint_class: str, letter: str, decision: str | None = None) -> set[str]:
        case = a_case(bench, classifying=c.Classifying(complaint_class=complaint_class))
        return {block.id for block in suggest_blocks(bench.register, bench.officer, case, Start(letter, decision))}

    scheme = {"afca-right", "afca-contact"}
    final = suggested("super-death-benefit", "idr-response", "accepted")
    assert final == {"outcome", "actions-taken", "afca-28-days", "firm-contact", *scheme}
    proposed = suggested("super-death-benefit", "new-proposal", "accepted")
    assert proposed == {"outcome", "actions-taken", "objection-period", "firm-contact"}
    refused = suggested("credit-hardship-notice", "idr-response", "rejected")
    assert {"enforcement-14-days", *scheme} <= refused
    assert "enforcement-14-days" not in suggested("credit-hardship-notice", "idr-response", "accepted")
    assert "enforcement-14-days" not in suggested("standard", "idr-response", "rejected")
    agreed = suggested("credit-hardship-notice", "agreement-confirmation")
    assert agreed == {"agreed-terms", "firm-contact", *scheme}


def texts_of(bench: Bench, case: Id, letter: str) -> dict[str, str]:
    return {block.id: block.text for block in suggest_blocks(bench.register, bench.officer, case, Start(letter))}


def test_the_dates_in_a_suggestion_are_those_of_the_case(bench: Bench) -> None:
    case = a_case(bench)
    blocks = texts_of(bench, case, "acknowledgement")
    assert "2 September 2026" in blocks["next-steps"]
    assert "Olive Officer" in blocks["next-steps"]
    assert "17 August 2026" in texts_of(bench, case, "delay-notification")["next-steps-delayed"]


def test_a_letter_to_a_representative_greets_them(bench: Bench, tmp_path: Path) -> None:
    detail = c.ContactDetail("email", "lee@counsel.example", "authority", of="representative")
    case = a_case(bench, contacts=(detail,))
    bench.do(c.RecordRepresentative(case=case, kind="legal", name="Lee Counsel", authority_at=bench.clock()))
    letter = written(bench, case, Start("acknowledgement"))
    fragment = preview_letter(bench.register, bench.officer, case, letter)
    assert "Dear Lee Counsel" in fragment
    assert "lee@counsel.example" in fragment


def test_a_preview_escapes_what_people_wrote(bench: Bench) -> None:
    case = a_case(bench, complainant=c.Identifying(name="<script>alert(1)</script>"))
    letter = written(bench, case, Start("acknowledgement"))
    fragment = preview_letter(bench.register, bench.officer, case, letter)
    assert "<script" not in fragment
    assert "&lt;script&gt;" in fragment


def test_only_what_may_leave_names_a_checkpoint(bench: Bench, tmp_path: Path) -> None:
    bench.register.sealer.seal()
    case = a_case(bench)
    letter = written(bench, case, Start("idr-response", "accepted"))
    file = tmp_path / "letter.pdf"
    file.write_bytes(render_letter(bench.register, case, letter))
    assert "entries" not in text(file)
    approved(bench, case, letter)
    file.write_bytes(render_letter(bench.register, case, letter))
    checkpoint = bench.register.reader.trail.checkpoint()
    assert checkpoint is not None
    assert f"{checkpoint.size} entries" in text(file)


def test_the_machine_prints_the_letters_of_a_restricted_case(bench: Bench) -> None:
    case = a_case(bench)
    letter = written(bench, case, Start("acknowledgement"))
    restrict(bench, case, bench.officer, bench.approver)
    assert render_letter(bench.register, case, letter).startswith(b"%PDF")
    with pytest.raises(Unknown):
        preview_letter(bench.register, bench.auditor, case, letter)


def test_letters_and_cases_nobody_knows_are_refused(bench: Bench) -> None:
    case = a_case(bench)
    with pytest.raises(Unknown):
        preview_letter(bench.register, bench.officer, case, case)
    with pytest.raises(Invalid):
        suggest_blocks(bench.register, bench.officer, case, Start("postcard"))
    with pytest.raises(Invalid):
        suggest_blocks(bench.register, bench.officer, case, Start("idr-response"))


def test_each_brand_prints_its_own_contact_details(bench: Bench, tmp_path: Path) -> None:
    own = (("tide/firm-phone", "02 5550 0200"),)
    bench.do(r.SetDetails(details=(*DETAILS, *own)), CONSOLE)
    printed = {}
    for brand in ("harbour", "tide"):
        case = a_case(bench, brand=brand)
        letter = written(bench, case, Start("acknowledgement"))
        (tmp_path / brand).write_bytes(render_letter(bench.register, case, letter))
        printed[brand] = text(tmp_path / brand)
    shared = dict(DETAILS)["firm-phone"]
    assert ("02 5550 0200" in printed["tide"], shared in printed["tide"]) == (True, False)
    assert ("02 5550 0200" in printed["harbour"], shared in printed["harbour"]) == (False, True)
