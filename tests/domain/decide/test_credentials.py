"""Credentials that are not enough yet, and tokens that end: what the facts say of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from register.domain.actors import CONSOLE, Actor
from register.domain.commands import account as a
from register.domain.commands import register as r
from register.domain.subjects.firm import HouseRules
from tests.domain.decide.scene import ABE, ADA, FIRM, Scene
from tests.domain.decide.test_accounts import DIGEST, a_stage, the_owner

RULES = r.SetHouseRules(
    officer_amount="500", second_person=HouseRules().second_person, assess_within_days=30, second_factor=()
)


@pytest.mark.parametrize("giver", [ADA, CONSOLE], ids=["administrator", "console"])
def test_a_password_somebody_else_made_is_known_as_such_until_one_makes_ones_own(giver: Actor) -> None:
    scene, account = a_stage()
    scene.do(a.SetPassword(account=account, password_hash="first"), giver)
    assert scene.account(account).password_given
    scene.do(a.SetPassword(account=account, password_hash="mine"), the_owner(account))
    assert not scene.account(account).password_given


def test_a_token_without_an_end_lasts_a_year() -> None:
    scene, account = a_stage()
    made = a.CreateToken(account=account, name="ci", digest=DIGEST, scopes=("cases:read",))
    scene.do(made, the_owner(account))
    scene.do(replace(made, expires_at=scene.now + timedelta(days=1)), the_owner(account))
    ends = [token.expires_at for token in scene.account(account).tokens]
    assert ends == [scene.now + timedelta(days=365), scene.now + timedelta(days=1)]


def test_a_second_factor_is_asked_of_roles_by_one_and_forgone_by_two() -> None:
    scene = Scene(subjects={r.REGISTER: FIRM})
    assert scene.refused(replace(RULES, second_factor=("manager",)), ADA) == {"unknown-role": "second_factor"}
    scene.do(replace(RULES, second_factor=("approver", "officer", "approver")), ADA)
    scene.firm = scene.subjects[r.REGISTER]
    assert scene.firm.house.second_factor == ("officer", "approver")
    scene.do(replace(RULES, second_factor=("officer",)), ADA)
    scene.firm = scene.subjects[r.REGISTER]
    assert scene.firm.house.second_factor == ("officer", "approver")
    scene.do(r.SettleFirmChange(proposal=scene.made["proposal"], confirm=True), ABE)
    assert scene.subjects[r.REGISTER].house.second_factor == ("officer",)
