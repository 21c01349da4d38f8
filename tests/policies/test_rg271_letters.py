"""Delay, early endings, responses, advocates and the way outside: sections 7 to 11 of our reading of the guide."""

import pytest

from register.domain.values import Code
from tests.policies.reckoning import PACK, answer, dates, day

MAY = {"received": "2026-05-12T10:15"}
TOLD_OF_THE_WAY_OUTSIDE = ("idr-response", "delay-notification", "out-of-time-notice")


def blocks(letter: str, complaint_class: str = "standard", outcome: str | None = None) -> dict[str, str]:
    """What a letter must carry, with the paragraph."""
    return {str(block.id): block.cite for block in PACK.letter(letter, complaint_class, outcome).required}


@pytest.mark.provision("D3", "D4")
@pytest.mark.parametrize(("parent", "cite"), [("complexity", "271.67"), ("beyond-control", "271.68")])
def test_the_examples_of_a_ground_are_offered_under_it(parent: str, cite: str) -> None:
    grounds = PACK.codes[Code("delay-ground")].entries.values()
    assert [entry.cite for entry in grounds if entry.code == parent] == ["271.65"]
    assert {entry.cite for entry in grounds if entry.parent == parent} == {cite}


@pytest.mark.provision("D5")
@pytest.mark.parametrize("complaint_class", sorted(PACK.classes))
def test_only_death_benefits_are_told_that_the_delay_alone_can_be_looked_at(complaint_class: str) -> None:
    """271.66 Note 1."""
    found = blocks("delay-notification", complaint_class)
    assert found.get("afca-delay-only") == ("271.66 Note 1" if complaint_class == "super-death-benefit" else None)


@pytest.mark.provision("I3", "D5")
@pytest.mark.parametrize("complaint_class", sorted(PACK.classes.keys() - {"super-death-benefit"}))
@pytest.mark.parametrize(
    ("letter", "outcome", "block"),
    [("idr-response", "rejected", "afca-28-days"), ("delay-notification", None, "afca-delay-only")],
)
def test_nobody_else_is_told_of_a_narrower_way_outside(
    letter: str, outcome: str | None, block: str, complaint_class: str
) -> None:
    """271.53 Note 2 and 271.66 Note 1 are about death benefits; said of anything else, they would be false."""
    assert block in {each.id for each in PACK.letter(letter, complaint_class, outcome).forbidden}


@pytest.mark.provision("D6")
def test_a_delay_notified_moves_no_time_set_outside() -> None:
    """271.66 Notes 2 and 3; the right to go outside stands in every notification."""
    back = {**MAY, "referred_back": "2026-05-22T09:00"}
    assert "delay-notification" in dates("standard", MAY)
    part_way = {"referral_stage": Code("part-way")}
    found = dates("standard", {**back, "extension_sent": "2026-05-25T09:00"}, values=part_way)
    assert found["refer-back-part-way"].due_at == dates("standard", back, values=part_way)["refer-back-part-way"].due_at
    assert "delay-notification" in found
    assert blocks("delay-notification")["afca-right"] == "271.66(b)"


@pytest.mark.provision("D7", "I4")
@pytest.mark.parametrize(("letter", "block"), [("delay-notification", "delay-reasons"), ("idr-response", "outcome")])
def test_the_words_may_say_that_the_complaint_came_back_from_outside(letter: str, block: str) -> None:
    """271.66 Note 4 and 271.53 Note 3: the part that says it is the author's own."""
    outcome = "accepted" if letter == "idr-response" else None
    kinds = {str(each.id): each.kind for each in PACK.letter(letter, "standard", outcome).required}
    assert kinds[block] == "text"


@pytest.mark.provision("D8")
@pytest.mark.scenario("X11", cite="271.66")
def test_a_valid_notification_sets_a_day_to_look_again_and_no_limit() -> None:
    found = dates("standard", {**MAY, "extension_sent": "2026-06-11T23:00"})
    assert answer(found) == "2026-06-11"
    assert (day(found, "delay-review"), found["delay-review"].kind) == ("2026-06-25", "review")
    assert PACK.rules[Code("delay-review")].confirmed == "U"


@pytest.mark.provision("D2")
@pytest.mark.scenario("X12", cite="271.66")
def test_a_notification_after_the_limit_sets_nothing() -> None:
    assert "delay-review" not in dates("standard", {**MAY, "extension_sent": "2026-06-12T09:00"})


@pytest.mark.provision("Q1", "Q3")
def test_an_early_ending_rests_on_satisfaction_or_on_an_explanation() -> None:
    """271.71 and 271.74."""
    bases = PACK.codes[Code("early-close-basis")].entries
    assert {code: entry.cite for code, entry in bases.items()} == {
        "resolved-to-satisfaction": "271.71(a)",
        "explanation-apology": "271.71(b)",
    }


@pytest.mark.provision("Q5")
def test_an_undecided_claim_is_a_declined_one_after_ten_business_days() -> None:
    """Key terms: the officer is asked for it in these words."""
    assert "not decided in 10 business days" in PACK.facts["declined_claim"].title
    assert [each.code for each in PACK.written_response_required("standard", {"declined_claim": True})] == [
        "declined-claim"
    ]


@pytest.mark.provision("I1", "F2")
@pytest.mark.parametrize("complaint_class", sorted(PACK.classes))
@pytest.mark.parametrize("letter", TOLD_OF_THE_WAY_OUTSIDE)
def test_responses_and_delays_tell_of_the_way_outside_whatever_the_class(letter: str, complaint_class: str) -> None:
    """271.53, 271.66, 271.111, 271.112."""
    for outcome in PACK.letter_types[Code(letter)].outcomes or (None,):
        found = blocks(letter, complaint_class, outcome)
        assert {"afca-right", "afca-contact"} <= found.keys()
        assert PACK.letter_types[Code(letter)].written


@pytest.mark.provision("F2")
def test_an_out_of_time_notice_is_no_delay_notification() -> None:
    """271.111: it tells, and meets no limit."""
    found = PACK.letter_types[Code("out-of-time-notice")]
    assert found.events("standard", None) == ()
    assert blocks("out-of-time-notice")["limit-passed"] == "271.111"


@pytest.mark.provision("I3", "IO5", "B5")
@pytest.mark.parametrize("outcome", ["accepted", "partly-rejected", "rejected"])
def test_a_final_death_benefit_decision_names_the_twenty_eight_days(outcome: str) -> None:
    """271.53 Note 2 and 271.85."""
    assert {"afca-right", "afca-contact", "afca-28-days"} <= blocks(
        "idr-response", "super-death-benefit", outcome
    ).keys()
    assert "afca-28-days" not in blocks("idr-response", "super-trustee", outcome)


@pytest.mark.provision("B4", "IO4")
@pytest.mark.parametrize("outcome", ["accepted", "partly-rejected", "rejected"])
def test_a_new_proposal_names_the_objection_period_and_never_the_way_outside(outcome: str) -> None:
    """271.84(a)."""
    spec = PACK.letter("new-proposal", "super-death-benefit", outcome)
    assert {block.id for block in spec.forbidden} == {"afca-right", "afca-contact", "afca-28-days"}
    required = {block.id for block in spec.required}
    assert {"outcome", "objection-period"} <= required
    assert not required & {block.id for block in spec.forbidden}
    assert ("points-answered" in required) == (outcome != "accepted")


@pytest.mark.provision("M3")
def test_an_advocate_is_offered_after_the_response_and_demanded_by_no_rule() -> None:
    """271.109."""
    assert PACK.events[Code("advocate_offered")].after == ("final_sent",)
    assert {rule.id for rule in PACK.rules.values() if "advocate_offered" in (*rule.needs, *rule.start.events)} == set()


@pytest.mark.provision("M4", "M5")
@pytest.mark.scenario("X18", cite="271.110 Note 1")
def test_the_clock_stands_between_the_response_and_the_wish_for_an_advocate() -> None:
    known = {"received": "2026-06-01T09:00", "final_sent": "2026-06-21T09:00"}
    assert "advocate-outcome" not in dates("standard", known)
    found = dates("standard", {**known, "advocate_requested": "2026-07-10T09:00"})
    assert day(found, "advocate-outcome") == "2026-07-20"
    (stop,) = found["advocate-outcome"].derivation.stopped
    assert (stop.days, stop.cite) == (19, "271.110 Note 1")


@pytest.mark.provision("FC1")
@pytest.mark.parametrize(
    ("complaint_class", "last"),
    [
        ("credit-hardship-notice", "2026-07-22"),
        ("super-trustee", "2026-08-15"),
        ("traditional-trustee", "2026-08-15"),
        ("standard", "2026-07-31"),
    ],
)
def test_a_complaint_that_came_from_outside_first_has_that_bodys_time(complaint_class: str, last: str) -> None:
    first = {"received": "2026-07-01T10:00", "referred_back": "2026-07-01T09:00"}
    found = dates(complaint_class, first, values={"referral_stage": Code("not-through")})
    assert [str(d.derivation.due_calendar) for d in found.values() if d.duty == "refer-back-response"] == [last]


@pytest.mark.provision("FC2", "FC3", "FC4")
@pytest.mark.scenario("X22", "X23", cite="271.66 Note 3")
def test_a_complaint_sent_back_has_the_balance_or_twenty_one_days_or_the_day_that_was_stated() -> None:
    back = {**MAY, "referred_back": "2026-05-22T09:00"}
    part_way = dates("standard", back, values={"referral_stage": Code("part-way")})
    assert day(part_way, "refer-back-part-way") == answer(part_way) == "2026-06-11"
    after = {**MAY, "final_sent": "2026-06-05T16:00", "referred_back": "2026-07-01T10:00"}
    through = dates("standard", after, values={"referral_stage": Code("through")})
    assert day(through, "refer-back-through") == "2026-07-22"


@pytest.mark.provision("FC5")
def test_what_is_unconfirmed_binds_nobody() -> None:
    """The time to go outside, from second hand: shown as unconfirmed, never a breach."""
    rule = PACK.rules[Code("scheme-window")]
    assert (rule.confirmed, rule.bound, rule.breachable) == ("U", "complainant", False)
