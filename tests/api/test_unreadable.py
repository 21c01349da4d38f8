"""Bodies that look like JSON and that no reader holds."""

import pytest

from tests.api.caller import ROOT, House, codes


@pytest.mark.parametrize("held", [b"[" * 200_000 + b"]" * 200_000, b"9" * 5_000])
def test_what_no_reader_of_json_holds_is_no_json(house: House, held: bytes) -> None:
    sent = {"Authorization": f"Bearer {house.officer.token}", "Content-Type": "application/json"}
    for path in ("/cases", "/cases/C-2026-000001/files"):
        answer = house.app.test_client().post(f"{ROOT}{path}", data=b'{"summary":' + held + b"}", headers=sent)
        assert (answer.status_code, codes(answer)) == (400, ["not-json"])
