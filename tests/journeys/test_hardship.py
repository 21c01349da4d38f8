"""A hardship complaint nobody has classified: information asked and given, refused in part, held, agreed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from register.worker import Worker
from tests.api.caller import House
from tests.build import Bench
from tests.clock import SteppedClock
from tests.journeys.told import Told, told_dates
from tests.journeys.visitor import SignIn, Visitor, fill
from tests.journeys.writing import approve, begin, gate_asks, say, send, submit
from tests.reports.paper import text
from tests.worker.relay import Manners

REFERENCE: Final = "C-2026-000001"
CASE: Final = f"/cases/{REFERENCE}"
SAID: Final = "I lost my job in June and cannot pay the loan. Please let me pause it for six months."
HARDSHIP: Final = "Credit complaint involving a hardship notice"
ENFORCEMENT: Final = "Do not start or continue enforcement, debt collection included"
RESPONSE: Final = "IDR response (maximum IDR timeframe)"

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


@pytest.fixture
def clock() -> SteppedClock:
    """Monday 6 July 2026, half past nine in Sydney."""
    return SteppedClock(datetime(2026, 7, 5, 23, 30, tzinfo=UTC))


def log(olive: Visitor) -> None:
    """Log what was said on the telephone, and leave the class to whoever knows: its words call for one."""
    olive.go("Log a complaint")
    olive.page.get_by_role("link", name="Log, stays open").click()
    said = {
        "received_at": "2026-07-06T09:00",
        "summary": SAID,
        "name": "Sari Testperson",
        "email": "sari@customer.example",
        "brand": "Harbour Bank",
    }
    for name, value in said.items():
        fill(olive.page.locator(f"main [name='{name}']"), value)
    olive.look()
    olive.page.get_by_role("button", name="Log", exact=True).click()
    olive.page.get_by_text("Logged.").wait_for()
    olive.page.get_by_role("link", name="Open the complaint").click()
    olive.reads("Complaint", f"{HARDSHIP}: provisional", "3: high priority")
    olive.reads("Dates", "Mon, 27 July 2026", "due in 21 days")
    expect(olive.page.get_by_text("Not classified yet")).to_be_visible()
    olive.look()


def take_up(olive: Visitor) -> None:
    """Classify it, acknowledge it, and see that nobody enforces."""
    olive.reads("Enforcement hold", "Nobody was told yet")
    olive.step("classify", complaint_class=HARDSHIP)
    olive.step("point", text="She asked for six months without payments")
    olive.step("acknowledge", method="By phone", evidence="Call 7")
    olive.step("order-hold", prohibition=ENFORCEMENT, recipient="Collections team")
    olive.reads("Enforcement hold", "Until somebody confirms it, nobody keeps it.", "not confirmed")
    olive.step("confirm-hold", hold="Collections team", evidence="They wrote back today")
    olive.reads("Enforcement hold", "confirmed", "will count from: The complainant received our response")
    olive.refused("lift-hold", "The complaint runs.", hold="Collections team", reason="She may pay after all")


def ask(olive: Visitor) -> None:
    """271.93(b)(i): twenty-eight days from asking, twenty-one of them the customer's; the old date stays."""
    olive.come_back(CASE)
    olive.happened("We asked the customer for more information", at="2026-07-17T10:00")
    olive.reads("Dates", "271.93(b)(i)", "Fri, 14 Aug 2026", "due in 28 days", "Fri, 7 Aug 2026")
    replaced = olive.card("Dates").locator("details.why").filter(has_text="replaced dates")
    replaced.locator("summary").first.click()
    old = replaced.locator("li").filter(has_text=RESPONSE)
    old.get_by_text("Why this date?").click()
    old.locator(".proofs").wait_for()
    expect(old).to_contain_text("Mon, 27 July 2026", use_inner_text=True)
    expect(old).to_contain_text("21 calendar days", use_inner_text=True)
    olive.look()


def receive(olive: Visitor) -> None:
    """271.93(b)(ii): twenty-one days from the information."""
    olive.come_back(CASE)
    given = "Her statement of income, by e-mail"
    olive.happened("We consider that we have the information", at="2026-08-03T10:00", evidence=given)
    olive.reads("Dates", "271.93(b)(ii)", "Mon, 24 Aug 2026", "due in 21 days")
    olive.reads("What happened outside", given)


def answer(olive: Visitor) -> None:
    """Agree to half of it, in her language and in ours; the gate wants the words on enforcement and a translator."""
    olive.come_back(CASE)
    begin(olive, CASE, "IDR response", decision="Partly rejected", language="Indonesian")
    held = olive.page.locator("[name='block-enforcement-14-days']").input_value()
    say(olive, block_enforcement_14_days="")
    gate_asks(olive, "NCC s89A(2)(b)", "271.53(a)", "271.54(c)")
    pairs = {
        "block-outcome": ("Kami menyetujui tiga bulan.", "We agree to three months."),
        "block-actions-taken": ("Jeda berlaku sejak hari ini.", "The pause runs from today."),
        "finding-1": ("Penghasilan Anda kembali pada September.", "Your income returns in September."),
        "support-1": ("Surat dari majikan baru Anda.", "The letter of your new employer."),
        "block-reasons": ("Enam bulan melebihi yang Anda perlukan.", "Six months is more than you need."),
    }
    (point,) = olive.page.locator("textarea[name^='answer-']").all()
    pairs[point.get_attribute("name") or ""] = ("Tiga bulan, bukan enam.", "Three months, not six.")
    for name, (own, english) in pairs.items():
        say(olive, **{name: own, f"original-{name}": english})
    say(olive, block_enforcement_14_days=held)
    gate_asks(olive, "Name who translated the letter")
    say(olive, translator="Budi Testperson, sworn translator")
    submit(olive)


def compare(ash: Visitor) -> None:
    """See both languages side by side, and who answers for the translation; approve."""
    approve(ash, REFERENCE, "Kami menyetujui tiga bulan.", "We agree to three months.", "Budi Testperson")


def agree(olive: Visitor) -> None:
    """271.91 and NCC s89A: held until the later day; 271.99: what is agreed is confirmed within thirty days."""
    olive.come_back(CASE)
    olive.reads("Enforcement hold", "Still missing: The complainant received our response")
    olive.happened("The complainant received our response", at="2026-08-12T09:00")
    olive.reads("Enforcement hold", "Sun, 23 Aug 2026", "Wed, 26 Aug 2026", "not yet")
    olive.refused(
        "lift-hold",
        "It may not be lifted before the end of Wed, 26 Aug 2026.",
        hold="Collections team",
        reason="She had our letter",
    )
    olive.happened(
        "We agreed with the customer on a change", at="2026-08-12T09:30", evidence="On the telephone: three months"
    )
    olive.reads("What happened", "Result: Taken by the recipient's mail server")
    olive.reads("Dates", "Confirm the agreement in writing", "Fri, 11 Sept 2026", "due in 30 days")
    olive.look()
    begin(olive, CASE, "Confirmation of a hardship or postponement agreement", language="English")
    say(olive, block_agreed_terms="No payments until 12 November 2026; interest is not charged on them.")
    submit(olive)


def end(olive: Visitor) -> None:
    """Let enforcement go once its days are over, and close."""
    olive.come_back(CASE)
    olive.reads("Enforcement hold", "allowed now")
    olive.step("lift-hold", hold="Collections team", reason="Fourteen days are over, and she pays again")
    olive.reads("Enforcement hold", "lifted")
    olive.step("close", outcome="Resolved", basis="An IDR response was sent", root_cause="Unclear or wrong information")
    olive.reads("How it ended", "Resolved")
    olive.look()


def read(posted: Manners, folder: Path) -> None:
    """See that she got the answer in her language only, and the confirmation after it."""
    answered, confirmed = posted.letters
    assert (answered["To"], confirmed["To"]) == ("sari@customer.example", "sari@customer.example")
    (document,) = answered.iter_attachments()
    paper = folder / "answer.pdf"
    paper.write_bytes(document.get_content())
    said = text(paper)
    assert "Kami menyetujui tiga bulan." in said
    assert "We agree to three months." not in said


@pytest.mark.provision("HB2", "HB3", "HB4", "HB5", "H3", "H4")
def test_a_hardship_complaint_from_the_telephone_to_its_end(
    sign_in: SignIn, firm: Bench, worker: Worker, posted: Manners, tmp_path: Path
) -> None:
    olive, program = sign_in("olive"), House(firm).officer
    log(olive)
    first = Told("idr-response-hardship", "2026-07-27", "271.93(a), Table 2", "received", 21)
    assert first in told_dates(program, REFERENCE)
    take_up(olive)
    firm.clock.now = datetime(2026, 7, 17, 1, tzinfo=UTC)
    ask(olive)
    told = told_dates(program, REFERENCE)
    asked = "information_requested"
    assert Told("idr-response-hardship-no-information", "2026-08-14", "271.93(b)(i), Table 2", asked, 28) in told
    assert Told("information-supply", "2026-08-07", "271.93, Table 2", asked, 21) in told
    assert Told("information-supply-notice", "2026-08-07", "NCC s72(2)", asked, 21) in told
    assert first._replace(replaced=True) in told
    firm.clock.now = datetime(2026, 8, 3, 1, tzinfo=UTC)
    receive(olive)
    firm.clock.now = datetime(2026, 8, 10, 1, tzinfo=UTC)
    answer(olive)
    compare(sign_in("ash"))
    send(olive, worker, CASE, "IDR response")
    firm.clock.now = datetime(2026, 8, 12, 1, tzinfo=UTC)
    agree(olive)
    send(olive, worker, CASE, "Confirmation")
    firm.clock.now = datetime(2026, 8, 27, 1, tzinfo=UTC)
    end(olive)
    told = told_dates(program, REFERENCE)
    given, supplied = "271.93(b)(ii), Table 2", "information_received"
    assert Told("idr-response-hardship-information", "2026-08-24", given, supplied, 21) in told
    assert Told("agreement-confirmation", "2026-09-11", "271.99, NCC s73(1)", "agreement_reached", 30) in told
    assert Told("enforcement-after-refusal", "2026-08-23", "NCC s89A(2)(b), s94(3)(b)", "refusal_given", 14) in told
    assert Told("enforcement-after-response", "2026-08-26", "271.91", "final_received", 14) in told
    read(posted, tmp_path)
    worker.run_once()
    assert firm.register.inspector.verify().holds
