"""Cases and messages found by words through REST, and what cannot be asked."""

import pytest

from tests.api.caller import House, codes
from tests.build import a_case, a_message


def test_cases_are_found_by_words_and_narrowed(both: House) -> None:
    for summary in ("A kettle", "A kettle", "A lamp"):
        a_case(both.bench, summary=summary)
    first = both.officer.get("/cases?q=kettle&limit=1").json
    second = both.officer.get(f"/cases?q=kettle&limit=1&cursor={first['next']}").json
    assert [line["reference"] for page in (first, second) for line in page["items"]] == [
        "C-2026-000002",
        "C-2026-000001",
    ]
    assert second["next"] is None
    assert len(both.officer.get("/cases?q=kettle&status=open").json["items"]) == 2
    assert both.officer.get("/cases?q=kettle&status=closed").json["items"] == []
    assert both.officer.get("/cases?q=robin+lamp").json["items"][0]["reference"] == "C-2026-000003"


def test_messages_are_found_by_words_and_narrowed(both: House) -> None:
    a_message(both.bench)
    assert len(both.officer.get("/messages?q=charged").json["items"]) == 1
    assert len(both.officer.get("/messages?q=charged&state=awaiting").json["items"]) == 1
    assert both.officer.get("/messages?q=charged&state=dismissed").json["items"] == []
    assert both.officer.get("/messages?q=kettle").json["items"] == []


@pytest.mark.parametrize("place", ["cases", "messages"])
def test_too_much_to_find_anything_by_is_refused(both: House, place: str) -> None:
    assert both.officer.get(f"/{place}?q={'x' * 201}").status_code == 422
    refused = both.officer.get(f"/{place}?q={'+'.join('x' * 13)}")
    assert (refused.status_code, codes(refused)) == (422, ["find-too-many-words"])
