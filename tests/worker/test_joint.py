"""Several people complain: each gets a copy of their own by e-mail, and the register holds what it says of it."""

import pytest

from register.domain.commands import case as c
from register.domain.commands.letter import Going
from register.domain.errors import Refused
from register.domain.subjects.complainants import complainants, owner_of
from register.domain.subjects.parties import Person
from register.domain.values import Id
from register.store.forget import forget
from tests.build import Bench, a_case, an_accepted_response, approved
from tests.door.looking import codes, url_of, verified
from tests.store.raw import raw
from tests.worker.bench import a_letterbox, a_worker, the_case
from tests.worker.relay import Manners
from tests.worker.reports import a_report
from tests.worker.test_sending import response_deadline

ROBIN, KIM = "robin@customer.example", "kim@quiet.example"


def joining() -> c.Joining:
    return c.Joining(c.Identifying(name="Kim Example"), (c.ContactDetail("email", KIM, "phone-call"),))


def answered(bench: Bench) -> Id:
    """Log a complaint of two people and have its answer to both approved; return the case."""
    case = a_case(bench, others=(joining(),))
    found = the_case(bench, case)
    copies = tuple(Going(each.person, "email", each.id) for each in found.contacts if each.person is not None)
    approved(bench, case, an_accepted_response(bench, case, copies=copies))
    return case


def people(bench: Bench, case: Id) -> tuple[Person, ...]:
    return complainants(the_case(bench, case))


def test_each_gets_a_letter_of_their_own(bench: Bench, manners: Manners, relay: int) -> None:
    case = answered(bench)
    a_worker(bench, relay).run_once()
    assert sorted(letter["To"] for letter in manners.letters) == [KIM, ROBIN]
    assert len({letter["Message-ID"] for letter in manners.letters}) == 2
    documents = [next(letter.iter_attachments()).get_content() for letter in manners.letters]
    assert documents[0] != documents[1]
    assert response_deadline(bench, case).met_at == bench.clock()
    assert a_worker(bench, relay).run_once()["send"] == 0
    assert verified(bench).holds


def test_one_copy_that_comes_back_opens_the_limit_again(bench: Bench, manners: Manners, relay: int) -> None:
    case = answered(bench)
    a_worker(bench, relay).run_once()
    due = response_deadline(bench, case).due
    bench.clock.step(hours=1)
    theirs = next(d for d in the_case(bench, case).dispatches if d.person is not None)
    taken = a_letterbox(bench).take(a_report(theirs.id, recipient=KIM))
    assert taken.result == "came-back"
    limit = response_deadline(bench, case)
    assert (limit.is_open, limit.due) == (True, due)
    assert a_worker(bench, relay).run_once()["send"] == 0
    assert verified(bench).holds


def test_a_letter_nobody_wrote_to_whoever_joined_goes_back_to_its_author(bench: Bench, relay: int) -> None:
    case = a_case(bench)
    approved(bench, case, an_accepted_response(bench, case))
    bench.do(c.AddComplainant(case=case, joining=joining()))
    worker = a_worker(bench, relay)
    assert worker.run_once()["queue"] == 1
    assert the_case(bench, case).letters[0].state == "returned"
    assert worker.run_once()["queue"] == 0


def test_nobody_complains_twice_under_what_the_register_holds(bench: Bench) -> None:
    case = a_case(bench)
    bench.do(c.AddComplainant(case=case, joining=joining()))
    with pytest.raises(Refused) as refusal:
        bench.do(c.AddComplainant(case=case, joining=joining()))
    assert [problem.code for problem in refusal.value.problems] == ["same-person"]
    assert len(people(bench, case)) == 2


def test_the_complaint_is_found_by_each_name_and_counted_once(bench: Bench) -> None:
    case = a_case(bench, others=(joining(),))
    for words in ("kim example", "Robin Example", KIM):
        assert [line.id for line in bench.register.reader.cases.search(bench.officer, words).items] == [case]


def test_what_is_known_of_one_is_erased_and_of_the_other_stays(bench: Bench) -> None:
    case = a_case(bench, others=(joining(),))
    _, kim = people(bench, case)
    bench.do(c.RecordPreferences(case=case, safe_address="Box 7", person=kim.id))
    found = the_case(bench, case)
    _, kim = complainants(found)
    named = [kim.complainant.name, kim.preferences.safe_address]
    reached = [each.value for each in found.contacts if owner_of(found, each) == kim.id]
    gone = [sealed.digest for sealed in (*named, *reached) if sealed is not None]
    assert len(gone) == 3
    with raw(url_of(bench)) as connection:
        assert forget(connection, gone) == 3
    file = bench.register.reader.cases.open(bench.officer, case)
    robin, kim = complainants(file.case)
    assert (file.text(robin.complainant.name), file.text(kim.complainant.name)) == ("Robin Example", None)
    assert bench.register.reader.cases.search(bench.officer, KIM).items == []
    assert codes(verified(bench)) == {"sealed-value-missing"}
    # Whoever was erased is told apart from nobody any more.
    bench.do(c.AddComplainant(case=case, joining=joining()))
