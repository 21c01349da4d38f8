"""Writing a letter in another language: its original beside each part, and both before whoever approves it."""

from register.domain.commands.case import RecordPreferences
from register.domain.subjects.letter import Letter
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.visit import Forms, Visit

NEW = "/letters/C-2026-000001/new"
REJECTION = f"{NEW}?type=idr-response&decision=rejected&language=id"


def stored(bench: Bench, case: Id) -> Letter:
    """Return the case's one letter as it stands."""
    (letter,) = bench.register.reader.cases.open(bench.officer, case).case.letters
    return letter


def words_of(bench: Bench, case: Id) -> dict[str, str]:
    """Return each block of the one letter with its original, opened."""
    file = bench.register.reader.cases.open(bench.officer, case)
    blocks = file.case.letters[0].content.blocks
    return {block.id: f"{file.text(block.text)} / {file.text(block.original)}" for block in blocks}


def a_rejection(visit: Visit, point: Id) -> dict[str, object]:
    """What the form of a complete rejection in Indonesian sends."""
    return visit.form(REJECTION, NEW) | {
        "block-outcome": "Kami tidak setuju.",
        "original-block-outcome": "We do not agree.",
        "block-reasons": "Tercantum dalam ketentuan.",
        "original-block-reasons": "It is in the terms.",
        f"answer-{point}": "Ditagih satu kali.",
        f"original-answer-{point}": "It was charged once.",
        "finding-1": "Ada dua kartu.",
        "original-finding-1": "There are two cards.",
        "support-1": "Pesanan kartu.",
        "original-support-1": "The card order.",
        "translator": "Tara Translator",
    }


def test_only_what_somebody_writes_has_its_original_beside_it(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    form = olive.form(REJECTION, NEW)
    beside = {name.removeprefix("original-").partition("-")[0] for name in form if name.startswith("original-")}
    assert beside == {"block", "answer", "finding", "support"}
    assert {"original-block-outcome", "original-block-reasons", "translator"} <= set(form)
    assert "original-block-afca-right" not in form
    assert "Anda berhak" in form["block-afca-right"]
    own = olive.form(NEW, NEW)
    assert not [name for name in own if name.startswith("original-") or name == "translator"]


def test_a_letter_starts_in_the_language_the_complainant_prefers(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    bench.do(RecordPreferences(case=case, language="fr"))
    form = olive.form(NEW, NEW)
    assert (form["language"], form["spoken"]) == ("fr", "fr")
    assert "vous avez le droit" in form["block-afca-right"]


def test_a_translated_letter_goes_its_way_and_its_approver_sees_both(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    point = bench.register.reader.cases.open(bench.officer, case).case.points[0].id
    written = a_rejection(olive, point)
    answer = olive.client.post(NEW, data=written | {"step": "submit"})
    assert answer.status_code == 302
    letter = stored(bench, case)
    assert letter.state == "submitted"
    page = ash.get(f"/letters/C-2026-000001/{letter.id}")
    both = page.split('id="both"', 1)[1].split("</section>", 1)[0]
    for own, said in (
        ("We do not agree.", "Kami tidak setuju."),
        ("It was charged once.", "Ditagih satu kali."),
        ("There are two cards.", "Ada dua kartu."),
        ("The card order.", "Pesanan kartu."),
    ):
        assert own in both.split(said, 1)[0], own
    assert "Tara Translator" in page
    again = olive.form(f"/letters/C-2026-000001/{letter.id}/edit", f"/letters/C-2026-000001/{letter.id}/edit")
    assert {name: again[name] for name in written if name.startswith(("original-", "translator", "finding"))} == {
        name: text for name, text in written.items() if name.startswith(("original-", "translator", "finding"))
    }


def test_the_gate_says_beside_the_part_what_is_missing(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    point = bench.register.reader.cases.open(bench.officer, case).case.points[0].id
    left_out = {"original-block-outcome": "", f"original-answer-{point}": "", "translator": ""}
    written = a_rejection(olive, point)
    gate = olive.client.post("/letters/C-2026-000001/check", data=written | left_out).text
    assert "3 things to do" in gate
    assert 'href="#original-block-outcome"' in gate
    assert f'href="#original-answer-{point}"' in gate
    assert "Name who translated the letter" in gate
    assert "The gate is open" in olive.client.post("/letters/C-2026-000001/check", data=written).text


def test_changing_the_language_says_the_standard_texts_anew_and_moves_ones_own_words_beside(
    bench: Bench, olive: Visit
) -> None:
    case = a_case(bench)
    first = olive.form(NEW, NEW) | {"block-outcome": "We accept.", "block-firm-contact": "Come and see us."}
    page = olive.client.post(NEW, data=first | {"language": "zh-Hans"}).text
    form = Forms(page).by_action[NEW]
    assert form["spoken"] == "zh-Hans"
    assert "您有权" in form["block-afca-right"]
    assert (form["block-outcome"], form["original-block-outcome"]) == ("", "We accept.")
    assert form["block-firm-contact"] == "Come and see us."
    back = Forms(olive.client.post(NEW, data=form | {"language": "en", "block-outcome": "我们接受。"}).text).by_action[
        NEW
    ]
    assert back["block-outcome"] == "We accept."
    assert "you have the right" in back["block-afca-right"]
    assert "original-block-outcome" not in back
    assert olive.client.post(NEW, data=form | {"step": "save"}).status_code == 302
    assert words_of(bench, case)["outcome"] == " / We accept."


def test_a_letter_in_no_language_of_the_pack_is_refused(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    form = olive.form(NEW, NEW)
    assert olive.client.post(NEW, data=form | {"language": "tlh", "step": "save"}).status_code == 422
    assert olive.form(f"{NEW}?language=tlh", NEW)["language"] == "en"
