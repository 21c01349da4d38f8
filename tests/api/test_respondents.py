"""The other firms of a complaint, over the API; and what a draft's dates and open questions say there."""

from typing import Any

import pytest

from tests.api.caller import House, an_opening, codes
from tests.build import work_to_draft_law

NOBODY = "00000000-0000-7000-8000-0000000000ff"
WHEN = "2026-08-03T09:30:00+10:00"


def logged(house: House) -> str:
    return str(house.officer.post("/cases", an_opening()).json["reference"])


def posted(house: House, address: str, said: dict[str, Any]) -> Any:
    done = house.officer.post(address, said, If_Match="*")
    assert done.status_code in {200, 201}, done.text
    return done.json["made"]


def test_a_firm_is_named_told_and_answers_and_the_loss_is_shared(house: House) -> None:
    ref = logged(house)
    telco = posted(house, f"/cases/{ref}/respondents", {"name": "Tin Can Telecom", "sector": "telco"})["respondent"]
    passed = {"way": "passed", "at": WHEN, "what": "The messages"}
    exchanges = f"/cases/{ref}/respondents/{telco}/exchanges"
    assert set(codes(house.officer.post(exchanges, passed, If_Match="*"))) == {"consent-to-pass-needed", "required"}
    posted(house, exchanges, {**passed, "consent_at": WHEN, "consent": "By phone"})
    posted(
        house,
        f"/cases/{ref}/findings",
        {"result": "not-complied", "words": "Their letter", "at": WHEN, "respondent": telco},
    )
    posted(house, f"/cases/{ref}/findings", {"result": "complied", "words": "Our review", "at": WHEN})
    shares = [{"percent": "40"}, {"respondent": telco, "percent": "60"}]
    sharing = posted(house, f"/cases/{ref}/shares", {"shares": shares, "loss": "10000.00"})["sharing"]
    posted(house, f"/cases/{ref}/shares/{sharing}/agreement", {"at": WHEN, "evidence": "Both wrote"})
    told = house.officer.get(f"/cases/{ref}").json
    assert [firm["name"] for firm in told["respondents"]] == ["Tin Can Telecom"]
    assert [finding["result"] for finding in told["findings"]] == ["not-complied", "complied"]
    assert told["sharings"][0]["shares"] == [
        {"respondent": None, "percent": "40", "amount": None},
        {"respondent": telco, "percent": "60", "amount": None},
    ]
    assert told["sharings"][0]["evidence"] == "Both wrote"


@pytest.mark.parametrize(
    ("shares", "loss", "code"),
    [
        ([{"percent": "100.01"}], None, "share-over-hundred"),
        ([{"percent": "60"}, {"respondent": NOBODY, "percent": "40"}], None, "no-such-respondent"),
        ([{"amount": "10.01"}], "10.00", "shares-over-loss"),
        ([{"percent": "-1"}], None, "not-an-amount"),
        ([{}], None, "share-percent-or-amount"),
        ([], None, "required"),
    ],
)
def test_shares_that_cannot_be_are_named(
    house: House, shares: list[dict[str, str]], loss: str | None, code: str
) -> None:
    ref = logged(house)
    said: dict[str, Any] = {"shares": shares, "loss": loss}
    assert codes(house.officer.post(f"/cases/{ref}/shares", said, If_Match="*")) == [code]
    assert house.officer.get(f"/cases/{ref}").json["sharings"] == []


def test_draft_law_is_marked_and_what_is_open_is_answered(house: House) -> None:
    work_to_draft_law(house.bench, "au-spf")
    said = an_opening(received_at=house.bench.clock().isoformat())
    ref = house.officer.post("/cases", said).json["reference"]
    items = house.officer.get(f"/cases/{ref}/deadlines").json["items"]
    assert {(item["draft"], item["legal"]) for item in items if item["pack"] == "au-spf"} == {(True, False)}
    assert {item["draft"] for item in items if item["pack"] != "au-spf"} == {False}
    told = {each["id"]: each["answer"] for each in house.officer.get(f"/cases/{ref}").json["open_questions"]}
    assert told == {"by-complaint": "yes", "by-conduct": "unknown"}
    packs = {each["id"]: each for each in house.officer.get("/packs").json["items"]}
    assert packs["au-spf"]["is_draft"] is True
    assert packs["au-spf"]["draft"]
