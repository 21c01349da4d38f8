"""Several people complain, as programs tell it."""

from tests.api.caller import House, codes
from tests.build import AFCA_BLOCKS

KIM = {
    "complainant": {"name": "Kim Example"},
    "contacts": [{"kind": "email", "value": "kim@quiet.example", "source": "phone-call"}],
}


def opened(house: House) -> tuple[str, str]:
    """Log a complaint, let Kim join it, and return its reference and Kim's id."""
    opening = {
        "brand": "harbour",
        "channel": "telephone",
        "summary": "Charged a fee twice",
        "received_at": house.bench.clock().isoformat(),
        "classifying": {"complaint_class": "standard"},
        "complainant": {"name": "Robin Example"},
        "contacts": [{"kind": "email", "value": "robin@customer.example", "source": "phone-call"}],
    }
    ref = house.officer.post("/cases", opening).json["reference"]
    added = house.officer.post(f"/cases/{ref}/complainants", {"joining": KIM}, If_Match="*")
    assert added.status_code == 201, added.text
    return ref, added.json["made"]["person"]


def test_one_joins_is_told_apart_and_leaves(house: House) -> None:
    ref, kim = opened(house)
    again = house.officer.post(f"/cases/{ref}/complainants", {"joining": KIM}, If_Match="*")
    assert (again.status_code, codes(again)) == (422, ["same-person"])
    needs = {"needs": ["safety"], "consent_at": house.bench.clock().isoformat()}
    nobody = house.officer.put(f"/cases/{ref}/support", needs, If_Match="*")
    assert codes(nobody) == ["which-complainant"]
    assert house.officer.put(f"/cases/{ref}/support", {**needs, "person": kim}, If_Match="*").status_code == 200
    case = house.officer.get(f"/cases/{ref}").json
    assert case["support"] is None
    assert case["joint"][0]["support"]["needs"] == ["safety"]
    since = {"since": house.bench.clock().isoformat(), "reason": "Joined by phone"}
    assert codes(house.officer.put(f"/cases/{ref}/complainants/{kim}/since", since, If_Match="*")) == [
        "nothing-changes"
    ]
    left = {"words": "Robin goes on", "at": house.bench.clock().isoformat()}
    assert house.officer.post(f"/cases/{ref}/complainants/{kim}/withdrawal", left, If_Match="*").status_code == 200
    out = house.officer.post(f"/cases/{ref}/complainants/{kim}/removal", {"reason": "Wrong file"}, If_Match="*")
    assert sorted(codes(out)) == ["last-complainant", "no-such-complainant"]
    assert house.officer.get(f"/cases/{ref}").json["former"][0]["complainant"]["name"] == "Kim Example"


def test_a_letter_goes_to_each_and_is_given_to_each(house: House) -> None:
    ref, kim = opened(house)
    robins, kims = house.officer.get(f"/cases/{ref}").json["contacts"]
    said = {
        "type": "idr-response",
        "language": "en",
        "via": "email",
        "decision": "accepted",
        "contact": robins["id"],
        "blocks": {"outcome": "We accept.", "actions-taken": "Refunded.", **dict(AFCA_BLOCKS)},
    }
    letter = house.officer.post(f"/cases/{ref}/letters", said, If_Match="*").json["made"]["letter"]
    closed = house.officer.post(f"/letters/{letter}/submission", If_Match="*")
    assert (codes(closed), closed.json["errors"][0]["where"]) == (["copy-needed"], f"copies.{kim}")
    for contact, reasons in ((robins, ["contact-of-another"]), (kims, [])):
        copies = [{"person": kim, "via": "email", "contact": contact["id"]}]
        house.officer.put(f"/letters/{letter}", {**said, "copies": copies}, If_Match="*")
        submitted = house.officer.post(f"/letters/{letter}/submission", If_Match="*")
        assert (submitted.status_code == 200) == (not reasons)
        assert reasons == [] or codes(submitted) == reasons
    seen = house.approver.get(f"/letters/{letter}").json
    approval = {"content": seen["content_hash"]}
    assert house.approver.post(f"/letters/{letter}/approval", approval, If_Match="*").status_code == 200
    given = {"method": "in-person", "evidence": "Signed"}
    assert codes(house.officer.post(f"/letters/{letter}/given", given, If_Match="*")) == ["which-complainant"]
    robin = house.officer.get(f"/cases/{ref}").json["id"]
    for person, state in ((robin, "approved"), (kim, "sent")):
        handed = house.officer.post(f"/letters/{letter}/given", {**given, "person": person}, If_Match="*")
        assert handed.status_code == 200, handed.text
        assert house.officer.get(f"/letters/{letter}").json["state"] == state
