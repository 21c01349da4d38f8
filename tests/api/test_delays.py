"""Delays, escalations and holds through REST, on both engines."""

from typing import Any

import pytest

from register.domain.actors import WORKER
from register.domain.commands.case import EscalateRisks, SweepDeadlines
from tests.api.caller import House, an_opening, codes
from tests.build import PACK, a_message

FACTS = "The surgeon reports on 30 August."


def opened(house: House, **changes: Any) -> str:
    reference: str = house.officer.post("/cases", an_opening(**changes)).json["reference"]
    return reference


@pytest.mark.provision("D1", "D2")
def test_a_ground_comes_before_the_notification(both: House) -> None:
    ref, officer = opened(both), both.officer
    assert officer.get(f"/cases/{ref}").json["risks"] == []
    assert officer.get("/at-risk").json == {"items": [], "next": None}
    both.bench.clock.step(days=25)
    case = officer.get(f"/cases/{ref}").json
    assert [risk["risk"] for risk in case["risks"]] == ["no-draft", "nobody-assigned"]
    assert (case["risks"][0]["cite"], case["risks"][0]["due_on"], case["risks"][0]["days_left"]) == (
        "271.143",
        "2026-09-02",
        5,
    )
    assert case["offers"] == ["respond", "reassign", "state-ground"]
    (line,) = officer.get("/at-risk").json["items"]
    assert (line["reference"], line["offers"]) == (ref, case["offers"])
    empty = {"ground": "backlog", "facts": " "}
    assert set(codes(officer.post(f"/cases/{ref}/delay-grounds", empty, If_Match="*"))) == {"ground-needed", "required"}
    told = {"ground": "medical-appointment", "facts": FACTS}
    assert officer.post(f"/cases/{ref}/delay-grounds", told, If_Match="*").status_code == 201
    case = officer.get(f"/cases/{ref}").json
    assert case["delay_grounds"][0]["facts"] == FACTS
    assert case["offers"] == ["respond", "reassign", "notify-delay"]


def test_a_manager_takes_up_what_was_escalated(both: House) -> None:
    ref = opened(both)
    both.bench.clock.step(days=29)
    both.bench.do(EscalateRisks(case=both.file(ref).case.id), WORKER)
    (told,) = both.officer.get("/at-risk").json["items"][0]["escalations"]
    address, said = f"/cases/{ref}/escalations/{told}/taking", {"decision": "Answered today"}
    assert codes(both.officer.post(address, said, If_Match="*")) == ["not-permitted"]
    assert both.approver.post(address, said, If_Match="*").status_code == 200
    assert codes(both.approver.post(address, said, If_Match="*")) == ["already-done"]
    assert both.officer.get("/at-risk").json["items"][0]["escalations"] == []
    assert both.officer.get(f"/cases/{ref}").json["escalations"][0]["decision"] == "Answered today"


@pytest.mark.provision("H3")
def test_a_hold_is_ordered_confirmed_and_lifted(both: House) -> None:
    ref = opened(both, classifying={"complaint_class": "credit-default-notice"})
    order = {"prohibition": "enforcement", "recipient": "Collections team"}
    made = both.officer.post(f"/cases/{ref}/holds", order, If_Match="*")
    assert made.status_code == 201, made.text
    hold = made.json["made"]["hold"]
    confirmed = both.officer.post(f"/cases/{ref}/holds/{hold}/confirmation", {"evidence": "By mail"}, If_Match="*")
    assert confirmed.status_code == 200
    lifting = {"reason": "All done"}
    assert codes(both.officer.post(f"/cases/{ref}/holds/{hold}/lifting", lifting, If_Match="*")) == ["hold-still-runs"]
    lifting["exception"] = "limitation-period-expiring"
    assert both.approver.post(f"/cases/{ref}/holds/{hold}/lifting", lifting, If_Match="*").status_code == 200
    (shown,) = both.officer.get(f"/cases/{ref}").json["holds"]
    assert (shown["recipient"], shown["confirmation"], shown["exception"]) == (
        "Collections team",
        "By mail",
        "limitation-period-expiring",
    )


def _each(house: House, path: str) -> list[Any]:
    """Return a whole list, a line at a time."""
    found, cursor = [], ""
    while True:
        page = house.officer.get(f"{path}?limit=1{cursor}").json
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def test_what_waits_too_long_is_listed_a_page_at_a_time(both: House) -> None:
    references = [opened(both, classifying={}), opened(both), opened(both)]
    message = a_message(both.bench)
    said = {"kind": "hardship", "recipient": "Hardship team"}
    assert both.officer.post(f"/messages/{message}/hand-off", said).status_code == 200
    both.bench.clock.step(days=31)
    for reference in references:
        both.bench.do(SweepDeadlines(case=both.file(reference).case.id), WORKER)
    assert [line["reference"] for line in _each(both, "/at-risk/unclassified")] == references[:1]
    (handed,) = _each(both, "/at-risk/hand-offs")
    assert (handed["message"], handed["kind"], handed["accepted_at"]) == (message, "hardship", None)
    waiting = _each(both, "/at-risk/possible-breaches")
    assert [line["reference"] for line in waiting] == references
    assert {(line["duty"], line["assess_by"]) for line in waiting} == {
        ("idr-response", str(both.file(references[1]).case.breaches[0].assess_by))
    }
    assert all(line["pack"] == PACK and line["round"] == 0 and line["due_at"] < line["recorded_at"] for line in waiting)
    told = {"result": "breach", "reasons": "Nobody answered"}
    address = f"/cases/{references[0]}/breaches/{waiting[0]['id']}/assessment"
    assert both.approver.post(address, told, If_Match="*").status_code == 200
    assert [line["reference"] for line in _each(both, "/at-risk/possible-breaches")] == references[1:]


def test_who_may_not_read_cases_sees_nothing_at_risk(house: House) -> None:
    for path in ("/at-risk", "/at-risk/unclassified", "/at-risk/hand-offs", "/at-risk/possible-breaches"):
        assert codes(house.admin.get(path)) == ["not-permitted"]
    assert codes(house.officer.get("/at-risk?cursor=nonsense")) == ["bad-cursor"]
