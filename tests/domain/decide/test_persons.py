"""The human behind accounts: whoever has several is never their own second person."""

from dataclasses import replace

import pytest

from register.domain.actors import CONSOLE, Actor
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.subjects.account import Account
from register.domain.values import Code
from tests.domain.decide.scene import (
    ABE,
    ADA,
    ASH,
    BOTH,
    OLIVE,
    Scene,
    a_response,
    an_account,
    an_id,
    an_opening,
    drafted,
)


def a_stage() -> Scene:
    """Olive, Ash and the one with both roles, as accounts that commands find."""
    scene = Scene()
    for person in (OLIVE, ASH, BOTH):
        scene.put("account", an_account(person))
    return scene


def of(scene: Scene, person: Actor) -> Account:
    return scene.account(person.account or an_id(0))


def join(one: Actor, other: Actor) -> a.JoinAccounts:
    return a.JoinAccounts(account=one.account or an_id(0), other=other.account or an_id(0))


def test_accounts_of_one_human_are_named_alike() -> None:
    scene = a_stage()
    scene.do(join(OLIVE, ASH), ADA)
    scene.do(join(BOTH, ASH), ADA)
    named = {of(scene, person).person for person in (OLIVE, ASH, BOTH)}
    assert len(named) == 1
    assert None not in named
    for again in (join(OLIVE, BOTH), join(OLIVE, OLIVE)):
        assert scene.refused(again, ADA) == {"nothing-changes": "other"}
    assert "no-such-account" in scene.refused(a.JoinAccounts(account=an_id(9), other=an_id(8)), ADA)


def test_two_who_are_known_as_others_are_not_joined() -> None:
    scene = a_stage()
    scene.put("account", replace(of(scene, OLIVE), person=an_id(1)))
    scene.put("account", replace(of(scene, ASH), person=an_id(2)))
    assert scene.refused(join(OLIVE, ASH), ADA) == {"another-person": "other"}


def test_to_part_them_takes_two_administrators() -> None:
    scene = a_stage()
    part = a.PartAccount(account=OLIVE.account or an_id(0))
    assert scene.refused(part, ADA) == {"nothing-changes": "account"}
    scene.do(join(OLIVE, ASH), ADA)
    scene.do(part, ADA)
    settle = a.SettleAccountChange(account=part.account, proposal=scene.made["proposal"], confirm=True)
    assert "own-work" in scene.refused(settle, ADA)
    scene.do(settle, ABE)
    assert (of(scene, OLIVE).person, of(scene, ASH).person is None) == (None, False)
    scene.administrators = {}
    scene.do(a.PartAccount(account=ASH.account or an_id(0)), CONSOLE)
    assert of(scene, ASH).person is None


def test_the_other_account_of_the_author_approves_nothing() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.house(second_person=(Code("idr-response"),))
    letter = drafted(scene, case, a_response(scene, case))
    scene.do(le.SubmitLetter(case=case, letter=letter))
    approve = le.ApproveLetter(case=case, letter=letter, content=scene.letter(case, letter).content_hash)
    assert "own-work" in scene.refused(approve, replace(ASH, also=frozenset({OLIVE.account or an_id(0)})))
    scene.do(approve, ASH)


@pytest.mark.parametrize("linked", [OLIVE, ASH])
def test_a_link_to_the_subject_binds_every_account_of_the_human(linked: Actor) -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(c.LinkAccount(case=case, account=linked.account or an_id(0), reason="colleague"), ASH)
    other = replace(BOTH, also=frozenset({linked.account or an_id(0)}))
    assert "conflict-of-interest" in scene.refused(c.AddNote(case=case, text="Called"), other)
    override = c.OverrideConflict(case=case, account=linked.account or an_id(0), reason="Nobody else")
    assert scene.refused(override, other)
