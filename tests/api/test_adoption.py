"""A corrected reading for many open complaints over REST: looked at first, then adopted, each by itself."""

from dataclasses import replace

import pytest

from register.domain.commands import case as c
from register.domain.values import Id
from tests.api.caller import House, codes
from tests.build import PACK, a_case


def before_the_correction(house: House, *classes: str) -> list[str]:
    """Complaints from before the correction was shipped; return their references."""
    registrar, policies = house.bench.register.registrar, house.bench.register.policies
    newest = policies.versions(PACK)[-1]
    registrar._policies = replace(policies, packs={key: p for key, p in policies.packs.items() if p is not newest})
    cases = [a_case(house.bench, classifying=c.Classifying(each)) for each in classes]
    registrar._policies = policies
    return [str(house.file(case).case.reference) for case in cases]


def place(house: House) -> str:
    return f"/packs/{PACK}/{house.bench.register.policies.versions(PACK)[-1].version}/adoption".replace("+", "%2B")


def test_what_would_change_is_told_and_nothing_recorded(both: House) -> None:
    benefit, standard = before_the_correction(both, "super-death-benefit", "standard")
    told = both.approver.get(place(both)).json
    assert ([each["reference"] for each in told["items"]], told["more"]) == ([benefit, standard], False)
    assert [change["duty"] for change in told["items"][0]["changes"]] == ["idr-response"]
    assert (told["items"][0]["changes"][0]["before"], told["items"][1]["changes"]) == (None, [])
    assert both.approver.get(f"{place(both)}?limit=1").json["more"] is True
    assert both.approver.get(place(both)).json == told


def test_it_is_adopted_for_those_named_then_for_the_rest(both: House) -> None:
    benefit, standard, other = before_the_correction(both, "super-death-benefit", "standard", "standard")
    named = both.approver.post(place(both), {"references": [other]}).json
    assert named == {"items": [{"reference": other, "adopted": True, "errors": []}], "more": False}
    first = both.approver.post(place(both), {"limit": 1}).json
    assert (first["items"][0]["reference"], first["more"]) == (benefit, True)
    rest = both.approver.post(place(both), {}).json
    assert ([each["reference"] for each in rest["items"]], rest["more"]) == ([standard], False)
    assert both.approver.post(place(both), {}).json == {"items": [], "more": False}
    newest = both.bench.register.policies.versions(PACK)[-1].version
    assert {both.file(ref).case.packs[0].version for ref in (benefit, standard, other)} == {newest}


def test_who_is_linked_to_a_complaint_does_not_hear_of_it(house: House) -> None:
    (linked,) = before_the_correction(house, "standard")
    approver = Id(str(house.bench.approver.account))
    link = c.LinkAccount(case=house.file(linked).case.id, account=approver, reason="relative")
    house.bench.do(link, house.bench.approver)
    assert house.approver.get(place(house)).json["items"] == []
    assert house.approver.post(place(house), {"references": [linked]}).json["items"] == []


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [(f"/packs/{PACK}/2021-10-05/adoption", 409, "no-correction"), ("/packs/nothing/1/adoption", 404, "unknown-pack")],
)
def test_only_a_correction_is_adopted(house: House, address: str, status: int, code: str) -> None:
    for answer in (house.approver.get(address), house.approver.post(address, {})):
        assert (answer.status_code, codes(answer)) == (status, [code])


def test_only_an_approver_adopts(house: House) -> None:
    assert codes(house.officer.post(place(house), {})) == ["not-permitted"]
