"""The chronicle of a case: everything that happened under the checkpoint, and nothing this reader may not see."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.errors import Forbidden, Unknown
from register.domain.values import Id
from register.publication import case_chronicle, case_file
from register.store import upkeep_tables as u
from register.store.engine import reading_engine
from tests.build import Bench, a_case, an_accepted_response, approved, restrict, sent
from tests.reports.paper import text


def printed(document: bytes, folder: Path) -> str:
    file = folder / "chronicle.pdf"
    file.write_bytes(document)
    return text(file)


def a_life(bench: Bench) -> Id:
    case = a_case(bench)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 17"))
    bench.do(c.AddNote(case=case, text="Counsel says we should settle", privileged=True))
    bench.do(c.AddNote(case=case, text="Fee setting looked up"))
    bench.do(c.AssignCase(case=case, assignee=bench.officer.account))
    bench.clock.step(days=1)
    letter = an_accepted_response(bench, case)
    bench.do(le.SubmitLetter(case=case, letter=letter))
    bench.do(le.ReturnLetter(case=case, letter=letter, reason="Say when it was refunded"), bench.approver)
    approved(bench, case, letter)
    sent(bench, case, letter)
    refund = c.RemedyPromise("fee-refund-waiver", "25.00", date(2026, 12, 31))
    closing = c.Closing("resolved", "response", "process", words="Got my money back")
    bench.do(c.CloseCase(case=case, closing=closing, remedies=(refund,)))
    return case


@pytest.mark.parametrize("reader", ["officer", "auditor"])
def test_a_chronicle_tells_everything_but_what_is_privileged(bench: Bench, reader: str, tmp_path: Path) -> None:
    case = a_life(bench)
    page = printed(case_chronicle(bench.register, getattr(bench, reader), case), tmp_path)
    checkpoint = bench.register.reader.trail.checkpoint()
    assert checkpoint is not None
    for words in (
        "Robin Example",
        "Olive Officer",
        "Ash Approver",
        "Charged a fee twice",
        "The fee was charged twice",
        "Fee setting looked up",
        "Say when it was refunded",
        "Got my money back",
        "Refund or waiver of a fee",
        "Letter approved",
        "271.56",
        "met, 4 Aug 2026, 11:30",
        "1 item is privileged or restricted and was left out",
        f"{checkpoint.size} entries",
        checkpoint.root,
    ):
        assert words in page, words
    assert "Counsel" not in page


def test_a_chronicle_holds_what_its_checkpoint_holds(bench: Bench, tmp_path: Path) -> None:
    case = a_life(bench)
    page = printed(case_chronicle(bench.register, bench.officer, case), tmp_path)
    entries = bench.register.reader.cases.open(bench.officer, case).entries
    unshown = {entry.seq for entry in entries if any(getattr(fact, "privileged", False) for fact in entry.facts)}
    hashes = {entry.seq - 1: entry.prev for entry in entries if entry.prev is not None}
    assert unshown == {3}
    assert {seq for seq, digest in hashes.items() if digest not in page} == unshown


def test_reading_a_chronicle_is_in_the_security_log(bench: Bench) -> None:
    case = a_case(bench)
    case_file(bench.register, bench.auditor, bench.register.reader.cases.open(bench.officer, case).case.reference)
    assert log(bench)[-1] == (bench.auditor.name, "read:chronicle", case)


def log(bench: Bench) -> list[tuple[str, str, str]]:
    engine = reading_engine(bench.register.settings.database_url)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(u.security_log).order_by(u.security_log.c.id)).all()
    engine.dispose()
    return [(row.actor, row.what, row.subject_id) for row in rows]


@pytest.mark.provision("K2")
def test_a_chronicle_says_why_each_date_is_what_it_is_with_its_days(bench: Bench, tmp_path: Path) -> None:
    """271.56 Note; the sentence for the telephone; what replaced what; a window that lapsed is an option gone."""
    case = a_case(bench, received_at=datetime(2026, 7, 31, 1, tzinfo=UTC))
    bench.do(c.ClassifyCase(case=case, classifying=c.Classifying(complaint_class="credit-hardship-notice"), reason="R"))
    bench.clock.step(days=12)
    page = " ".join(printed(case_chronicle(bench.register, bench.officer, case), tmp_path).split())
    for words in (
        "Why these dates",
        "Sat, 1 Aug 2026; the day it counts from, Fri, 31 July 2026, is not counted",
        "The day of receipt is not counted",
        "Fri, 7 Aug 2026, we work to this",
        "Leaving them out too Mon, 10 Aug 2026",
        "Mon, 3 Aug 2026: Bank Holiday, counted here",
        "“We must answer your complaint in writing by Friday 21 August 2026.”",
        "Took the place of Sun, 30 Aug 2026 (271.56)",
        "Replaced by Fri, 21 Aug 2026 (271.93(a)",
        "The class or the receipt was moved",
        "no longer open: the option is gone",
        "21 calendar days counted",
    ):
        assert words in page, words
    limits, proofs = page.split("Why these dates")
    assert "Acknowledgement, within one business day" not in limits.split("What happened")[0]
    assert "Acknowledgement, within one business day" in proofs


def test_who_may_not_read_a_case_gets_no_chronicle(bench: Bench) -> None:
    case = a_case(bench)
    with pytest.raises(Forbidden):
        case_chronicle(bench.register, bench.admin, case)
    restrict(bench, case, bench.officer, bench.approver)
    with pytest.raises(Unknown):
        case_chronicle(bench.register, bench.auditor, case)
    with pytest.raises(Unknown):
        case_file(bench.register, bench.officer, "C-1999-000001")


def test_a_chronicle_names_the_person_and_calls_nothing_a_legal_date_that_is_none(bench: Bench, tmp_path: Path) -> None:
    case = a_case(bench, classifying=c.Classifying(complaint_class="super-death-benefit"))
    party = Id(bench.do(c.AddParty(case=case, name="Kim Example", role="beneficiary")).made["party"])
    bench.do(c.RecordEvent(case=case, event="proposal_received", at=bench.clock(), party=party))
    page = " ".join(printed(case_chronicle(bench.register, bench.officer, case), tmp_path).split())
    assert re.search(r"IDR response \(maximum IDR .*timeframe\): Kim Example", page)
    assert re.search(r"Objection period: Kim Example \(the .*complainant's time\)", page)
    assert "A beneficiary received notice of the proposed decision" in page


def test_an_old_complaint_says_of_each_date_whose_it_is(bench: Bench, tmp_path: Path) -> None:
    """Received before the pack took force, with a date of the system it comes from (M15)."""
    stated = c.DateElsewhere("idr-response", last_day=date(2026, 8, 20), source="Ticket 4711")
    carried = c.CarryingOver("Old desk", "Still open when we moved", (stated,))
    case = a_case(bench, received_at=datetime(2021, 10, 4, 1, tzinfo=UTC), carried_over=carried)
    page = " ".join(printed(case_chronicle(bench.register, bench.auditor, case), tmp_path).split())
    for words in (
        "Brought over from Old desk",
        "not claimed by the pack: received before it took force",
        "carried over from Ticket 4711",
        "Brought over from another system",
        "Date carried over",
        "Still open when we moved",
    ):
        assert words in page, words
