"""What happened outside, over the API: parties, events and their withdrawal, and what it makes of the dates."""

from typing import Any

import pytest

from register.domain.actors import CONSOLE
from register.domain.commands import register as r
from tests.api.caller import House, an_opening, codes
from tests.build import PACK

HARDSHIP = {"complaint_class": "credit-hardship-notice"}
BENEFIT = {"complaint_class": "super-death-benefit"}
NOBODY = "00000000-0000-7000-8000-0000000000ff"


def logged(house: House, classifying: dict[str, Any]) -> str:
    said = an_opening(classifying=classifying, received_at="2026-08-03T09:00:00+10:00")
    return str(house.officer.post("/cases", said).json["reference"])


def dates(house: House, ref: str) -> dict[str, dict[str, Any]]:
    items = house.officer.get(f"/cases/{ref}/deadlines").json["items"]
    return {item["due"]["rule"]: item for item in items if not item["replaced"]}


def test_an_event_moves_the_dates_until_it_is_withdrawn(house: House) -> None:
    ref = logged(house, HARDSHIP)
    asked = {"event": "information_requested", "at": "2026-08-03T09:30:00+10:00"}
    assert house.officer.post(f"/cases/{ref}/events", asked).status_code == 428
    done = house.officer.post(f"/cases/{ref}/events", asked, If_Match="*")
    assert done.status_code == 201, done.text
    happening = done.json["made"]["happening"]
    assert "idr-response-hardship-no-information" in dates(house, ref)
    supply = dates(house, ref)["information-supply"]
    assert (supply["bound"], supply["title"]) == ("complainant", "Time to supply the information")
    (shown,) = house.officer.get(f"/cases/{ref}").json["happenings"]
    assert (shown["event"], shown["withdrawn"], shown["evidence"]) == ("information_requested", False, None)
    taken = f"/cases/{ref}/events/{happening}/withdrawal"
    assert codes(house.officer.post(taken, {"reason": " "}, If_Match="*")) == ["required"]
    assert house.officer.post(taken, {"reason": "Another complaint"}, If_Match="*").status_code == 200
    assert "idr-response-hardship" in dates(house, ref)
    assert house.officer.get(f"/cases/{ref}").json["happenings"][0]["withdrawn"] is True


def test_what_happens_to_one_person_counts_for_that_person(house: House) -> None:
    ref = logged(house, BENEFIT)
    made = house.officer.post(f"/cases/{ref}/parties", {"name": "Kim Example", "role": "beneficiary"}, If_Match="*")
    party = made.json["made"]["party"]
    told = {"event": "proposal_received", "at": "2026-07-20T09:00:00+10:00", "party": party}
    assert house.officer.post(f"/cases/{ref}/events", told, If_Match="*").status_code == 201
    assert dates(house, ref)["idr-response-death-benefit"]["due"]["party"] == party
    assert house.officer.get(f"/cases/{ref}").json["parties"] == [
        {"id": party, "name": "Kim Example", "role": "beneficiary"}
    ]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"event": "birth"}, "unknown-event"),
        ({"event": "proceedings_started"}, "event-not-for-class"),
        ({"event": "information_requested", "party": NOBODY}, "no-such-party"),
        ({"event": "information_received"}, "event-too-early"),
    ],
)
def test_what_cannot_have_happened_is_refused(house: House, told: dict[str, Any], code: str) -> None:
    ref = logged(house, HARDSHIP)
    said = {"at": "2026-08-03T09:30:00+10:00", **told}
    assert code in codes(house.officer.post(f"/cases/{ref}/events", said, If_Match="*"))


def test_only_what_the_law_sets_is_called_legal(house: House) -> None:
    found = dates(house, logged(house, {}))
    assert found["early-close"]["legal"] is True
    assert found["acknowledgement-24-hours"]["legal"] is False
    assert found["classification"]["legal"] is False


def test_every_further_pack_has_a_class_of_its_own(house: House) -> None:
    packs = (PACK, "au-acma-tcp")
    house.bench.register.registrar.carry_out(
        r.SetEntity(entity="harbour", name="Harbour Bank Limited", licence="AFSL-000000", place="NSW", packs=packs),
        CONSOLE,
    )
    ref = logged(house, {"complaint_class": "standard"})
    assert "proposed-resolution" in dates(house, ref)
    said = {"complaint_class": "standard", "others": {"au-acma-tcp": "urgent"}, "reason": "Cut off while in hospital"}
    done = house.officer.put(f"/cases/{ref}/classification", said, If_Match="*")
    assert done.status_code == 200, done.text
    shown = house.officer.get(f"/cases/{ref}").json
    if shown["classification_proposal"] is not None:
        settled = {"proposal": shown["classification_proposal"]["id"], "approve": True}
        answer = house.approver.post(f"/cases/{ref}/classification/settlement", settled, If_Match="*")
        assert answer.status_code == 200, answer.text
    assert "urgent-resolution" in dates(house, ref)
    wrong = {**said, "others": {"au-acma-tcp": "odd"}}
    assert "unknown-class" in codes(house.officer.put(f"/cases/{ref}/classification", wrong, If_Match="*"))
