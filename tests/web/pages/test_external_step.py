"""The page's step with the external scheme: what it shows, what it asks for, and what it refuses."""

from datetime import timedelta
from typing import Any

import pytest

from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.test_cases import read, step
from tests.web.pages.visit import Visit


@pytest.fixture
def case(bench: Bench) -> Id:
    return a_case(bench, received_at=bench.clock() - timedelta(days=3))


def test_a_referral_back_shows_the_scheme_its_stage_and_its_day(bench: Bench, olive: Visit, case: Id) -> None:
    assert "Australian Financial Complaints Authority" in olive.get(f"/cases/{case}")
    answer = step(olive, case, "external", kind="referred-back", due_on="2026-08-20", reference="X-1")
    assert answer.status_code == 302, answer.text
    page = olive.get(f"/cases/{case}")
    for said in ("Sent back to us", "Part-way through our process", "X-1", "answer asked for by"):
        assert said in page
    assert read(bench, case).external_steps[0].stage == "part-way"


def test_the_officer_may_say_another_stage_and_why(bench: Bench, olive: Visit, case: Id) -> None:
    told: dict[str, Any] = {"kind": "referred-back", "stage": "through"}
    refused = step(olive, case, "external", **told)
    assert refused.status_code == 422
    assert "Fill this in." in refused.text
    assert step(olive, case, "external", **told, stage_reason="Their letter says so").status_code == 302
    assert read(bench, case).external_steps[0].stage == "through"


def test_referring_it_ourselves_needs_consent(bench: Bench, olive: Visit, case: Id) -> None:
    refused = step(olive, case, "external", kind="referred-by-firm")
    assert refused.status_code == 422
    assert "only with the complainant" in refused.text
    told = {"consent_at": "2026-08-03T11:00", "consent": "Said so on the phone"}
    assert step(olive, case, "external", kind="referred-by-firm", **told).status_code == 302
    assert "Said so on the phone" in olive.get(f"/cases/{case}")


def test_only_steps_of_the_list_are_offered(olive: Visit, case: Id) -> None:
    assert step(olive, case, "external", kind="lodged").status_code == 422


def test_what_the_scheme_usually_gives_is_told_and_more_is_recorded_with_a_remark(
    bench: Bench, olive: Visit, case: Id
) -> None:
    """Sent back after our process, until 20 August by their letter: seven more days are usual."""
    told = {"kind": "referred-back", "due_on": "2026-08-20", "stage": "through", "stage_reason": "Their letter says so"}
    assert step(olive, case, "external", **told).status_code == 302
    usual = "Australian Financial Complaints Authority usually gives at most 7 more days here: until Thu, 27 Aug 2026."
    assert usual in olive.get(f"/cases/{case}/external")
    assert step(olive, case, "external", kind="extended", due_on="2026-08-28").status_code == 302
    page = olive.get(f"/cases/{case}")
    for said in ("More time given", "usually gives at most 7 more days", "No notice of the delay", "271.66"):
        assert said in page, said
    assert step(olive, case, "external", kind="extension-objected").status_code == 302
    page = olive.get(f"/cases/{case}")
    assert "usually gives" not in page
    assert "20 Aug 2026" in page
