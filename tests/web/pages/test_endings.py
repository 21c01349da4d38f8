"""Endings on the page of a case: answered, withdrawn in words, out of reach after an answer."""

from datetime import timedelta

from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.web.pages.test_cases import read, step
from tests.web.pages.visit import Visit


def test_a_response_sent_then_closed_then_reopened(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    refused = step(olive, case, "close", outcome="resolved", basis="response", root_cause="process")
    assert "The response has not been accepted for delivery yet." in refused.text
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    told = {"outcome": "resolved", "basis": "response", "root_cause": "process", "words": "Money is back"}
    closed = step(olive, case, "close", **told, remedy="fee-refund-waiver", amount="25.00", due_on="2026-12-31")
    assert closed.status_code == 302
    page = olive.get(f"/cases/{case}")
    assert "Money is back" in page
    assert step(olive, case, "reopen", reason="The refund did not come").status_code == 302
    assert read(bench, case).status == "open"


def test_a_withdrawal_waits_for_the_second_person(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    told = {"outcome": "abandoned-withdrawn", "basis": "withdrawn", "root_cause": "unknown", "withdrawal": "Forget it"}
    assert "Record who withdrew it" in step(olive, case, "close", **told).text
    said = {"withdrawing_by": "complainant", "withdrawing_at": "2026-08-03T11:30", "withdrawing_how": "phone"}
    assert step(olive, case, "close", **told, **said).status_code == 302
    page = olive.get(f"/cases/{case}")
    assert "By phone" in page
    assert "A closure waits for a second person" in page
    assert "settle-closure" not in page
    assert step(ash, case, "settle-closure", approve="yes").status_code == 302
    assert read(bench, case).status == "closed"


def test_attempts_are_read_line_by_line(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=3))
    told = {"outcome": "abandoned-withdrawn", "basis": "abandoned", "root_cause": "unknown"}
    refused = step(olive, case, "close", **told, attempts="yesterday")
    assert "Write one date and time a line" in refused.text
    day = (bench.clock() - timedelta(days=1)).date().isoformat()
    silent = step(olive, case, "close", **told, attempts=f"{day} 09:00")
    assert "Silence ends nothing" in silent.text
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    assert step(olive, case, "close", **told, attempts=f"{day} 09:00\n{day} 11:30").status_code == 302
    proposal = read(bench, case).closure_proposal
    assert proposal is not None
    assert len(proposal.closure.attempts) == 2


def test_an_attempt_with_its_offset_is_taken_at_its_word_and_an_unclear_one_is_asked_about(
    bench: Bench, olive: Visit
) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=365))
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)
    told = {"outcome": "abandoned-withdrawn", "basis": "abandoned", "root_cause": "unknown"}
    for unclear, first, second in (
        ("2026-04-05 02:30", "2026-04-05T02:30+11:00", "2026-04-05T02:30+10:00"),
        ("2025-10-05 02:30", "2025-10-05T01:30+10:00", "2025-10-05T03:30+11:00"),
    ):
        page = step(olive, case, "close", **told, attempts=unclear).text
        assert first in page
        assert second in page
    assert "Write one date and time" in step(olive, case, "close", **told, attempts="2026-08-02").text
    said = "2026-08-02T04:30:00Z\n2026-04-05 02:30+10:00"
    assert step(olive, case, "close", **told, attempts=said).status_code == 302
    proposal = read(bench, case).closure_proposal
    assert proposal is not None
    assert [at.isoformat() for at in proposal.closure.attempts] == [
        "2026-08-02T04:30:00+00:00",
        "2026-04-04T16:30:00+00:00",
    ]
