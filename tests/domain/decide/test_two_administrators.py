"""What weakens a control takes two administrators; what tightens one takes one."""

from dataclasses import replace
from typing import Any

import pytest

from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.commands import channel as ch
from register.domain.commands import register as r
from register.domain.commands.base import Ref
from register.domain.subjects.channel import Channel
from register.domain.subjects.firm import Detail, HouseRules
from register.domain.values import Code, Id
from tests.domain.decide.scene import ABE, ADA, FIRM, NOTHING, PACK, Scene, an_id, humans
from tests.domain.decide.test_accounts import a_stage, granted, the_owner
from tests.domain.decide.test_house import a_channel

SECOND = HouseRules().second_person


def channel_of(scene: Scene, channel: Id) -> Channel:
    return scene.subjects[Ref(Code("channel"), channel)]  # type: ignore[no-any-return]  # subjects of every kind


def test_the_secrets_of_a_channel_are_changed_by_two() -> None:
    scene = Scene()
    channel = a_channel(scene, secrets=("first",))
    first = channel_of(scene, channel).secrets
    change = ch.ChangeSecrets(channel=channel, secrets=("mine",))
    scene.do(change, ADA)
    assert channel_of(scene, channel).secrets == first
    settle = ch.SettleSecrets(channel=channel, proposal=scene.made["proposal"], confirm=True)
    assert "own-work" in scene.refused(settle, ADA)
    assert "already-proposed" in scene.refused(change, ABE)
    scene.do(replace(settle, confirm=False), ABE)
    assert channel_of(scene, channel).proposal is None
    assert "no-such-proposal" in scene.refused(settle, ABE)
    scene.do(change, ADA)
    scene.do(replace(settle, proposal=scene.made["proposal"]), ABE)
    found = channel_of(scene, channel)
    assert (found.secrets == first, found.proposal) == (False, None)


@pytest.mark.parametrize(
    "command",
    [
        r.SetHouseRules(officer_amount="500.01", second_person=SECOND, assess_within_days=30),
        r.SetHouseRules(officer_amount="500", second_person=SECOND[1:], assess_within_days=30),
        r.SetHouseRules(officer_amount="500", second_person=SECOND, assess_within_days=31),
        r.SetDetails(details=(("firm-phone", "02 5550 0001"),)),
        r.SetEntity(entity="harbour", name="Other", licence="L-2", place="NSW", packs=(PACK.id,)),
        r.SetBrand(brand="tide", entity="harbour", name="Other"),
    ],
    ids=["amount", "letters", "days", "details", "entity", "brand"],
)
def test_what_loosens_a_control_takes_two_administrators(command: Any) -> None:
    before = replace(FIRM, details=(Detail(Code("firm-phone"), NOTHING),))
    scene = Scene(firm=before, subjects={r.REGISTER: before})
    scene.do(command, ADA)
    scene.firm = scene.subjects[r.REGISTER]
    assert replace(scene.firm, proposals=()) == before
    settle = r.SettleFirmChange(proposal=scene.made["proposal"], confirm=True)
    assert scene.refused(settle, ADA) == {"own-work": "proposal"}
    assert "already-proposed" in scene.refused(command, ABE)
    assert "no-such-proposal" in scene.refused(replace(settle, proposal=an_id(9)), ABE)
    scene.do(settle, ABE)
    after = scene.subjects[r.REGISTER]
    assert replace(after, proposals=()) != before
    assert after.proposals == ()


def test_what_a_second_administrator_refuses_stays_as_it_was() -> None:
    scene = Scene(subjects={r.REGISTER: FIRM})
    scene.do(r.SetBrand(brand="tide", entity="harbour", name="Other"), ADA)
    scene.firm = scene.subjects[r.REGISTER]
    scene.do(r.SettleFirmChange(proposal=scene.made["proposal"], confirm=False), ABE)
    assert scene.subjects[r.REGISTER] == FIRM


def test_what_tightens_a_control_takes_one() -> None:
    scene = Scene(subjects={r.REGISTER: FIRM})
    scene.do(r.SetHouseRules(officer_amount="1", second_person=(*SECOND, "closure"), assess_within_days=1), ADA)
    assert scene.subjects[r.REGISTER].house.officer_amount == "1"


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_whoever_watches_over_others_is_closed_out_by_two(role: str) -> None:
    scene, account = a_stage()
    granted(scene, account, role)
    close = a.DeactivateAccount(account=account)
    scene.do(close, ADA)
    assert scene.account(account).active
    assert "already-proposed" in scene.refused(close, ABE)
    settle = a.SettleAccountChange(account=account, proposal=scene.made["proposal"], confirm=True)
    for alone in (ADA, the_owner(account, "administrator")):
        assert "own-work" in scene.refused(settle, alone)
    assert "another-administrator" in scene.refused(settle, CONSOLE)
    scene.do(replace(settle, confirm=False), ABE)
    assert (scene.account(account).active, scene.account(account).changes) == (True, ())
    scene.do(close, ADA)
    scene.do(replace(settle, proposal=scene.made["proposal"]), ABE)
    assert (scene.account(account).active, scene.account(account).changes) == (False, ())


def test_what_was_closed_meanwhile_is_not_closed_again() -> None:
    scene, account = a_stage()
    granted(scene, account, "auditor")
    scene.do(a.DeactivateAccount(account=account), ADA)
    settle = a.SettleAccountChange(account=account, proposal=scene.made["proposal"], confirm=True)
    scene.put("account", replace(scene.account(account), active=False))
    assert "account-closed" in scene.refused(settle, ABE)


@pytest.mark.parametrize("brands", [(), ("tide", "harbour"), ("harbour",)])
def test_more_brands_than_before_take_two_administrators(brands: tuple[str, ...]) -> None:
    scene, account = a_stage()
    scene.do(a.LimitBrands(account=account, brands=("tide",)), ADA)
    scene.do(a.LimitBrands(account=account, brands=brands), ADA)
    assert scene.account(account).brands == {"tide"}
    settle = a.SettleAccountChange(account=account, proposal=scene.made["proposal"], confirm=True)
    assert "own-work" in scene.refused(settle, ADA)
    scene.do(settle, ABE)
    assert (scene.account(account).brands, scene.account(account).changes) == (frozenset(map(Code, brands)), ())


def test_where_no_other_administrator_is_left_the_console_settles() -> None:
    scene, account = a_stage()
    scene.do(a.LimitBrands(account=account, brands=("tide",)), ADA)
    scene.do(a.LimitBrands(account=account, brands=()), ADA)
    settle = a.SettleAccountChange(account=account, proposal=scene.made["proposal"], confirm=True)
    assert "another-administrator" in scene.refused(settle, CONSOLE)
    scene.administrators = humans(an_id(0xA4), account)
    scene.do(settle, CONSOLE)
    assert scene.account(account).brands == set()


def test_two_accounts_of_one_human_are_not_two_administrators() -> None:
    """Joined by mistake, neither of them could settle anything, the parting included: the console does."""
    scene, account = a_stage()
    scene.do(a.LimitBrands(account=account, brands=("tide",)), ADA)
    scene.do(a.LimitBrands(account=account, brands=()), ADA)
    settle = a.SettleAccountChange(account=account, proposal=scene.made["proposal"], confirm=True)
    scene.administrators = {an_id(0xA4): an_id(1), an_id(0xA5): an_id(1)}
    scene.do(settle, CONSOLE)
    scene.do(a.ChangeRole(account=account, role="officer"), CONSOLE)
    assert scene.account(account).roles == {"officer"}
    scene.administrators[an_id(0xA6)] = an_id(0xA6)
    scene.do(a.ChangeRole(account=account, role="approver"), CONSOLE)
    assert scene.account(account).roles == {"officer"}


def test_who_is_the_human_concerned_by_another_account_settles_nothing() -> None:
    scene, account = a_stage()
    scene.do(a.LimitBrands(account=account, brands=("tide",)), ADA)
    scene.do(a.LimitBrands(account=account, brands=()), ADA)
    settle = a.SettleAccountChange(account=account, proposal=scene.made["proposal"], confirm=True)
    scene.administrators = {an_id(0xA4): an_id(1), account: an_id(2), an_id(0xA6): an_id(2)}
    scene.do(settle, CONSOLE)
    assert scene.account(account).changes == ()
