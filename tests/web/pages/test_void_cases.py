"""A case that is none, on its page: asked of a second person, said at the top, and nothing more to be done."""

from tests.build import Bench, a_case
from tests.web.pages.test_cases import read, step
from tests.web.pages.visit import Visit

NO = "no complaint"


def test_a_second_registration_names_the_one_that_stays(bench: Bench, olive: Visit, ash: Visit) -> None:
    first, second = a_case(bench), a_case(bench)
    told = {"reason": "registered-twice", "words": "The same call", "into": read(bench, first).reference}
    assert step(olive, second, "void", **told).status_code == 302
    assert "waits for a second person" in olive.get(f"/cases/{second}")
    assert "Void case" in ash.get("/approvals/")
    asked = read(bench, second).voiding_proposal
    assert asked is not None
    assert step(ash, second, "settle-voiding", proposal=asked.id, approve="yes").status_code == 302
    page = olive.get(f"/cases/{second}")
    assert "nothing is owed under it" in page
    assert read(bench, first).reference in page
    assert "Write a letter" not in page
    assert "Correct the time of receipt" not in page
    assert read(bench, second).reference in olive.get(f"/cases/{first}")
    assert read(bench, second).reference in olive.get("/queue/?view=void")
    assert step(olive, second, "reinstate", reason="Two calls").status_code == 302
    assert read(bench, second).status == "open"


def test_an_unknown_reference_is_named(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    answer = step(olive, case, "void", reason="registered-twice", words="The same call", into="C-1999-000001")
    assert answer.status_code == 404
    assert read(bench, case).voiding_proposal is None
