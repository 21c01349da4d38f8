"""What an officer reads to a customer of a limit: one plain sentence, from the same facts as the date itself."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.obligations.dates import dated
from register.domain.values import Id
from register.wording.dates.aloud import ACTS, Call
from register.wording.dates.manner import PLAINLY
from register.wording.dates.told import Telling
from tests.build import Bench, a_case, an_accepted_response, approved, sent
from tests.publication.story import DELAY

RESPONSE = "idr-response-standard"


def telling(bench: Bench, case: Id) -> Telling:
    """What tells the dates of a case now."""
    register = bench.register
    file = register.reader.cases.open(bench.officer, case)
    packs = tuple(register.policies.pack(choice.pack, choice.version) for choice in file.case.packs)
    call = Call(file.case, packs, register.clock())
    return Telling(call, file.entries, register.policies.calendar, file.text, PLAINLY)


def spoken(bench: Bench, case: Id) -> dict[str, str | None]:
    """What is said of each date that stands, by rule; narrow blanks as plain ones."""
    told = telling(bench, case)
    pairs = dated(told.call.case, bench.register.policies.pack)
    found = {one.due.rule: told.aloud(one, known) for one, known in pairs if not one.replaced}
    return {rule: said and re.sub(r"\s", " ", said) for rule, said in found.items()}


def answer(bench: Bench, case: Id, **changes: Any) -> None:
    letter = an_accepted_response(bench, case, **changes)
    approved(bench, case, letter)
    sent(bench, case, letter)


def test_an_open_limit_says_by_when_we_must_should_or_aim_to(bench: Bench) -> None:
    said = spoken(bench, a_case(bench))
    assert said[RESPONSE] == "We must answer your complaint in writing by Wednesday 2 September 2026."
    assert said["acknowledgement-24-hours"] == (
        "We should confirm that we have your complaint by 10:30 am on Tuesday 4 August 2026."
    )
    assert said["acknowledgement-one-business-day"] == (
        "We should confirm that we have your complaint by Tuesday 4 August 2026."
    )
    assert said["early-close"] is None  # the firm's own option


def test_a_limit_that_passed_says_by_how_much(bench: Bench) -> None:
    case = a_case(bench)
    bench.clock.step(days=30 + 22)
    assert spoken(bench, case)[RESPONSE] == (
        "We had until Wednesday 2 September 2026 to answer your complaint in writing, and have not done so yet. "
        "That is 22 days late."
    )


@pytest.mark.provision("D1")
def test_a_delay_that_was_notified_is_said_before_after_and_with_the_answer(bench: Bench) -> None:
    """271.64, 271.65: the answer under a delay notification is never called late."""
    case, told = a_case(bench), "we wrote to you that it takes longer, why, and where else you can turn."
    bench.clock.step(days=28)
    bench.do(c.StateDelayGround(case=case, ground="complexity", facts="Two other banks have to send their records"))
    answer(bench, case, **DELAY)
    assert spoken(bench, case)[RESPONSE] == (
        f"We must answer your complaint in writing by Wednesday 2 September 2026. On Monday 31 August 2026 {told}"
    )
    bench.clock.step(days=12)
    assert spoken(bench, case)[RESPONSE] == (
        "We had until Wednesday 2 September 2026 to answer your complaint in writing, and have not done so yet. "
        f"On Monday 31 August 2026 {told}"
    )
    answer(bench, case)
    assert spoken(bench, case)[RESPONSE] == (
        "We had until Wednesday 2 September 2026 to answer your complaint in writing, and did so on "
        f"Saturday 12 September 2026. On Monday 31 August 2026 {told}"
    )


def test_what_was_done_late_says_so_and_what_was_done_in_time_says_when(bench: Bench) -> None:
    case = a_case(bench)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 17"))
    bench.clock.step(days=33)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    answer(bench, case)
    said = spoken(bench, case)
    assert said["acknowledgement-24-hours"] == (
        "We had until 10:30 am on Tuesday 4 August 2026 to confirm that we have your complaint, and did so on "
        "Monday 3 August 2026 at 11:30 am."
    )
    assert str(said[RESPONSE]).endswith("and did so on Saturday 5 September 2026. That was 3 days late.")


def test_a_provisional_day_may_still_move(bench: Bench) -> None:
    bench.clock.now = datetime(2027, 12, 13, 2, tzinfo=UTC)
    said = spoken(bench, a_case(bench, received_at=datetime(2027, 12, 13, 1, tzinfo=UTC)))
    assert str(said[RESPONSE]).endswith("The day may still move: not all public holidays are announced yet.")


@pytest.mark.provision("B2")
def test_a_cautious_day_says_what_is_not_known(bench: Bench) -> None:
    said = spoken(bench, a_case(bench, classifying=c.Classifying(complaint_class="super-death-benefit")))
    cautious = str(said["idr-response-death-benefit-cautious"])
    assert cautious.startswith("We aim to answer your complaint in writing by Sunday 1 November 2026.")
    assert "The day may change: we do not know yet when this was:" in cautious


def test_a_date_that_is_missing_is_said_to_be(bench: Bench) -> None:
    """271.77."""
    case = a_case(bench, classifying=c.Classifying(complaint_class="traditional-trustee"))
    bench.clock.step(days=2)
    bench.do(c.RecordEvent(case=case, event="proceedings_started", at=bench.clock(), evidence="The summons"))
    (gap,) = telling(bench, case).gaps()
    assert gap.words.startswith("No date: the law has stopped the count since Wed, 5 Aug 2026.")
    assert str(gap.aloud).startswith(
        "We cannot name the day by which we must answer your complaint in writing: the time stands still"
    )


def test_the_complainants_own_time_is_said_and_ends(bench: Bench) -> None:
    case = a_case(bench, classifying=c.Classifying(complaint_class="super-death-benefit"))
    party = Id(bench.do(c.AddParty(case=case, name="Kim Example", role="beneficiary")).made["party"])
    bench.do(c.RecordEvent(case=case, event="proposal_received", at=bench.clock(), party=party))
    assert spoken(bench, case)["objection-period"] == "You have until Monday 31 August 2026: Objection period."
    bench.clock.step(days=40)
    ended = "Your time for this ended on Monday 31 August 2026: Objection period."
    assert spoken(bench, case)["objection-period"] == ended


def test_every_act_reads_as_one_sentence() -> None:
    for words in ACTS.values():
        assert re.fullmatch(r"[a-z].*[a-z]", words), words
    zone = ZoneInfo("Australia/Sydney")
    assert PLAINLY.moment(datetime(2026, 8, 3, 1, tzinfo=UTC), zone).startswith("3 Aug 2026, 11:00")
    assert (PLAINLY.days(1), PLAINLY.days(2)) == ("1 day", "2 days")
