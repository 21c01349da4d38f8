"""Several people complain together: the page keeps them apart, and says to whom a letter still has to go."""

from pathlib import Path

from register.domain.commands import case as c
from register.domain.commands.letter import Going
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, owner_of
from register.domain.subjects.parties import Person
from register.domain.values import Id
from register.publication.casefile import case_chronicle
from register.publication.letters import preview_file
from tests.build import Bench, a_case, an_accepted_response, approved
from tests.reports.paper import text
from tests.web.pages.visit import Visit

KIM = "kim@quiet.example"


def joining(email: str = KIM, name: str = "Kim Example") -> c.Joining:
    return c.Joining(c.Identifying(name=name), (c.ContactDetail("email", email, "phone-call"),))


def stands(bench: Bench, case: Id) -> Case:
    return bench.register.reader.cases.open(bench.officer, case).case


def two(bench: Bench) -> tuple[Id, str, Person, Person]:
    case = a_case(bench, others=(joining(),))
    found = stands(bench, case)
    robin, kim = complainants(found)
    return case, found.reference, robin, kim


def email_of(bench: Bench, case: Id, person: Person) -> Id:
    found = stands(bench, case)
    return next(each.id for each in found.contacts if owner_of(found, each) == person.id)


def test_one_is_added_told_apart_and_taken_out_again(olive: Visit, bench: Bench) -> None:
    case = a_case(bench)
    reference = stands(bench, case).reference
    assert "Complainants" not in olive.get(f"/cases/{reference}/cards/people")
    olive.step(reference, "add-complainant", name="Kim Example", email=KIM, source="phone-call")
    _, kim = complainants(stands(bench, case))
    page = olive.get(f"/cases/{reference}")
    assert "Complainants" in page
    assert "Several people complain" in page
    address = f"/cases/{reference}/preferences?person={kim.id}"
    form = olive.get(address)
    assert "Kim Example" in form
    assert KIM in form
    assert "robin@customer.example" not in form.split("</form>")[0].split("<form")[-1]
    answer = olive.send(address, f"/cases/{reference}/preferences", safe_address="Box 7", language="id")
    assert answer.status_code == 302
    robin, kim = complainants(stands(bench, case))
    assert (robin.preferences.safe_address, kim.preferences.language) == (None, "id")
    assert "Box 7" not in olive.get(f"/cases/{reference}/preferences?person={robin.id}").split("</form>")[0]
    out = olive.send(
        f"/cases/{reference}/take-out?person={kim.id}", f"/cases/{reference}/take-out", reason="Wrong file"
    )
    assert out.status_code == 302
    assert len(complainants(stands(bench, case))) == 1


def test_the_same_person_is_not_added_twice(olive: Visit, bench: Bench) -> None:
    case = a_case(bench)
    again = olive.step(
        stands(bench, case).reference, "add-complainant", name="robin example", email="Robin@customer.example"
    )
    assert again.status_code == 422
    assert "This person complains here already" in again.text


def test_one_address_of_two_is_warned_of(olive: Visit, bench: Bench) -> None:
    case = a_case(bench, others=(joining("ROBIN@customer.example"),))
    reference = stands(bench, case).reference
    for page in (f"/cases/{reference}", f"/letters/{reference}/new?type=idr-response"):
        assert "One address of several people" in olive.get(page)


def test_a_letter_is_written_to_each_and_each_reads_their_own(olive: Visit, bench: Bench) -> None:
    case, reference, robin, kim = two(bench)
    form = olive.form(f"/letters/{reference}/new?type=idr-response", f"/letters/{reference}/new")
    mine = email_of(bench, case, kim)
    assert (form[f"via-{kim.id}"], form[f"contact-{kim.id}"]) == ("email", mine)
    letter = olive.send(
        f"/letters/{reference}/new?type=idr-response",
        f"/letters/{reference}/new",
        decision="accepted",
        step="submit",
        **{"block-outcome": "We accept.", "block-actions-taken": "We refunded."},
    )
    assert letter.status_code == 302
    (written,) = stands(bench, case).letters
    assert written.state == "submitted"
    page = olive.get(f"/letters/{reference}/{written.id}")
    assert "It counts as sent when the last of them has it." in page
    theirs = olive.get(f"/letters/{reference}/{written.id}/preview?person={kim.id}")
    assert "Dear Kim Example" in theirs
    assert KIM in theirs
    file = bench.register.reader.cases.open(bench.officer, case)
    for reader, other in ((robin, KIM), (kim, "robin@customer.example")):
        paper = preview_file(bench.register, file, written.id, reader.id)
        assert other not in paper


def test_what_is_still_to_go_is_shown_and_recorded_for_each(olive: Visit, bench: Bench) -> None:
    case, reference, robin, kim = two(bench)
    letter = an_accepted_response(bench, case, copies=(Going(kim.id, "in-person", email_of(bench, case, kim)),))
    approved(bench, case, letter)
    assert "Still to get" in olive.get(f"/cases/{reference}/cards/people")
    page = f"/letters/{reference}/{letter}"
    for person in (kim, robin):
        assert stands(bench, case).letters[0].state == "approved"
        said = {"person": person.id, "method": "in-person", "evidence": "Signed"}
        assert olive.send(page, f"{page}/give", **said).status_code == 302
    assert stands(bench, case).letters[0].state == "sent"
    assert "Waits" not in olive.get(page)


def test_the_acknowledgement_is_recorded_for_each(olive: Visit, bench: Bench) -> None:
    case, reference, robin, kim = two(bench)
    for person in (robin, kim):
        assert stands(bench, case).acknowledgement is None
        said = {"method": "phone", "person": person.id, "evidence": "Called back"}
        assert olive.step(reference, "acknowledge", **said).status_code == 302
    assert stands(bench, case).acknowledgement is not None


def test_the_case_file_names_both_and_prints_no_address_of_either(bench: Bench, tmp_path: Path) -> None:
    case, _, _, kim = two(bench)
    bench.do(c.RecordPreferences(case=case, safe_address="Box 7, Quiet Bay", person=kim.id))
    bench.do(c.RecordSupport(case=case, needs=("family-violence",), consent_at=bench.clock(), person=kim.id))
    paper = tmp_path / "case.pdf"
    paper.write_bytes(case_chronicle(bench.register, bench.officer, case))
    words = text(paper)
    assert "Robin Example, Kim Example" in words
    for kept_back in ("Quiet Bay", KIM, "robin@customer.example", "violence"):
        assert kept_back not in words
