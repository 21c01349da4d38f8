"""A death benefit with two beneficiaries: notices on different days, a new proposal, an objection to it, the end."""

from datetime import UTC, datetime
from typing import Final

import pytest

from register.worker import Worker
from tests.api.caller import House
from tests.build import Bench
from tests.clock import SteppedClock
from tests.journeys.told import Told, told_dates
from tests.journeys.visitor import SignIn, Visitor, fill
from tests.journeys.writing import approve, begin, choose, gate_asks, gate_is_content_with, say, send, submit
from tests.worker.relay import Manners

REFERENCE: Final = "C-2026-000001"
CASE: Final = f"/cases/{REFERENCE}"
ROBIN: Final = "Robin Testperson"
KIM: Final = "Kim Testperson"
BENEFIT: Final = "Superannuation death benefit distribution objection"
OBJECTION: Final = "Objection period"
RESPONSE: Final = "IDR response (maximum IDR timeframe)"

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


@pytest.fixture
def clock() -> SteppedClock:
    """Tuesday 10 March 2026, eleven in Sydney."""
    return SteppedClock(datetime(2026, 3, 10, 0, tzinfo=UTC))


def log(olive: Visitor) -> None:
    """Log the objection; nothing has to be answered while nobody's period has begun."""
    olive.open("/log/open")
    said = {
        "received_at": "2026-03-10T10:00",
        "summary": "The whole benefit is to go to one of the two of us",
        "complaint_class": BENEFIT,
        "name": ROBIN,
        "email": "robin@customer.example",
        "brand": "Harbour Bank",
    }
    for name, value in said.items():
        fill(olive.page.locator(f"main [name='{name}']"), value)
    olive.page.get_by_role("button", name="Log", exact=True).click()
    olive.page.get_by_role("link", name="Open the complaint").click()
    olive.reads("Dates", RESPONSE, "cautious: not known when", "The firm's own")


def name_them(olive: Visitor) -> None:
    """Say who has a period of their own, and when each received the notice: before they complained."""
    for person, received in ((ROBIN, "2026-03-02T09:00"), (KIM, "2026-03-06T09:00")):
        olive.step("party", name=person, role="Beneficiary")
        olive.happened("A beneficiary received notice of the proposed decision", at=received, party=person)
    olive.step("point", text="The other half was promised to me")
    olive.step("acknowledge", method="By phone", evidence="Call 7")
    dates = [plain(row.inner_text()) for row in olive.card("Dates").locator("li").all()]
    answers = [row for row in dates if row.startswith(RESPONSE)]
    assert [row.partition(": ")[2].partition(" Testperson")[0] for row in answers] == ["Robin", "Kim"]
    assert "Sun, 28 June 2026" in answers[0]
    assert "Thu, 2 July 2026" in answers[1]
    periods = [row for row in dates if row.startswith(OBJECTION)]
    assert "Mon, 30 Mar 2026" in periods[0]
    assert "Fri, 3 Apr 2026" in periods[1]
    olive.look()


def propose_anew(olive: Visitor) -> None:
    """271.84: a new proposal says no word of the scheme, and how long one may object."""
    olive.come_back(CASE)
    begin(olive, CASE, "IDR response", decision="Partly rejected")
    choose(olive, "type", "IDR response: new proposal")
    gate_asks(olive, "271.84(a)", "This letter must not contain this part.")
    for block in ("afca-right", "afca-contact", "afca-28-days"):
        say(olive, **{f"block-{block}": ""})
    say(olive, block_objection_period="")
    gate_asks(olive, "271.84")
    say(olive, block_objection_period="You may object within 28 days after you receive this notice.")
    write(olive, "We now propose to pay one half to each of you.")
    submit(olive)


def write(olive: Visitor, decision: str) -> None:
    """Write what a decision in part must say."""
    (point,) = olive.page.locator("textarea[name^='answer-']").all()
    said = {
        "block-outcome": decision,
        "block-actions-taken": "The payment is prepared.",
        "finding-1": "You both depended on him.",
        "support-1": "The statements of both of you, and his bank records.",
        "block-reasons": "Dependants share alike where nothing else is shown.",
        point.get_attribute("name") or "": "No promise was found in writing.",
    }
    say(olive, **said)


def object_anew(olive: Visitor) -> None:
    """271.83: each has fresh days from their own notice; only the one who objects has an answer coming."""
    olive.come_back(CASE)
    for person, received in ((ROBIN, "2026-06-05T09:00"), (KIM, "2026-06-09T09:00")):
        olive.happened("A beneficiary received notice of a new proposed decision", at=received, party=person)
    olive.happened(
        "A beneficiary objected to the new proposed decision",
        at="2026-06-20T09:00",
        party=ROBIN,
        evidence="A letter of two pages",
    )
    olive.reads("Dates", "Fri, 3 July 2026", "Tue, 7 July 2026", "Thu, 1 Oct 2026", "271.84 Note")
    olive.look()


def decide(olive: Visitor) -> None:
    """271.53 Note 2: the final decision names the scheme and the 28 days to go there."""
    olive.come_back(CASE)
    begin(olive, CASE, "IDR response", decision="Partly rejected")
    say(olive, block_afca_28_days="")
    gate_asks(olive, "271.53 Note 2")
    say(olive, block_afca_28_days="You must go to AFCA within 28 calendar days of receiving this letter.")
    write(olive, "One half goes to each of you.")
    gate_is_content_with(olive, "271.53(b)", "271.53 Note 2")
    submit(olive)


def end(olive: Visitor) -> None:
    """271.85: each has 28 days from receiving the notice; close."""
    olive.come_back(CASE)
    for person, received in ((ROBIN, "2026-09-21T09:00"), (KIM, "2026-09-22T09:00")):
        olive.happened("The complainant received our response", at=received, party=person)
    olive.reads("Dates", "Time to go to AFCA", "Mon, 19 Oct 2026", "Tue, 20 Oct 2026")
    olive.step(
        "close", outcome="Unresolved", basis="An IDR response was sent", root_cause="Unclear or wrong information"
    )
    olive.reads("How it ended", "Unresolved")
    olive.look()


def plain(said: str) -> str:
    """Return what is said without the marks that keep a name's direction to itself."""
    return said.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.provision("B1", "B2", "B3", "B7")
def test_a_death_benefit_from_the_objection_to_the_final_decision(
    sign_in: SignIn, firm: Bench, worker: Worker, posted: Manners
) -> None:
    olive, program = sign_in("olive"), House(firm).officer
    log(olive)
    name_them(olive)
    told = told_dates(program, REFERENCE)
    for person, objects, answers in ((ROBIN, "2026-03-30", "2026-06-28"), (KIM, "2026-04-03", "2026-07-02")):
        assert of(told, person) == {"objection-period": objects, "idr-response-death-benefit": answers}
    firm.clock.now = datetime(2026, 6, 1, 1, tzinfo=UTC)
    propose_anew(olive)
    approve(sign_in("ash"), REFERENCE, "one half to each of you")
    send(olive, worker, CASE, "IDR response: new proposal")
    firm.clock.now = datetime(2026, 6, 20, 1, tzinfo=UTC)
    object_anew(olive)
    told = told_dates(program, REFERENCE)
    fresh = {"new-objection-period": "2026-07-03", "idr-response-new-objection": "2026-10-01"}
    assert fresh.items() <= of(told, ROBIN).items()
    assert "idr-response-new-objection" not in of(told, KIM)
    assert of(told, KIM)["new-objection-period"] == "2026-07-07"
    firm.clock.now = datetime(2026, 9, 18, 1, tzinfo=UTC)
    decide(olive)
    approve(sign_in("ash"), REFERENCE, "One half goes to each of you.")
    send(olive, worker, CASE, "IDR response")
    firm.clock.now = datetime(2026, 9, 22, 1, tzinfo=UTC)
    end(olive)
    told = told_dates(program, REFERENCE)
    windows = {each.party: each for each in told if each.rule == "scheme-window-death-benefit"}
    assert windows[ROBIN] == Told(windows[ROBIN].rule, "2026-10-19", "271.85", "final_received", 28, party=ROBIN)
    assert windows[KIM].last_day == "2026-10-20"
    assert len(posted.letters) == 2
    worker.run_once()
    assert firm.register.inspector.verify().holds


def of(told: list[Told], person: str) -> dict[str, str]:
    """Return the last days that stand for one person, by rule."""
    return {each.rule: each.last_day for each in told if each.party == person and not each.replaced}
