"""Addresses nobody was given: what stands in them is looked up or refused, and never breaks a page."""

import pytest

from tests.web.pages.visit import Visit

NOTHING = "00000000-0000-7000-8000-00000000abcd"


@pytest.mark.parametrize(
    "address",
    [
        "/trail/?before=99999999999999999999",
        "/trail/?before=" + "9" * 5000,
        "/trail/?who=%00",
        "/trail/?case=%00",
        "/trail/chronicle/%00",
        "/queue/?q=%00",
        "/queue/?after=%00",
        "/queue/?assignee=%00",
        "/inbox/?after=&after=%00",
        "/inbox/?after=bm90aGluZw",
        "/inbox/%00",
        "/cases/%00",
        f"/cases/C-2026-000001/files/{NOTHING}",
        "/letters/%00/new",
        "/reports/%00/document",
    ],
)
def test_an_odd_address_is_answered(audrey: Visit, address: str) -> None:
    assert audrey.client.get(address).status_code in {200, 403, 404, 422}
