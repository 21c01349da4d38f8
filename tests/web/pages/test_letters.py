"""Writing a letter with the gate beside it, and the steps it takes until it has arrived."""

import re

import pytest

from register.domain.commands import letter as le
from register.domain.commands.case import AddNote
from register.domain.subjects.letter import Letter
from register.domain.values import Id
from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.web.pages.visit import Visit

NEW = "/letters/C-2026-000001/new"


def stored(bench: Bench, case: Id) -> Letter:
    """Return the case's one letter as it stands."""
    (letter,) = bench.register.reader.cases.open(bench.officer, case).case.letters
    return letter


def gate(page: str) -> str:
    return page.split('id="gate"', 1)[1].split("</section>", 1)[0]


def to_do(page: str) -> int:
    found = re.search(r"(\d+) things? to do", page)
    return int(found[1]) if found else 0


def test_a_new_letter_starts_from_the_standard_texts_and_says_what_is_missing(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    page = olive.get(NEW)
    assert "1800 931 678" in olive.form(NEW, NEW)["block-afca-contact"]
    assert to_do(page) == 2
    assert "271.53(a)" in gate(page)


def test_a_rejection_asks_for_answers_findings_and_reasons(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    page = gate(olive.get(f"{NEW}?type=idr-response&decision=rejected"))
    for paragraph in ("271.54(a)", "271.54(b)", "271.54(c)"):
        assert paragraph in page


def test_the_gate_answers_while_the_letter_is_being_written(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    values = olive.form(NEW, NEW)
    before = olive.client.post("/letters/C-2026-000001/check", data=values).text
    values |= {"block-outcome": "We accept.", "block-actions-taken": "Refunded {amount}."}
    half = olive.client.post("/letters/C-2026-000001/check", data=values).text
    after = olive.client.post("/letters/C-2026-000001/check", data=values | {"block-actions-taken": "Refunded."}).text
    assert (to_do(before), to_do(half), to_do(after)) == (2, 1, 0)
    assert "A second person approves" in after
    assert bench.register.reader.cases.open(bench.officer, case).case.letters == ()


def test_a_draft_is_kept_unfinished_and_a_double_click_keeps_one(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    values = olive.form(NEW, NEW) | {"block-outcome": "We accept.", "step": "save"}
    for _click in range(2):
        assert olive.client.post(NEW, data=values).status_code == 302
    letter = stored(bench, case)
    assert letter.state == "draft"
    page = olive.get(f"/letters/C-2026-000001/{letter.id}")
    assert "We accept." in page
    assert letter.content_hash in page


def test_submitting_too_early_keeps_the_draft_and_leads_back_with_every_reason(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    answer = olive.send(NEW, NEW, step="submit")
    page = olive.get(answer.headers["Location"])
    assert stored(bench, case).state == "draft"
    assert "Your draft is kept" in page
    assert "This part is required and still empty. (271.53(a))" in page


def test_a_letter_goes_from_one_person_to_another(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    written = {"block-outcome": "We accept.", "block-actions-taken": "Refunded."}
    values = olive.form(NEW, NEW) | written | {"step": "submit"}
    assert olive.client.post(NEW, data=values).status_code == 302
    letter = stored(bench, case)
    assert letter.state == "submitted"
    address = f"/letters/C-2026-000001/{letter.id}"
    assert "Waiting for a second person" in olive.get(address)
    assert f"{address}/approve" not in olive.get(address)
    assert ash.send(address, f"{address}/return", reason="Say by when").status_code == 302
    assert "Say by when" in olive.get(address)
    assert olive.send(address, f"{address}/submit").status_code == 302
    assert ash.send(address, f"{address}/approve").status_code == 302
    assert stored(bench, case).state == "approved"
    assert "Ash Approver" in olive.get(address)


def test_one_changed_character_makes_the_approval_page_stale(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    bench.do(le.SubmitLetter(case=case, letter=letter))
    address = f"/letters/C-2026-000001/{letter}"
    seen = ash.form(address, f"{address}/approve")
    an_accepted_response(bench, case, blocks=(("outcome", "We accept it!"),))
    answer = ash.client.post(f"{address}/approve", data=seen)
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.text
    assert "What happened meanwhile" in answer.text


def test_a_note_by_somebody_else_does_not_refuse_the_letter_but_another_text_does(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    address = f"/letters/C-2026-000001/{letter}/edit"
    first, second = olive.form(address, address), olive.form(address, address)
    bench.do(AddNote(case=case, text="The bank statement came"), bench.approver)
    assert olive.client.post(address, data=first | {"step": "save"}).status_code == 302
    refused = olive.client.post(address, data=second | {"step": "save", "block-outcome": "Another text"})
    assert refused.status_code == 422
    assert "What happened meanwhile" in refused.text
    assert "Another text" in refused.text


def test_nobody_approves_their_own_letter(bench: Bench, ash: Visit) -> None:
    case = a_case(bench)
    values = ash.form(NEW, NEW) | {"block-outcome": "We accept.", "block-actions-taken": "Done.", "step": "submit"}
    assert ash.client.post(NEW, data=values).status_code == 302
    letter = stored(bench, case)
    address = f"/letters/C-2026-000001/{letter.id}"
    page = ash.get(address)
    assert "You wrote or submitted this letter" in page
    assert f'action="{address}/approve"' not in page
    forged = ash.form(address, f"{address}/void") | {"content": letter.content_hash}
    refused = ash.client.post(f"{address}/approve", data=forged)
    assert refused.status_code == 422
    assert "nobody approves their own work" in refused.text
    assert stored(bench, case).state == "submitted"


def test_what_an_author_left_out_stays_out(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case, blocks=(("outcome", "We accept."),))
    address = f"/letters/C-2026-000001/{letter}/edit"
    assert olive.form(address, address)["block-afca-right"] == ""
    assert to_do(olive.get(address)) == 3


def test_a_letter_by_post_is_recorded_as_given_with_its_evidence(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    address = f"/letters/C-2026-000001/{letter}"
    refused = olive.send(address, f"{address}/give", method="in-person", evidence="")
    assert refused.status_code == 422
    answer = olive.send(address, f"{address}/give", method="in-person", evidence="Handed over at the branch")
    assert answer.status_code == 302
    assert stored(bench, case).state == "sent"
    assert "Handed over at the branch" in olive.get(address)


@pytest.mark.parametrize(("found", "state"), [("yes", "sent"), ("no", "approved")])
def test_a_person_resolves_what_is_in_doubt(bench: Bench, olive: Visit, found: str, state: str) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter, "in-doubt")
    address = f"/letters/C-2026-000001/{letter}"
    assert "Nobody knows whether it arrived" in olive.get(address)
    answer = olive.send(address, f"{address}/resolve", accepted=found, evidence="They called and said so")
    assert answer.status_code == 302
    assert stored(bench, case).state == state


def test_what_was_sent_is_shown_and_never_written_anew(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    address = f"/letters/C-2026-000001/{letter}"
    assert olive.client.get(f"{address}/edit").headers["Location"] == address
    assert olive.client.get(f"{address}/pdf").data == b"%PDF-1.7"
    assert "/edit" not in olive.get(address)


def test_the_preview_shows_what_is_not_saved_and_escapes_it(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    answer = olive.send(NEW, NEW, step="preview", **{"block-outcome": "<script>alert(1)</script> accepted"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt; accepted" in answer.text
    assert bench.register.reader.cases.open(bench.officer, case).case.letters == ()


def test_an_auditor_reads_letters_and_is_offered_no_step(bench: Bench, audrey: Visit, ada: Visit) -> None:
    case = a_case(bench)
    letter = an_accepted_response(bench, case)
    bench.do(le.SubmitLetter(case=case, letter=letter))
    page = audrey.get(f"/letters/C-2026-000001/{letter}")
    assert f"/letters/C-2026-000001/{letter}/approve" not in page
    assert f"/letters/C-2026-000001/{letter}/void" not in page
    ada.get(f"/letters/C-2026-000001/{letter}", status=403)


def test_an_unknown_letter_is_nowhere(bench: Bench, olive: Visit) -> None:
    a_case(bench)
    olive.get("/letters/C-2026-000001/00000000-0000-7000-8000-000000000000", status=404)
    olive.get("/letters/C-2026-000099/new", status=404)
