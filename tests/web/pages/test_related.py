"""A new issue of somebody who complained before, logged by hand."""

import pytest

from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.test_logging import SETTLED, logged
from tests.web.pages.visit import Visit


@pytest.mark.provision("K1", "R1")
def test_the_earlier_complaint_is_named_by_its_reference(bench: Bench, olive: Visit) -> None:
    earlier: Id = a_case(bench)
    refused = olive.send("/log/", "/log/", **SETTLED, related="C-2026-999999")
    assert refused.status_code == 422
    assert "There is no such complaint" in refused.text
    case = logged(bench, olive.send("/log/", "/log/", **SETTLED, related="c-2026-000001"))
    assert [other.case for other in case.related] == [earlier]
    assert case.reference in olive.get("/cases/C-2026-000001")
    assert "C-2026-000001" in olive.get(f"/cases/{case.reference}")
