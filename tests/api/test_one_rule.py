"""One rule at every door: times, phones, files, names of a query, and what a body says it is."""

import base64

from tests.api.caller import House, an_opening, codes
from tests.build import a_case


def reference(house: House) -> str:
    return str(house.file(a_case(house.bench)).case.reference)


def test_what_does_not_say_that_it_is_json_is_told_so(house: House) -> None:
    for said in ({"Content-Type": "text/plain"}, {}):
        headers = {"Authorization": f"Bearer {house.officer.token}", **said}
        answer = house.app.test_client().post("/api/v1/cases", data=b'{"brand": "harbour"}', headers=headers)
        assert (answer.status_code, codes(answer)) == (415, ["not-sent-as-json"])


def test_a_query_s_unknown_names_are_refused_as_a_body_s_are(house: House) -> None:
    for address in ("/cases?statuz=closed", "/cases?after=x", "/messages?x=1", "/entries?x=1", "/policies?x=1"):
        answer = house.officer.get(address)
        if answer.status_code != 404:
            assert (answer.status_code, codes(answer)) == (422, ["unknown-field"]), address


def test_a_time_may_have_any_number_of_digits(house: House) -> None:
    said = an_opening(received_at="2026-08-03T10:30:00.0000000+11:00")
    assert house.officer.post("/cases", said).status_code == 201
    early = house.officer.post("/cases", an_opening(received_at="0001-01-01T00:00:00Z"))
    assert (early.status_code, codes(early)) == (422, ["date-out-of-range"])


def test_phones_are_kept_as_said_and_found_by_their_digits(house: House) -> None:
    said = [
        "(02) 5550 0001",
        "+61.2.5550.0001",
        "+61 (0)2 5550 0001 ext 4",
        "02\u20115550\u20110001",
        "1300 FLOWERS 22",
    ]
    contacts = [{"kind": "phone", "value": value, "source": "letter"} for value in said]
    ref = house.officer.post("/cases", an_opening(contacts=contacts)).json["reference"]
    shown = house.officer.get(f"/cases/{ref}").json["contacts"]
    assert [contact["value"] for contact in shown] == said
    none = house.officer.post("/cases", an_opening(contacts=[{"kind": "phone", "value": "call me", "source": "x"}]))
    assert codes(none) == ["not-a-phone"]


def test_a_media_type_may_have_parameters_and_a_program_is_no_evidence(house: House) -> None:
    ref = reference(house)
    said = {"name": "note.txt", "media_type": "text/plain; charset=utf-8", "content": "YWR2aWNl"}
    assert house.officer.post(f"/cases/{ref}/files", said, If_Match="*").status_code == 201
    (kept,) = house.officer.get(f"/cases/{ref}/files").json["items"]
    assert kept["media_type"] == "text/plain"
    program = {"name": "a.png", "media_type": "image/png", "content": base64.b64encode(b"MZ\x90\x00").decode()}
    refused = house.officer.post(f"/cases/{ref}/files", program, If_Match="*")
    assert (refused.status_code, codes(refused)) == (422, ["file-is-program"])
