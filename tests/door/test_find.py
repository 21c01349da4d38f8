"""Cases and messages are found by whatever is remembered of them, and by nothing that was forgotten."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.domain.actors import Actor
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.errors import Invalid
from register.domain.find import terms, wanted
from register.domain.subjects.inbound import Author, Operation
from register.domain.values import Id
from register.reader.cases import QueueView
from register.store.forget import forget
from tests.build import Bench, a_case, a_message, a_post, a_yes_test, restrict
from tests.door.looking import codes, url_of, verified
from tests.find_model import has
from tests.store.raw import raw, run

SUMMARY = "A fee of 12% was charged 😡, monthly. 样本"


def found(bench: Bench, words: str, actor: Actor | None = None) -> list[Id]:
    return [line.id for line in bench.register.reader.cases.search(actor or bench.officer, words).items]


def messages(bench: Bench, words: str, actor: Actor | None = None) -> list[Id]:
    return [file.message.id for file in bench.register.reader.inbox.search(actor or bench.officer, words).items]


def registered(bench: Bench, message: Id) -> Id:
    told = {"message": message, "test": a_yes_test(), "channel": "social-media", "received_at": None}
    return a_case(bench, summary="Charged twice", **told)


@pytest.mark.parametrize(
    "words",
    ["Siobhan", "o'brien", "brien", "O’Brien", "'", "+61491570156", "0491 570 156", "2", "000002", "c-2026-000002",
     "样本", "%", "12%", "😡", "monthly fee", "siobhan fee", "shiv", "@shiv.ob", "siobhan@customer.example",
     "mont", "fe", "twice charged"],
)  # fmt: skip
def test_a_case_is_found_by_whatever_stands_in_it(bench: Bench, words: str) -> None:
    a_case(bench, summary="Something else", points=(), complainant=c.Identifying(name="Kim Example"), contacts=())
    case = a_case(
        bench,
        summary=SUMMARY,
        points=("Charged twice",),
        complainant=c.Identifying(name="Siobhán O'Brien", kind="individual"),
        contacts=(
            c.ContactDetail("phone", "0491 570 156", "phone-call"),
            c.ContactDetail("email", "siobhan@customer.example", "phone-call"),
            c.ContactDetail("handle", "@shiv.ob", "phone-call"),
        ),
    )
    assert found(bench, words) == [case]


def test_a_case_is_found_by_what_its_messages_say_and_who_wrote_them(bench: Bench) -> None:
    message = a_message(bench, a_post(bench, text="My kettle broke", author=Author("77", None, "Mo Kettering")))
    assert messages(bench, "kettle") == messages(bench, "kettering") == [message]
    assert found(bench, "kettle") == []
    case = registered(bench, message)
    assert found(bench, "kettle") == found(bench, "Kettering twice") == [case]
    bench.clock.step(minutes=1)
    a_message(bench, a_post(bench, text="My toaster broke", operation=Operation.EDITED, version="2"))
    assert found(bench, "toaster") == [case]
    assert messages(bench, "toaster") == [message]
    assert verified(bench).holds


def test_a_message_that_joins_a_case_brings_its_words_with_it(bench: Bench) -> None:
    case = a_case(bench)
    message = a_message(bench, a_post(bench, text="A kettle and a fee"))
    bench.do(m.LinkMessage(message=message, case=case))
    assert found(bench, "kettle") == [case]
    assert messages(bench, "kettle") == [message]
    assert verified(bench).holds


def test_privileged_words_are_found_by_those_who_may_read_them(bench: Bench) -> None:
    case = a_case(bench)
    bench.do(c.AddNote(case=case, text="Counsel says no", privileged=True))
    bench.do(c.AddNote(case=case, text="Rang back"))
    assert found(bench, "counsel") == found(bench, "counsel", bench.approver) == [case]
    assert found(bench, "counsel", bench.auditor) == []
    assert found(bench, "rang", bench.auditor) == [case]


def test_nobody_finds_what_they_may_not_know_of(bench: Bench) -> None:
    case, other = a_case(bench), a_case(bench, brand="tide")
    limited = Actor(bench.officer.name, bench.officer.roles, bench.officer.account, frozenset({"tide"}))
    assert found(bench, "fee") == [other, case]
    assert found(bench, "fee", limited) == [other]
    restrict(bench, case, bench.approver)
    assert found(bench, "fee") == [other]
    assert found(bench, "fee", bench.approver) == [other, case]
    message = a_message(bench)
    assert messages(bench, "charged") == [message]
    assert messages(bench, "charged", limited) == []


def test_a_queue_is_narrowed_by_words(bench: Bench) -> None:
    mine, _ = a_case(bench, summary="A kettle"), a_case(bench, summary="A kettle")
    a_case(bench, summary="A lamp")
    bench.do(c.AssignCase(case=mine, assignee=bench.officer.account))
    cases = bench.register.reader.cases
    assert len(cases.queue(bench.officer, QueueView(words="kettle")).items) == 2
    assert [
        line.id for line in cases.queue(bench.officer, QueueView("open", bench.officer.account, "kettle")).items
    ] == [mine]
    assert cases.queue(bench.officer, QueueView("closed", None, "kettle")).items == []
    assert cases.queue(bench.officer, QueueView(words="\u200d")).items == []
    waiting = [a_message(bench, a_post(bench, f"1_{n}", text=text)) for n, text in enumerate(("A kettle", "A lamp"))]
    inbox = bench.register.reader.inbox
    assert [file.message.id for file in inbox.waiting(bench.officer, words="lamp").items] == waiting[1:]
    assert inbox.decided(bench.officer, words="lamp").items == inbox.handed_off(bench.officer, words="lamp").items == []


def test_pages_of_what_was_found_follow_one_another(bench: Bench) -> None:
    cases = [a_case(bench, summary=f"Kettle {n + 1}") for n in range(5)]
    reader = bench.register.reader.cases
    first = reader.search(bench.officer, "kettle", limit=2)
    second = reader.search(bench.officer, "kettle", cursor=first.next, limit=2)
    third = reader.search(bench.officer, "kettle", cursor=second.next, limit=2)
    seen = [line.id for page in (first, second, third) for line in page.items]
    assert (seen, third.next) == (cases[::-1], None)
    # The case with the number asked for comes before newer ones that only hold it.
    a_case(bench, summary="Kettle 3 again")
    assert found(bench, "3")[0] == cases[2]
    with pytest.raises(Invalid):
        reader.search(bench.officer, "kettle", cursor="nonsense")


def test_what_is_forgotten_is_found_no_more(bench: Bench) -> None:
    case = a_case(bench, summary="A kettle and a lamp", points=("The lamp",))
    held = bench.register.reader.cases.open(bench.officer, case).case
    with raw(url_of(bench)) as connection:
        assert forget(connection, [held.summary.digest]) == 1
    assert found(bench, "kettle") == []
    # Another value says it too.
    assert found(bench, "lamp") == [case]
    findings = verified(bench)
    assert codes(findings) == {"sealed-value-missing"}
    assert run(url_of(bench), "SELECT 1 FROM commands WHERE salt IS NULL") != 0
    with pytest.raises(Invalid):
        found(bench, "x" * 1_000_000)


def test_words_of_a_message_are_forgotten_in_its_case_too(bench: Bench) -> None:
    message = a_message(bench, a_post(bench, text="A kettle"))
    registered(bench, message)
    held = bench.register.reader.inbox.open(bench.officer, message).message
    assert held.text is not None
    with raw(url_of(bench)) as connection:
        assert forget(connection, [held.text.digest]) == 1
    assert found(bench, "kettle") == messages(bench, "kettle") == []
    assert codes(verified(bench)) == {"sealed-value-missing"}


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        ("DELETE FROM sealed_values WHERE kind = 'text' AND subject_kind = 'case'", "find-differs"),
        ("DELETE FROM find_entries", "find-differs"),
        ("UPDATE find_entries SET subject_id = '00000000-0000-7000-8000-00000000abcd'", "find-foreign"),
        ("UPDATE find_entries SET number = number + 40", "find-foreign"),
    ],
)
def test_the_inspector_names_an_index_that_differs_and_maintenance_mends_it(
    bench: Bench, tamper: str, named: str
) -> None:
    case = a_case(bench)
    assert run(url_of(bench), tamper)
    assert named in codes(verified(bench))
    assert bench.register.upkeep.index_anew() == 1
    assert codes(verified(bench)) <= {"sealed-value-missing"}
    assert found(bench, "robin") == [case]


WORDS = st.text(st.sampled_from("aéb'-样本ก1%😡 É"), min_size=1, max_size=9)


def test_the_index_answers_as_if_there_were_none(bench: Bench) -> None:
    """Each engine finds exactly what the words are in, whatever the words."""

    @settings(max_examples=12)
    @given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=4), st.lists(WORDS, max_size=6))
    def finds(texts: list[str], asked: list[str]) -> None:
        for text in texts:
            kept[a_case(bench, summary=f"x {text}", points=(), contacts=(), complainant=c.Identifying())] = text
        for words in (*texts, *asked, *(text[:2] for text in texts)):
            for part in words.split()[:1]:
                wants = wanted(part)
                right = {case for case, text in kept.items() if has(terms("text", text), wants)}
                assert set(found_everywhere(bench, part)) >= right
                assert len(found_everywhere(bench, part)) == len(set(found_everywhere(bench, part)))

    kept: dict[Id, str] = {}
    finds()
    assert verified(bench).holds


def found_everywhere(bench: Bench, words: str) -> list[Id]:
    return [line.id for line in bench.register.reader.cases.search(bench.officer, words, limit=200).items]
