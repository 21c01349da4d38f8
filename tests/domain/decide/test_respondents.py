"""Several firms in one complaint: named, told with consent, each answering for itself, and the loss shared."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.commands import case as c
from register.domain.obligations.respondents import GREATER, NOBODY, OPEN, Offer, equal_parts, equal_shares
from register.domain.subjects.records import EXCHANGE, FINDING, RESPONDENT, SHARES
from register.domain.subjects.respondents import Share
from register.domain.values import Amount, Id
from tests.domain.decide.scene import RECEIVED, Scene, an_id, an_opening

LOSS = Amount("10000.00")


def a_stage(firms: int = 2) -> tuple[Scene, Id, list[Id]]:
    """A complaint about our own firm and as many others."""
    scene = Scene()
    case, named = scene.do(an_opening()), []
    for number in range(firms):
        scene.do(c.NameRespondent(case=case, name=f"Telco {number}", sector="telco", contact="complaints desk"))
        named.append(scene.made["respondent"])
    return scene, case, named


def found(scene: Scene, case: Id, party: Id | None, result: str, **changes: Any) -> None:
    told = {"at": scene.now, "words": "After our own review", **changes}
    scene.do(c.RecordFinding(case=case, respondent=party, result=result, **told))


@pytest.mark.provision("M1", "M2", pack="au-spf")
def test_what_is_passed_on_needs_the_complainants_consent_first() -> None:
    scene, case, (telco, _) = a_stage()
    passing = c.RecordExchange(case=case, respondent=telco, way="passed", at=scene.now, what="The text messages")
    assert scene.refused(passing) == {"consent-to-pass-needed": "consent_at", "required": "consent"}
    agreed = replace(passing, consent_at=scene.now - timedelta(minutes=5), consent="Said so on the phone")
    late = replace(agreed, at=scene.now - timedelta(minutes=6))
    assert scene.refused(late) == {"consent-after-passing": "consent_at"}
    assert "future-time" in scene.refused(replace(agreed, at=scene.now + timedelta(days=1)))
    scene.do(agreed)
    scene.do(replace(passing, way="received", what="Their log"))
    ways = [(one.way, one.consent is None) for one in scene.case(case).exchanges]
    assert ways == [("passed", False), ("received", True)]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.NameRespondent(case=an_id(0), name=" ", sector="telco"), "required"),
        (c.NameRespondent(case=an_id(0), name="A", sector="farm"), "not-listed"),
        (
            c.RecordExchange(case=an_id(0), respondent=an_id(9), way="received", at=RECEIVED, what="x"),
            "no-such-respondent",
        ),
        (c.RecordFinding(case=an_id(0), result="perhaps", at=RECEIVED, words="x"), "not-listed"),
        (c.RecordFinding(case=an_id(0), result="complied", at=RECEIVED, words=" "), "required"),
        (
            c.RecordFinding(case=an_id(0), result="complied", at=RECEIVED, words="x", greater_part=True),
            "greater-part-needs-breach",
        ),
    ],
)
def test_what_is_wrong_is_named(command: Any, code: str) -> None:
    scene, case, _ = a_stage()
    assert code in scene.refused(replace(command, case=case))


@pytest.mark.provision("SC11", pack="au-spf")
def test_each_firm_answers_for_itself_and_what_it_said_before_stays() -> None:
    scene, case, (telco, _) = a_stage()
    found(scene, case, telco, "undetermined")
    found(scene, case, telco, "not-complied")
    found(scene, case, None, "complied")
    told = [(finding.respondent, finding.result) for finding in scene.case(case).findings]
    assert told == [(telco, "undetermined"), (telco, "not-complied"), (None, "complied")]


def percent(*shares: tuple[Id | None, str]) -> tuple[c.SaidShare, ...]:
    return tuple(c.SaidShare(party, percent=much) for party, much in shares)


def test_shares_come_to_all_of_the_loss_at_most() -> None:
    scene, case, (one, two) = a_stage()

    def refused(shares: tuple[c.SaidShare, ...], loss: str | None = None) -> dict[str, str]:
        return scene.refused(c.ProposeShares(case=case, shares=shares, loss=loss))

    assert refused(percent((None, "100.01"))) == {"share-over-hundred": "shares.own"}
    assert refused(percent((None, "60"), (one, "40.01"))) == {"shares-over-hundred": "shares"}
    assert refused(percent((one, "-1"))) == {"negative-amount": f"shares.{one}"}
    assert refused(percent((one, "half"))) == {"not-an-amount": f"shares.{one}"}
    assert refused(percent((one, "1"), (one, "2"))) == {"share-twice": "shares"}
    assert refused(percent((an_id(9), "1"))) == {"no-such-respondent": f"shares.{an_id(9)}"}
    assert refused((c.SaidShare(one),)) == {"share-percent-or-amount": f"shares.{one}"}
    assert refused(()) == {"required": "shares"}
    amounts = (c.SaidShare(None, amount="6000.00"), c.SaidShare(two, amount="4000.01"))
    assert refused(amounts, LOSS) == {"shares-over-loss": "shares"}
    assert refused((*percent((one, "50")), amounts[0]), LOSS) == {"shares-over-loss": "shares"}
    assert refused((*percent((one, "50")), amounts[0])) == {"loss-needed": "loss"}


def test_shares_are_agreed_once_and_others_take_their_place() -> None:
    scene, case, (one, _) = a_stage()
    proposal = c.ProposeShares(case=case, shares=percent((None, "50"), (one, "50")), loss=LOSS, reason="Both failed")
    scene.do(proposal)
    first = scene.made["sharing"]
    scene.do(replace(proposal, shares=percent((None, "40"), (one, "60"))))
    last = scene.made["sharing"]
    agree = c.AgreeShares(case=case, sharing=last, at=scene.now, evidence="Both wrote so")
    assert scene.refused(replace(agree, sharing=first)) == {"no-such-shares": "sharing"}
    scene.do(agree)
    assert scene.refused(agree) == {"shares-agreed": "sharing"}
    assert [one.agreed_at for one in scene.case(case).sharings] == [None, scene.now]


def test_a_firm_named_by_mistake_is_taken_back_once_nothing_rests_on_it() -> None:
    scene, case, (telco, _) = a_stage()
    back = c.WithdrawRecord(case=case, kind=RESPONDENT, record=telco, reason="Another firm of that name")
    found(scene, case, telco, "complied")
    scene.do(c.ProposeShares(case=case, shares=percent((telco, "10"))))
    scene.do(c.RecordExchange(case=case, respondent=telco, way="received", at=scene.now, what="Their log"))
    assert "others-build-on-it" in scene.refused(back)
    known = scene.case(case)
    for kind, record in ((EXCHANGE, known.exchanges[0]), (FINDING, known.findings[0]), (SHARES, known.sharings[0])):
        scene.do(replace(back, kind=kind, record=record.id))
    scene.do(back)
    after = scene.case(case)
    assert [len(part) for part in (after.respondents, after.exchanges, after.findings, after.sharings)] == [1, 0, 0, 0]


def offered(*results: str, loss: Amount | None = LOSS, **changes: Any) -> Offer:
    """What is offered when our own firm and the others answered so, in this order."""
    scene, case, named = a_stage(len(results) - 1)
    for party, result in zip([None, *named], results, strict=True):
        if result:
            found(scene, case, party, result, **(changes if party is None else {}))
    return equal_shares(scene.case(case), loss)


@pytest.mark.provision("M5", pack="au-spf")
def test_the_default_is_equal_among_the_firms_in_breach_and_not_among_all() -> None:
    """Example 9: three are involved, two did not comply."""
    shares = offered("not-complied", "complied", "not-complied").shares
    assert [share.amount for share in shares] == ["5000.00", "5000.00"]
    assert shares[0] == Share(None, amount=Amount("5000.00"))


@pytest.mark.provision("M7", pack="au-spf")
def test_the_cent_that_is_left_goes_to_the_first_firm() -> None:
    """Example 10: three times 3,333.33 lack one cent."""
    shares = offered("not-complied", "not-complied", "not-complied").shares
    assert [share.amount for share in shares] == ["3333.34", "3333.33", "3333.33"]
    percents = offered("not-complied", "not-complied", "not-complied", loss=None).shares
    assert [share.percent for share in percents] == ["33.34", "33.33", "33.33"]


@pytest.mark.provision("M5", pack="au-spf")
@pytest.mark.parametrize(
    ("results", "changes", "why"),
    [
        (("not-complied", "not-complied"), {"greater_part": True}, GREATER),
        (("not-complied", "undetermined"), {}, OPEN),
        (("not-complied", ""), {}, OPEN),
        (("complied", "complied"), {}, NOBODY),
    ],
)
def test_no_figure_is_offered_where_a_person_has_to_weigh(results: Any, changes: Any, why: str) -> None:
    assert offered(*results, **changes) == Offer(why_not=why)  # type: ignore[arg-type]  # a code of ours


@given(st.decimals(0, 10_000_000, places=2), st.integers(1, 12))
def test_equal_parts_add_up_to_all_of_it_and_differ_by_less_than_a_cent_each(total: Decimal, number: int) -> None:
    parts = equal_parts(total, number)
    assert sum(parts) == total
    assert len(set(parts[1:])) <= 1
    assert Decimal(0) <= parts[0] - min(parts) < Decimal("0.01") * number
