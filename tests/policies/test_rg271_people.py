"""What is a complaint and who may complain: sections 1 and 2 of our reading of the guide, as far as lists say it."""

import pytest

from register.domain.commands import case as c
from register.domain.values import Code
from tests.domain.decide.scene import Scene, an_opening
from tests.policies.reckoning import PACK

NO_COMPLAINT = PACK.codes[Code("not-a-complaint")].entries
KINDS = PACK.codes[Code("complainant-type")].entries


@pytest.mark.provision("C9", "N1", "N2", "N3", "N4")
@pytest.mark.parametrize(
    ("reason", "cite"),
    [
        ("third-party-channel", "271.32 Note 1"),
        ("staff-employment", "271.33(a)"),
        ("survey-feedback", "271.33(b)"),
        ("information-only-report", "271.33(b)"),
        ("hardship-or-postponement-only", "271.33(c)"),
        ("unauthorised-transaction-report", "271.33(d)"),
    ],
)
def test_what_is_no_complaint_is_set_aside_under_its_paragraph(reason: str, cite: str) -> None:
    assert NO_COMPLAINT[Code(reason)].cite == cite


@pytest.mark.provision("C15", "C16")
@pytest.mark.parametrize(
    "summary",
    ["The remediation left me out", "The remediation paid too little", "My claim has been waiting for half a year"],
)
def test_remediation_and_claims_handling_are_complaints_like_any_other(summary: str) -> None:
    """271.32(c) and (d)."""
    scene = Scene()
    case = scene.case(scene.do(an_opening(summary=summary, channel="telephone")))
    assert (case.status, scene.limit(case.id).due.rule) == ("open", "idr-response-standard")


@pytest.mark.provision("W1", "W2", "W4", "W5", "W6", "W7")
@pytest.mark.parametrize(
    ("kind", "cite"),
    [
        ("individual", "271.36"),
        ("small-business", "271.37"),
        ("primary-producer", "271.37"),
        ("trust-client", "271.39"),
        ("trust-beneficiary", "271.39"),
        ("super-member", "271.41"),
        ("super-beneficiary", "271.41"),
        ("super-family-law", "271.42"),
        ("credit-consumer", "271.43"),
        ("credit-lessee", "271.43"),
        ("guarantor", "271.43"),
    ],
)
def test_everybody_the_guide_names_may_complain(kind: str, cite: str) -> None:
    assert KINDS[Code(kind)].cite == cite
    scene = Scene()
    case = scene.do(an_opening(complainant=c.Identifying(kind=kind)))
    assert scene.case(case).complainant.kind == kind


@pytest.mark.provision("W2")
@pytest.mark.parametrize(
    ("kind", "employees", "expected"),
    [
        ("small-business", 99, True),
        ("small-business", 100, False),
        ("primary-producer", 99, True),
        ("small-business", None, None),
        ("individual", 5000, None),
    ],
)
def test_a_small_business_has_fewer_than_a_hundred_people(
    kind: str, employees: int | None, expected: bool | None
) -> None:
    """271.37: counted when the act or omission happened; the answer informs and refuses nobody."""
    (test,) = [each for each in PACK.eligibilities if each.id == "small-business"]
    assert (test.met(kind, employees), test.cite) == (expected, "271.37")


@pytest.mark.provision("W8")
@pytest.mark.parametrize("kind", sorted(PACK.codes[Code("representative-type")].entries))
def test_a_representative_of_any_kind_is_accepted_without_hurdles(kind: str) -> None:
    """271.139: no proof of authority is asked for before somebody may act."""
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(c.RecordRepresentative(case=case, kind=kind, name="Lee Example"))
    found = scene.case(case).representative
    assert found is not None
    assert found.kind == kind
