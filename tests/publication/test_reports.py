"""A report's figures against hand-counted ones, and its way from one person to another and out of the house."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from register.domain.actors import CONSOLE, WORKER
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.commands import register as r
from register.domain.errors import Forbidden, Illegal, Invalid, Unknown
from register.domain.values import Id
from register.publication import Asked, document_of, issue_report, prepare_report, preview_report
from register.publication.parts import sealed_now
from register.publication.report_input import Standing, gathered
from register.reader.trail import Signed
from register.store import tables as t
from register.store.engine import writing_engine
from reports.regulator.figures.life import Ending
from reports.regulator.figures.tally import Counted, count
from reports.regulator.inputs import ReportData
from reports.regulator.reconcile import Unreconciled, reconcile
from tests.build import Bench, a_case, a_message, a_no_test, a_post
from tests.publication.story import ASKED, NO, tell
from tests.reports.paper import attached, text

STATEMENTS = {
    "regulator": "Management-prepared; RG 271 prescribes no such report; not an IDR data submission",
    "board": "For the board",
}
SOMEBODY = Standing("Olive Officer")


def taken(bench: Bench, checkpoint: Signed, asked: Asked = ASKED) -> tuple[ReportData, Counted]:
    with gathered(bench.register, asked, checkpoint, SOMEBODY) as stream:
        data = replace(stream, cases=tuple(stream.cases))
        return replace(data, systemic=tuple(data.systemic)), count(data)


def restricted(data: ReportData) -> int:
    return sum(row.restricted for row in data.cases)


def test_the_figures_are_those_counted_by_hand(bench: Bench) -> None:
    told = tell(bench)
    data, counted = taken(bench, sealed_now(bench.register))
    now = counted.now
    assert (now.volumes.open_before, now.volumes.received, now.volumes.reopened) == (0, 8, 1)
    assert (now.volumes.closed, now.volumes.open_after) == (4, 5)
    assert now.volumes.by_channel == {"telephone": 6, "email": 1, "social-public-post": 1}
    assert now.volumes.by_brand == {"Harbour Bank": 7, "Tide Savings": 1}
    ack = now.acknowledgement
    assert (ack.in_hours, ack.in_days, ack.later, ack.never) == (4, 0, 0, 4)
    assert (now.timeframes.total(Ending.EARLY), now.timeframes.total(Ending.WITHIN)) == (2, 1)
    assert (now.timeframes.total(Ending.DELAYED), now.timeframes.total(Ending.OUTSIDE)) == (1, 4)
    assert (now.delays.total, now.delays.valid) == (1, 1)
    assert now.outcomes.by_outcome == {"resolved": 3}
    assert (str(now.outcomes.promised), str(now.outcomes.paid)) == ("25.00", "25.00")
    assert now.escalation.missed == {"271.56": 4}
    assert (now.escalation.possible_systemic, dict(now.escalation.referred)) == (1, {"complainant": 1})
    assert counted.before.volumes.received == 0
    assert counted.disagreeing == []
    reader = bench.register.reader.cases
    references = {name: reader.open(bench.officer, case).case.reference for name, case in told.items()}
    assert {row.ref for row in data.cases if row.restricted} == {references["restricted"]}
    assert [(b.ref, b.cite, b.result) for b in data.breaches] == [(references["late"], "271.56", "")]
    assert [(s.owner, s.cases, s.opened_on) for s in data.systemic] == [("Olive Officer", 1, date(2026, 8, 13))]


@pytest.mark.provision("R1", "Q6")
def test_every_message_and_refusal_is_counted(bench: Bench) -> None:
    tell(bench)
    bench.register.upkeep.count_refused_delivery(bench.channel, "bad-signature")
    asked = replace(ASKED, to_on=date(2026, 10, 31))
    data, _ = taken(bench, sealed_now(bench.register), asked)
    messages = data.messages
    assert (messages.inbound, messages.registered, messages.awaiting, messages.handed_off_unaccepted) == (4, 1, 1, 1)
    assert [(t.code, t.count) for t in messages.not_a_complaint] == [(NO, 1)]
    assert [(t.code, t.count) for t in messages.handed_off] == [("scam", 1)]
    assert messages.refused_deliveries == 0, "the day is not over"
    bench.clock.step(days=1)
    a_case(bench)
    data, _ = taken(bench, sealed_now(bench.register), asked)
    assert data.messages.refused_deliveries == 1
    assert [(g.letter, g.cite, g.reason, g.count) for g in data.refusals] == [
        ("delay-notification", "271.66(b)", "block-missing", 2)
    ]
    (channel,) = data.channels
    assert (channel.account, channel.messages, channel.complaints, len(channel.gaps)) == ("harbour", 4, 1, 1)
    assert data.messages_prior is None


def test_escalations_holds_and_hand_offs_are_counted_as_known(bench: Bench) -> None:
    told = {"classifying": c.Classifying("credit-default-notice")}
    case, other = a_case(bench, **told), a_case(bench, **told)
    for each in (case, other):
        bench.do(c.OrderHold(case=each, prohibition="enforcement", recipient="Collections team"))
    bench.do(c.ConfirmHold(case=other, hold=_hold(bench, other), evidence="They wrote back"))
    messages = [a_message(bench, a_post(bench, f"1_{n}", text="I cannot pay this month")) for n in range(3)]
    for message in messages:
        bench.do(m.HandOffMessage(message=message, kind="hardship", recipient="Hardship team"))
    bench.do(m.FinishHandOff(message=messages[0], evidence="Agreed in time"))
    bench.clock.step(days=20)
    bench.do(c.EscalateRisks(case=case), WORKER)
    bench.clock.step(days=3)
    bench.do(m.FinishHandOff(message=messages[1], evidence="Agreed late"))
    asked = replace(ASKED, to_on=date(2026, 10, 31))
    checkpoint = sealed_now(bench.register)
    data, counted = taken(bench, checkpoint, asked)
    guarding = counted.now.guarding
    assert (guarding.escalated, guarding.ordered, guarding.unconfirmed) == (len(_escalations(bench, case)), 2, 1)
    assert guarding.escalated > 0
    assert data.messages.handed_off_late == 2
    bench.do(c.ConfirmHold(case=case, hold=_hold(bench, case), evidence="They wrote back too"))
    bench.do(m.FinishHandOff(message=messages[2], evidence="Agreed later still"))
    bench.register.sealer.seal()
    data, counted = taken(bench, checkpoint, asked)
    assert (counted.now.guarding.unconfirmed, data.messages.handed_off_late) == (1, 2)
    _, counted = taken(bench, sealed_now(bench.register), asked)
    assert counted.now.guarding.unconfirmed == 0


def _hold(bench: Bench, case: Id) -> Id:
    return bench.register.reader.cases.open(bench.officer, case).case.holds[0].id


def _escalations(bench: Bench, case: Id) -> tuple[object, ...]:
    return bench.register.reader.cases.open(bench.officer, case).case.escalations


def test_a_brand_has_its_own_report(bench: Bench) -> None:
    tell(bench)
    data, counted = taken(bench, sealed_now(bench.register), replace(ASKED, brand="tide"))
    assert (counted.now.volumes.received, counted.now.volumes.closed) == (1, 1)
    assert (data.messages.inbound, data.channels, data.breaches) == (0, (), [])


def test_what_happens_later_does_not_change_what_was_known(bench: Bench) -> None:
    told = tell(bench)
    waiting = a_message(bench, a_post(bench, "1_5"))
    checkpoint = sealed_now(bench.register)
    asked = replace(ASKED, to_on=date(2026, 12, 31))
    data, counted = taken(bench, checkpoint, asked)
    before = (replace(data, cases=()), counted.now.volumes, counted.now.escalation)
    bench.clock.step(days=1)
    bench.do(c.ClassifyCase(case=told["late"], classifying=c.Classifying("credit-default-notice"), reason="Read again"))
    bench.do(c.RestrictCase(case=told["restricted"], readers=(), reason="No more"), bench.approver)
    bench.do(m.DismissMessage(message=waiting, reason=NO, test=a_no_test()))
    bench.do(r.SetBrand(brand="tide", entity="harbour", name="Ebb Savings"), CONSOLE)
    a_case(bench)
    bench.register.sealer.seal()
    data, counted = taken(bench, checkpoint, asked)
    assert (replace(data, cases=()), counted.now.volumes, counted.now.escalation) == before
    now, _ = taken(bench, sealed_now(bench.register), asked)
    assert (now.messages.awaiting, before[0].messages.awaiting) == (1, 2)
    assert (restricted(now), restricted(data)) == (0, 1)


def test_a_void_case_is_counted_beside_and_nowhere_else(bench: Bench) -> None:
    told = tell(bench)
    received = bench.register.reader.cases.open(bench.officer, told["late"]).case.origin.received_at
    case = a_case(bench, received_at=received)
    _, before = taken(bench, sealed_now(bench.register))
    bench.do(c.ProposeVoiding(case=case, reason="registered-in-error", words="A test"))
    proposal = bench.register.reader.cases.open(bench.officer, case).case.voiding_proposal
    assert proposal is not None
    bench.do(c.SettleVoiding(case=case, proposal=proposal.id, approve=True), bench.approver)
    data, after = taken(bench, sealed_now(bench.register))
    assert after.now.volumes.received == before.now.volumes.received - 1
    assert after.now.quality.void == {"registered-in-error": 1}
    assert before.now.quality.void == {}
    assert {row.void for row in data.cases} == {"", "registered-in-error"}
    reconcile(after, data.messages, data.messages_prior)


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", ["regulator", "board"])
def test_a_report_is_prepared_approved_by_another_and_issued(bench: Bench, kind: str, tmp_path: Path) -> None:
    tell(bench)
    prepared = prepare_report(bench.register, bench.officer, replace(ASKED, kind=kind))
    report = Id(prepared.subject.id)
    draft = document_of(bench.register, bench.auditor, report)
    bench.clock.step(days=2)
    a_case(bench, received_at=datetime(2026, 8, 20, tzinfo=UTC))
    digest = hashlib.sha256(draft).hexdigest()
    with pytest.raises(Illegal):
        issue_report(bench.register, bench.officer, report, "The regulator")
    with pytest.raises(Forbidden):
        bench.do(r.SettleReport(report=report, document=digest, approve=True))
    bench.do(r.SettleReport(report=report, document=digest, approve=True), bench.approver)
    issue_report(bench.register, bench.officer, report, "The regulator")
    file = bench.register.reader.reports.open(bench.auditor, report)
    final = document_of(bench.register, bench.auditor, report)
    assert (file.report.state, file.recipient) == ("issued", "The regulator")
    assert file.report.issued_document == hashlib.sha256(final).hexdigest()
    pages = [printed(document, tmp_path) for document in (draft, final)]
    for page in pages:
        for words in ("Harbour Bank Limited", "AFSL-000000", "au-asic-rg271, 2021-10-05", "Olive Officer"):
            assert words in page, words
        assert file.report.root in page
        assert f"{file.report.tree_size} entries" in page
        assert STATEMENTS[kind] in page
    assert "not approved" in pages[0]
    assert "Ash Approver" not in pages[0]
    assert "Ash Approver" in pages[1]
    assert "7 Oct 2026" in pages[1]
    assert figures(pages[0]) == figures(pages[1])


def printed(document: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(document)
    return text(file)


def figures(page: str) -> list[str]:
    """Every number after the cover."""
    return re.findall(r"\d+", page.split("eight figures", 1)[-1].replace("7 Oct 2026", ""))


@pytest.mark.one_engine
def test_the_attached_list_leaves_restricted_cases_out(bench: Bench, tmp_path: Path) -> None:
    told = tell(bench)
    outcome = prepare_report(bench.register, bench.officer, ASKED)
    file = tmp_path / "report.pdf"
    file.write_bytes(document_of(bench.register, bench.officer, Id(outcome.subject.id)))
    listed = attached(file, tmp_path)["cases.csv"]
    hidden = bench.register.reader.cases.open(bench.officer, told["restricted"]).case.reference
    assert listed.count("C-2026-") == 7
    assert hidden not in listed
    assert hidden not in text(file)
    assert "1 restricted" in text(file)


def test_a_report_as_at_an_earlier_day_is_made_under_that_days_checkpoint(bench: Bench) -> None:
    a_case(bench)
    first = sealed_now(bench.register)
    bench.clock.step(days=3)
    a_case(bench)
    bench.register.sealer.seal()
    asked = replace(ASKED, as_at=bench.clock() - timedelta(days=1))
    report = Id(prepare_report(bench.register, bench.officer, asked).subject.id)
    assert bench.register.reader.reports.open(bench.officer, report).report.tree_size == first.size
    with pytest.raises(Invalid, match="no-such-checkpoint"):
        prepare_report(bench.register, bench.officer, replace(asked, as_at=datetime(2020, 1, 1, tzinfo=UTC)))


def test_a_report_that_does_not_add_up_is_refused_with_the_difference(bench: Bench) -> None:
    message = a_message(bench)
    engine = writing_engine(bench.register.settings.database_url)
    with engine.begin() as connection:
        connection.execute(sa.update(t.messages).where(t.messages.c.id == message).values(state="forgotten"))
    engine.dispose()
    with pytest.raises(Unreconciled) as refused:
        prepare_report(bench.register, bench.officer, ASKED)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("report.does-not-add-up", "period messages")
    assert problem.params == {"found": 0, "wanted": 1}
    assert bench.register.reader.reports.all(bench.officer) == []


def test_who_may_not_prepare_or_see_a_report_cannot(bench: Bench) -> None:
    with pytest.raises(Forbidden):
        prepare_report(bench.register, bench.auditor, ASKED)
    limited = replace(bench.officer, brands=frozenset({"tide"}))
    for reading in (prepare_report, preview_report):
        with pytest.raises(Forbidden):
            reading(bench.register, limited, ASKED)
    with pytest.raises(Forbidden):
        preview_report(bench.register, bench.admin, ASKED)
    report = Id(prepare_report(bench.register, bench.officer, ASKED).subject.id)
    with pytest.raises(Unknown):
        document_of(bench.register, limited, report)
    for wrong in (replace(ASKED, kind="x"), replace(ASKED, entity="x"), replace(ASKED, to_on=date(2026, 7, 1))):
        with pytest.raises(Invalid):
            prepare_report(bench.register, bench.officer, wrong)
