"""A letter's way out of the house, by a real relay: what counts as sent, what is tried again, what a person decides."""

from datetime import timedelta

import sqlalchemy as sa

from register.delivery.return_paths import ReturnPaths
from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.decide.dispatch import BACK_OFF
from register.domain.law.texts import PLACE
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code, Id
from register.store import tables as t
from tests.build import Bench, a_case, an_accepted_response, approved, restrict
from tests.worker.bench import a_letterbox, a_worker, an_approved_response, the_case, the_dispatch
from tests.worker.relay import Manners
from tests.worker.reports import a_report


def response_deadline(bench: Bench, case: Id) -> Deadline:
    return next(d for d in the_case(bench, case).deadlines if d.due.duty == "idr-response" and not d.replaced)


def test_an_approved_letter_leaves_by_itself_and_meets_its_deadline(bench: Bench, manners: Manners, relay: int) -> None:
    case = an_approved_response(bench)
    done = a_worker(bench, relay).run_once()
    assert (done["queue"], done["send"]) == (1, 1)
    dispatch = the_dispatch(bench, case)
    assert (dispatch.state, dispatch.reason, dispatch.attempts) == ("accepted", "smtp:2.0.0", 1)
    deadline = response_deadline(bench, case)
    assert (deadline.met_at, deadline.met_by) == (bench.clock(), dispatch.letter)
    (letter,) = manners.letters
    reference = the_case(bench, case).reference
    assert letter["To"] == "robin@customer.example"
    assert letter["From"] == "Harbour Bank <complaints@harbour.example>"
    assert letter["Subject"] == f"Our response to your complaint ({reference})"
    assert letter["Message-ID"] == f"<{dispatch.id}@register.local>"
    (document,) = letter.iter_attachments()
    assert document.get_filename() == f"{reference}.pdf"
    assert document.get_content().startswith(b"%PDF-")


def test_a_letter_is_sent_once_however_often_the_worker_runs(bench: Bench, manners: Manners, relay: int) -> None:
    an_approved_response(bench)
    worker = a_worker(bench, relay)
    assert [worker.run_once()["send"] for _ in range(3)] == [1, 0, 0]
    assert a_worker(bench, relay).run_once()["send"] == 0
    assert len(manners.received) == 1


def test_the_attempt_is_on_record_before_the_first_byte(bench: Bench, manners: Manners, relay: int) -> None:
    case = an_approved_response(bench)
    seen = []
    manners.before_answer = lambda: seen.append(the_dispatch(bench, case).state)
    a_worker(bench, relay).run_once()
    assert seen == ["sending"]


def test_a_refused_letter_goes_back_to_its_writer(bench: Bench, manners: Manners, relay: int) -> None:
    manners.recipient = "550 5.1.1 no such user"
    case = an_approved_response(bench)
    a_worker(bench, relay).run_once()
    dispatch = the_dispatch(bench, case)
    assert (dispatch.state, dispatch.reason) == ("refused", "smtp:5.1.1")
    assert response_deadline(bench, case).is_open
    assert the_case(bench, case).letters[0].state == "approved"
    bench.clock.step(days=3)
    assert a_worker(bench, relay).run_once()["send"] == 0


def test_a_relay_that_is_not_ready_is_tried_again_at_growing_distances(
    bench: Bench, manners: Manners, relay: int
) -> None:
    manners.message = "452 4.3.1 disk full"
    case = an_approved_response(bench)
    worker = a_worker(bench, relay)
    for number, pause in enumerate(BACK_OFF, 1):
        assert worker.run_once()["send"] == 1
        dispatch = the_dispatch(bench, case)
        assert (dispatch.state, dispatch.attempts, dispatch.reason) == ("queued", number, "smtp:4.3.1")
        assert dispatch.next_attempt_at == bench.clock() + pause
        bench.clock.step(seconds=pause.total_seconds() - 1)
        assert worker.run_once()["send"] == 0
        bench.clock.step(seconds=1)
    assert worker.run_once()["send"] == 1
    assert the_dispatch(bench, case).state == "refused"
    assert len({letter["Message-ID"] for letter in manners.letters}) == 1
    assert len(manners.received) == len(BACK_OFF) + 1


def test_every_letter_has_a_return_path_of_its_own(bench: Bench, manners: Manners, relay: int) -> None:
    cases = [an_approved_response(bench) for _ in range(2)]
    a_worker(bench, relay).run_once()
    paths = ReturnPaths("complaints+*@harbour.example", bench.register.settings.secret())
    assert [paths.dispatch(sender) for sender in manners.senders] == [the_dispatch(bench, case).id for case in cases]
    assert {letter["From"].addresses[0].addr_spec for letter in manners.letters} == {"complaints@harbour.example"}


def test_a_letter_that_cannot_be_written_is_refused_before_a_word_is_said(
    bench: Bench, manners: Manners, relay: int
) -> None:
    """An address from before the rule of what an address is."""
    case = an_approved_response(bench)
    engine = sa.create_engine(bench.register.settings.database_url)
    with engine.begin() as connection:
        old = sa.update(t.sealed_values).where(t.sealed_values.c.kind == "email")
        connection.execute(old.values(value=b"=?utf-8?q?robin?=@x.example"))
    engine.dispose()
    a_worker(bench, relay).run_once()
    assert (the_dispatch(bench, case).state, the_dispatch(bench, case).reason) == ("refused", "bad-address")
    assert the_case(bench, case).letters[0].state == "approved"
    assert manners.asked == 0


def test_a_line_cut_after_the_message_is_for_a_person_to_decide(bench: Bench, manners: Manners, relay: int) -> None:
    manners.drop = "DATA"
    case = an_approved_response(bench)
    a_worker(bench, relay).run_once()
    dispatch = the_dispatch(bench, case)
    assert (dispatch.state, dispatch.reason) == ("in-doubt", "connection-lost")
    manners.drop = ""
    bench.clock.step(days=5)
    a_worker(bench, relay).run_once()
    assert len(manners.received) == 1
    assert response_deadline(bench, case).is_open
    bench.do(le.ResolveDoubt(case=case, dispatch=dispatch.id, accepted=True, evidence="Robin answered it"))
    assert response_deadline(bench, case).met_at == dispatch.finished_at


def test_an_attempt_nobody_reported_on_is_in_doubt_and_never_sent_again_by_itself(
    bench: Bench, manners: Manners, relay: int
) -> None:
    case = an_approved_response(bench)
    letter = the_case(bench, case).letters[0].id
    dispatch = bench.do(le.QueueLetter(case=case, letter=letter, document=b"%PDF-1.7"), WORKER).made["dispatch"]
    bench.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    worker = a_worker(bench, relay)
    assert worker.run_once()["send"] == 1
    assert (the_dispatch(bench, case).state, the_dispatch(bench, case).reason) == ("in-doubt", "interrupted")
    bench.clock.step(days=2)
    assert worker.run_once()["send"] == 0
    assert manners.received == []


def test_while_another_worker_sends_nothing_is_touched(bench: Bench, manners: Manners, relay: int) -> None:
    case = an_approved_response(bench)
    seen = []

    def meanwhile() -> None:
        seen.append(a_worker(bench, relay).run_once()["send"])

    manners.before_answer = meanwhile
    a_worker(bench, relay).run_once()
    assert (seen, the_dispatch(bench, case).state) == ([0], "accepted")
    assert len(manners.received) == 1


def test_a_bounce_takes_back_the_end_and_leaves_the_same_date(bench: Bench, relay: int) -> None:
    case = an_approved_response(bench)
    a_worker(bench, relay).run_once()
    before, dispatch = response_deadline(bench, case), the_dispatch(bench, case)
    assert before.met_at is not None
    bench.clock.step(hours=3)
    box, report = a_letterbox(bench), a_report(dispatch.id)
    assert [box.take(report).result, box.take(report).result] == ["came-back", "came-back"]
    after = response_deadline(bench, case)
    assert (after.id, after.due.due_at, after.met_at) == (before.id, before.due.due_at, None)
    assert (the_dispatch(bench, case).state, the_dispatch(bench, case).reason) == ("bounced", "smtp:5.1.1")
    assert the_case(bench, case).letters[0].state == "approved"
    bench.clock.step(days=1)
    assert a_worker(bench, relay).run_once()["send"] == 0


def test_after_a_bounce_a_new_letter_goes_where_it_should(bench: Bench, manners: Manners, relay: int) -> None:
    case = an_approved_response(bench)
    a_worker(bench, relay).run_once()
    a_letterbox(bench).take(a_report(the_dispatch(bench, case).id))
    right = c.ContactDetail("email", "robin@work.example", "phone-call")
    bench.do(c.RecordContact(case=case, contact=right))
    bench.clock.step(minutes=20)
    contact = the_case(bench, case).contacts[-1].id
    approved(bench, case, an_accepted_response(bench, case, contact=contact))
    a_worker(bench, relay).run_once()
    assert [d.state for d in the_case(bench, case).dispatches] == ["bounced", "accepted"]
    assert [mail["To"] for mail in manners.letters] == ["robin@customer.example", "robin@work.example"]
    assert response_deadline(bench, case).met_at == bench.clock()


def test_an_acknowledgement_by_letter_meets_its_deadlines_and_a_bounce_opens_them(bench: Bench, relay: int) -> None:
    case = a_case(bench)
    contact = the_case(bench, case).contacts[0].id
    blocks = (
        ("received", "Thank you for telling us."),
        ("reference", "C-2026-000001"),
        ("next-steps", "We will look into it."),
        ("firm-contact", "02 5550 0000, complaints@harbour.example"),
    )
    writing = le.Writing(type="acknowledgement", language="en", via="email", contact=contact, blocks=blocks)
    letter = Id(bench.do(le.DraftLetter(case=case, writing=writing)).made["letter"])
    bench.do(le.SubmitLetter(case=case, letter=letter))
    bench.clock.step(minutes=10)
    a_worker(bench, relay).run_once()
    file = the_case(bench, case)
    assert file.acknowledgement is not None
    assert (file.acknowledgement.at, file.acknowledgement.letter) == (bench.clock(), letter)
    met = [d for d in file.deadlines if d.met_by == letter]
    assert met
    assert {d.due.duty for d in met} == {"acknowledgement", "acknowledgement-alternative"}
    a_letterbox(bench).take(a_report(the_dispatch(bench, case).id))
    file = the_case(bench, case)
    assert file.acknowledgement is None
    assert {d.id for d in met} <= {d.id for d in file.deadlines if d.is_open}


def test_the_mail_around_a_letter_speaks_its_language(bench: Bench, manners: Manners, relay: int) -> None:
    case = a_case(bench)
    contact = the_case(bench, case).contacts[0].id
    texts = bench.register.policies.pack("au-asic-rg271", "2021-10-05+1").texts[Code("zh-Hans")]
    words = [(name, PLACE.sub("1", texts.blocks[Code(name)].text)) for name in ("received", "reference", "next-steps")]
    details = ("firm-contact", "02 5550 0000, complaints@harbour.example")
    writing = le.Writing("acknowledgement", "zh-Hans", "email", contact=contact, blocks=(*words, details))
    letter = Id(bench.do(le.DraftLetter(case=case, writing=writing)).made["letter"])
    bench.do(le.SubmitLetter(case=case, letter=letter))
    a_worker(bench, relay).run_once()
    (mail,) = manners.letters
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["Subject"] == "我们已收到您的投诉 (C-2026-000001)"
    assert body.get_content().split("\r\n\r\n")[:3] == [
        "我们已收到您的投诉",
        "参考编号：C-2026-000001",
        "我们的信函见附件（PDF 文件）。",
    ]


def test_a_restricted_case_s_letter_leaves_too(bench: Bench, relay: int) -> None:
    case = an_approved_response(bench)
    restrict(bench, case, bench.officer, bench.approver)
    a_worker(bench, relay).run_once()
    assert the_dispatch(bench, case).state == "accepted"


def test_waiting_never_moves_the_date(bench: Bench, manners: Manners, relay: int) -> None:
    manners.message = "452 busy"
    case = an_approved_response(bench)
    due = response_deadline(bench, case).due.due_at
    a_worker(bench, relay).run_once()
    bench.clock.now = due + timedelta(hours=1)
    manners.message = "250 taken"
    a_worker(bench, relay).run_once()
    late = response_deadline(bench, case)
    assert (late.due.due_at, late.met_at, late.missed_recorded) == (due, bench.clock(), True)
    assert len(the_case(bench, case).breaches) == 1
