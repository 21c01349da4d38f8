"""The form that classifies: what it asks, what it does not, and who settles what would give a date more time."""

import re

from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.commands import register as r
from tests.build import PACK, Bench, a_case
from tests.web.pages.test_cases import read, step
from tests.web.pages.visit import Visit


def test_facts_the_register_knows_itself_are_not_asked(bench: Bench, olive: Visit) -> None:
    page = olive.get(f"/cases/{a_case(bench)}/classify")
    assert 'name="classify-known_card_scheme_days"' in page
    assert re.search(r"Only for: [^<]*card", page, re.IGNORECASE)
    for known in ("referral_stage", "external_due_on"):
        assert f"classify-known_{known}" not in page


def test_a_later_date_waits_for_the_second_person(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench)
    bare = step(olive, case, "classify", complaint_class="traditional-trustee")
    assert bare.status_code == 422
    told = {"complaint_class": "traditional-trustee", "reason": "It is about a trust"}
    assert step(olive, case, "classify", **told).status_code == 302
    page = olive.get(f"/cases/{case}")
    assert "A classification waits for a second person" in page
    assert "It is about a trust" in page
    assert "settle-classification" not in page
    assert read(bench, case).classification.complaint_class == "standard"
    assert "Classification" in ash.get("/approvals/")
    assert step(ash, case, "settle-classification", approve="yes").status_code == 302
    assert read(bench, case).classification.complaint_class == "traditional-trustee"


def test_every_further_pack_has_its_own_class_and_its_dates_are_named_by_it(bench: Bench, olive: Visit) -> None:
    packs = (PACK, "au-acma-tcp")
    bench.do(
        r.SetEntity(entity="harbour", name="Harbour Bank Limited", licence="AFSL-000000", place="NSW", packs=packs),
        CONSOLE,
    )
    case = a_case(bench, classifying=c.Classifying())
    title = bench.register.policies.versions("au-acma-tcp")[-1].title
    assert f"Class under {title}" in olive.get(f"/cases/{case}")
    done = step(olive, case, "classify", **{"complaint_class": "standard", "other_au-acma-tcp": "urgent"})
    assert done.status_code == 302, done.text
    page = olive.get(f"/cases/{case}")
    assert "Urgent complaint resolved" in page
    assert f"Enforceable · {title}" in page
    assert read(bench, case).classification.others[0].complaint_class == "urgent"
