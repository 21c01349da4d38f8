"""Who has a case, who is kept from it, and who alone may open it."""

from typing import Any

import pytest

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.commands import case as c
from register.domain.permissions import check_reading
from register.domain.values import Code, Id
from tests.domain.decide.scene import (
    ASH,
    AUDREY,
    BOTH,
    OLIVE,
    Scene,
    a_person,
    an_account,
    an_id,
    an_opening,
)

AMIR = a_person(0xA8, OFFICER, APPROVER)
OTTO = a_person(0xA9, OFFICER)


def me(person: Any) -> Id:
    return Id(person.account)


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    for person in (AMIR, OTTO):
        scene.people[me(person)] = an_account(person)
    return scene, scene.do(an_opening())


def linking(case: Id, person: Any) -> c.LinkAccount:
    return c.LinkAccount(case=case, account=me(person), reason="named")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"active": False}, "account-closed"),
        ({"roles": frozenset()}, "wrong-role"),
        ({"roles": frozenset({Code(AUDITOR)})}, "wrong-role"),
        ({"brands": frozenset({Code("tide")})}, "not-their-brand"),
    ],
    ids=["closed", "no role", "auditor", "brand"],
)
@pytest.mark.parametrize("named", ["assignee", "owner", "linked"])
def test_a_colleague_exists_and_may_work_on_the_case(named: str, changes: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    commands: dict[str, Any] = {
        "assignee": c.AssignCase(case=case, assignee=me(OTTO)),
        "owner": c.FlagSystemic(case=case, owner=me(OTTO), example="repeated-complaints"),
        "linked": linking(case, OTTO),
    }
    scene.people[me(OTTO)] = an_account(OTTO, **changes)
    assert code in scene.refused(commands[named], ASH)
    del scene.people[me(OTTO)]
    assert "no-such-account" in scene.refused(commands[named], ASH)


def test_an_officer_says_of_themselves_alone_that_they_are_linked() -> None:
    scene, case = a_stage()
    for person in (ASH, BOTH, AMIR, OTTO):
        assert scene.refused(linking(case, person), OLIVE) == {"approver-needed": "account"}
    scene.do(linking(case, OLIVE), OLIVE)
    scene.do(linking(case, OTTO), ASH)
    assert scene.case(case).linked_accounts == (me(OLIVE), me(OTTO))


def test_whoever_is_linked_is_overruled_by_an_approver_who_is_not() -> None:
    scene, case = a_stage()
    scene.do(linking(case, AMIR), ASH)
    overruling = c.OverrideConflict(case=case, account=me(AMIR), reason="A namesake")
    assert "conflict-of-interest" in scene.refused(overruling, AMIR)
    scene.do(overruling, BOTH)
    scene.do(c.AddNote(case=case, text="Back at work"), AMIR)


@pytest.mark.parametrize("roles", [{AUDITOR}, {AUDITOR, OFFICER}])
def test_no_link_binds_an_auditor(roles: set[str]) -> None:
    scene, case = a_stage()
    auditor = a_person(0xA7, *roles)
    scene.people[me(auditor)] = an_account(auditor)
    assert set(scene.refused(linking(case, auditor), ASH)) <= {"auditors-are-not-bound", "wrong-role"}
    scene.people[me(auditor)] = an_account(auditor, roles=frozenset({Code(OFFICER)}))
    scene.do(linking(case, auditor), ASH)
    check_reading(auditor, scene.case(case))


def restricting(case: Id, *readers: Any) -> c.RestrictCase:
    return c.RestrictCase(case=case, readers=tuple(map(me, readers)), reason="A matter of staff")


def test_an_approver_alone_closes_no_case_to_all_others() -> None:
    scene, case = a_stage()
    scene.do(restricting(case, ASH), ASH)
    assert scene.case(case).restricted_to == ()
    assert "already-proposed" in scene.refused(restricting(case, ASH), ASH)
    proposal = scene.case(case).restriction_proposal
    assert proposal is not None
    settling = c.SettleRestriction(case=case, proposal=proposal.id, approve=True)
    assert scene.refused(settling, ASH) == {"own-work": "proposal"}
    assert "not-permitted" in scene.refused(settling, OLIVE)
    scene.do(settling, BOTH)
    found = scene.case(case)
    assert (found.restricted_to, found.restriction_proposal) == ((me(ASH),), None)
    assert "no-such-proposal" in scene.refused(settling, ASH)
    assert "not-a-reader" in scene.refused(c.AssignCase(case=case, assignee=me(OTTO)), ASH)
    scene.do(restricting(case, ASH, BOTH), ASH)
    assert set(scene.case(case).restricted_to) == {me(ASH), me(BOTH)}
    scene.do(restricting(case), ASH)
    assert scene.case(case).restricted_to == ()


def test_with_an_auditor_among_the_readers_it_takes_one() -> None:
    scene, case = a_stage()
    scene.do(restricting(case, ASH, AUDREY), ASH)
    assert scene.case(case).restricted_to == (me(ASH), me(AUDREY))
    scene.do(restricting(case, ASH), ASH)
    assert scene.case(case).restricted_to == (me(ASH), me(AUDREY))


def test_a_refused_restriction_leaves_the_case_open_to_all() -> None:
    scene, case = a_stage()
    scene.do(restricting(case, ASH), ASH)
    proposal = scene.case(case).restriction_proposal
    assert proposal is not None
    scene.do(c.SettleRestriction(case=case, proposal=proposal.id, approve=False), BOTH)
    found = scene.case(case)
    assert (found.restricted_to, found.restriction_proposal) == ((), None)
    assert "no-such-account" in scene.refused(c.RestrictCase(case=case, readers=(me(ASH), an_id(9)), reason="x"), ASH)
