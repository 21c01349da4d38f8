"""Accounts: four eyes on roles, one's own credentials, tokens no wider than their maker."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from register.domain.actors import CONSOLE, OFFICER, Actor
from register.domain.commands import account as a
from register.domain.subjects.account import LOSSES
from register.domain.values import Id
from tests.domain.decide.scene import ABE, ADA, OLIVE, Scene, a_person, an_id, humans

DIGEST = "ab" * 32


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(a.CreateAccount(email="olive@harbour.example", name="Olive"), ADA)


def the_owner(account: Id, *roles: str) -> Any:
    return replace(a_person(1, *(roles or (OFFICER,))), account=account)


def granted(scene: Scene, account: Id, role: str) -> None:
    scene.do(a.ChangeRole(account=account, role=role), ADA)
    scene.do(a.SettleRole(account=account, proposal=scene.made["proposal"], confirm=True), ABE)


def test_a_new_account_may_do_nothing() -> None:
    scene, account = a_stage()
    assert scene.account(account).roles == frozenset()
    assert "not-an-email" in scene.refused(a.CreateAccount(email="olive", name="Olive"), ADA)
    assert "unseen-in-address" in scene.refused(a.CreateAccount(email="o@harbour.example\u200b", name="Olive"), ADA)
    assert "mixed-scripts" in scene.refused(a.CreateAccount(email="\u043elive@harbour.example", name="O"), ADA)
    assert "required" in scene.refused(a.CreateAccount(email="o@harbour.example", name=" "), ADA)
    assert "required" in scene.refused(a.CreateAccount(email="o@harbour.example", name="\u2800"), ADA)
    assert "unreadable-characters" in scene.refused(a.CreateAccount(email="o@harbour.example", name="O\nlive"), ADA)
    lost = a.CreateAccount(email="o@harbour.example", name="O", brands=("nobody",))
    assert "unknown-brand" in scene.refused(lost, ADA)


def test_a_role_takes_two_administrators() -> None:
    scene, account = a_stage()
    grant = a.ChangeRole(account=account, role="officer")
    scene.do(grant, ADA)
    settle = a.SettleRole(account=account, proposal=scene.made["proposal"], confirm=True)
    assert "already-proposed" in scene.refused(grant, ABE)
    assert "own-work" in scene.refused(settle, ADA)
    assert "own-work" in scene.refused(settle, the_owner(account, "administrator"))
    unknown = a.SettleRole(account=account, proposal=an_id(9), confirm=True)
    assert "no-such-proposal" in scene.refused(unknown, ABE)
    scene.do(settle, ABE)
    assert scene.account(account).roles == {"officer"}
    assert "nothing-changes" in scene.refused(grant, ADA)
    assert "unknown-role" in scene.refused(a.ChangeRole(account=account, role="king"), ADA)
    assert "no-such-account" in scene.refused(a.ChangeRole(account=an_id(9), role="officer"), ADA)


def test_a_refused_role_is_not_held() -> None:
    scene, account = a_stage()
    scene.do(a.ChangeRole(account=account, role="officer"), ADA)
    scene.do(a.SettleRole(account=account, proposal=scene.made["proposal"], confirm=False), ABE)
    assert (scene.account(account).roles, scene.account(account).proposals) == (frozenset(), ())


def test_the_console_gives_roles_only_while_administrators_are_few() -> None:
    scene, account = a_stage()
    scene.administrators = humans(an_id(0xA4))
    scene.do(a.ChangeRole(account=account, role="administrator"), CONSOLE)
    assert scene.account(account).roles == {"administrator"}
    scene.administrators = humans(an_id(0xA4), an_id(0xA5))
    scene.do(a.ChangeRole(account=account, role="administrator", grant=False), CONSOLE)
    assert scene.account(account).roles == {"administrator"}


def test_an_administrator_never_holds_another_role_by_two_proposals_either() -> None:
    scene, account = a_stage()
    proposals = []
    for role in ("officer", "administrator"):
        scene.do(a.ChangeRole(account=account, role=role), ADA)
        proposals.append(scene.made["proposal"])
    scene.do(a.SettleRole(account=account, proposal=proposals[0], confirm=True), ABE)
    second = a.SettleRole(account=account, proposal=proposals[1], confirm=True)
    assert "administrator-holds-no-other-role" in scene.refused(second, ABE)
    scene.do(replace(second, confirm=False), ABE)
    direct = a.ChangeRole(account=account, role="administrator")
    assert "administrator-holds-no-other-role" in scene.refused(direct, ADA)


@pytest.mark.parametrize(
    "command",
    [
        a.SetPassword(account=an_id(0), password_hash="hash"),
        a.SetTotp(account=an_id(0), secret="secret"),
        a.SetRecoveryCodes(account=an_id(0), codes=("one",)),
        a.CreateToken(account=an_id(0), name="ci", digest=DIGEST, scopes=("cases:read",)),
    ],
)
def test_credentials_are_ones_own(command: Any) -> None:
    scene, account = a_stage()
    scene.do(a.SetPassword(account=account, password_hash="first"), the_owner(account))
    mine = replace(command, account=account)
    assert "own-account-only" in scene.refused(mine, OLIVE)
    assert "own-account-only" in scene.refused(mine, ADA)
    before = scene.account(account)
    scene.do(mine, the_owner(account))
    assert scene.account(account) != before


def test_the_first_password_may_come_from_an_administrator_and_only_the_first() -> None:
    scene, account = a_stage()
    given = a.SetPassword(account=account, password_hash="first")
    assert "own-account-only" in scene.refused(given, OLIVE)
    scene.do(given, ADA)
    assert scene.account(account).password is not None
    assert "own-account-only" in scene.refused(replace(given, password_hash="second"), ADA)


def test_new_credentials_end_every_session() -> None:
    scene, account = a_stage()
    stamps = {scene.account(account).stamp}
    for command in (
        a.SetPassword(account=account, password_hash="hash"),
        a.SetTotp(account=account, secret=None),
        a.EndSessions(account=account),
    ):
        scene.do(command, CONSOLE if isinstance(command, a.EndSessions) else the_owner(account))
        stamps.add(scene.account(account).stamp)
    assert len(stamps) == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "required"),
        ({"scopes": ()}, "scope-needed"),
        ({"scopes": ("everything",)}, "unknown-scope"),
        ({"expires_at": datetime(2026, 5, 12, tzinfo=None)}, "naive-time"),  # noqa: DTZ001 -- naive on purpose
        ({"expires_at": Scene().now - timedelta(days=1)}, "already-expired"),
    ],
)
def test_a_token_says_what_it_is_for(changes: dict[str, Any], code: str) -> None:
    scene, account = a_stage()
    told: dict[str, Any] = {"account": account, "name": "ci", "digest": DIGEST, "scopes": ("cases:read",), **changes}
    assert code in scene.refused(a.CreateToken(**told), the_owner(account))


def test_a_token_makes_no_wider_token() -> None:
    scene, account = a_stage()
    narrow = replace(the_owner(account), scopes=frozenset({"admin:write", "cases:read"}))
    wide = a.CreateToken(account=account, name="ci", digest=DIGEST, scopes=("cases:read", "approvals:write"))
    assert scene.refused(wide, narrow) == {"scope-missing": "scopes"}
    scene.do(replace(wide, scopes=("cases:read",)), narrow)


def test_a_token_is_ended_by_its_owner_or_an_administrator() -> None:
    scene, account = a_stage()
    for ending in (the_owner(account), ADA):
        scene.do(a.CreateToken(account=account, name="ci", digest=DIGEST, scopes=("cases:read",)), the_owner(account))
        revoke = a.RevokeToken(account=account, token=scene.made["token"])
        assert "own-account-only" in scene.refused(revoke, OLIVE)
        scene.do(revoke, ending)
        assert "no-such-token" in scene.refused(revoke, ending)


def test_an_account_is_closed_by_somebody_else_for_good() -> None:
    scene, account = a_stage()
    close = a.DeactivateAccount(account=account)
    assert "own-work" in scene.refused(close, the_owner(account, "administrator"))
    scene.do(close, ADA)
    assert "account-closed" in scene.refused(close, ADA)
    assert "account-closed" in scene.refused(a.ChangeRole(account=account, role="officer"), ADA)


def test_brands_can_be_limited() -> None:
    scene, account = a_stage()
    granted(scene, account, "officer")
    scene.do(a.LimitBrands(account=account, brands=("tide",)), ADA)
    assert scene.account(account).brands == {"tide"}
    assert "unknown-brand" in scene.refused(a.LimitBrands(account=account, brands=("nobody",)), ADA)


def an_enrolled_account() -> tuple[Scene, Id]:
    scene, account = a_stage()
    owner = the_owner(account)
    for mine in (
        a.SetPassword(account=account, password_hash="hash"),
        a.SetTotp(account=account, secret="secret"),
        a.SetRecoveryCodes(account=account, codes=("one", "two")),
    ):
        scene.do(mine, owner)
    return scene, account


@pytest.mark.parametrize("proposer", [ADA, CONSOLE])
@pytest.mark.parametrize("what", LOSSES)
def test_a_way_back_in_takes_a_second_administrator(what: str, proposer: Actor) -> None:
    scene, account = an_enrolled_account()
    if what == "account":
        scene.do(a.DeactivateAccount(account=account), ADA)
    before = scene.account(account)
    scene.do(a.ProposeRescue(account=account, what=what), proposer)
    settle = a.SettleRescue(account=account, proposal=scene.made["proposal"], confirm=True)
    assert "already-proposed" in scene.refused(a.ProposeRescue(account=account, what=what), ABE)
    for alone in (proposer, CONSOLE, OLIVE):
        assert {"own-work", "not-permitted", "another-administrator"} & set(scene.refused(settle, alone))
    waiting = scene.account(account)
    assert (waiting.password, waiting.totp, waiting.active) == (before.password, before.totp, before.active)
    scene.do(settle, ABE)
    after = scene.account(account)
    assert after.stamp != before.stamp
    assert (after.password is None, after.totp is None, after.recovery == (), after.active, after.rescues) == (
        what == "password", what == "second-factor", what == "second-factor", True, ()
    )  # fmt: skip


def test_a_way_back_in_can_be_refused_and_nobody_proposes_or_settles_their_own() -> None:
    scene, account = an_enrolled_account()
    lost = a.ProposeRescue(account=account, what="password")
    itself = replace(the_owner(account), roles=frozenset({"administrator"}))
    assert "own-work" in scene.refused(lost, itself)
    scene.do(lost, ADA)
    settle = a.SettleRescue(account=account, proposal=scene.made["proposal"], confirm=False)
    assert "own-work" in scene.refused(settle, itself)
    scene.do(settle, ABE)
    assert (scene.account(account).rescues, scene.account(account).password is None) == ((), False)
    assert "no-such-proposal" in scene.refused(settle, ABE)


@pytest.mark.parametrize(("what", "code"), [("account", "nothing-changes"), ("keys", "unknown-loss")])
def test_what_is_not_lost_needs_no_way_back(what: str, code: str) -> None:
    scene, account = an_enrolled_account()
    assert code in scene.refused(a.ProposeRescue(account=account, what=what), ADA)


def test_after_a_lost_password_an_administrator_gives_a_first_one() -> None:
    scene, account = an_enrolled_account()
    given = a.SetPassword(account=account, password_hash="next")
    for other in (ADA, CONSOLE):
        assert "own-account-only" in scene.refused(given, other)
    scene.do(a.ProposeRescue(account=account, what="password"), ADA)
    scene.do(a.SettleRescue(account=account, proposal=scene.made["proposal"], confirm=True), ABE)
    scene.do(given, ADA)
    assert scene.account(account).password is not None


def test_the_console_forgets_what_a_lost_secret_made_useless() -> None:
    scene, account = an_enrolled_account()
    forget = a.ForgetCredentials(account=account)
    for administrator in (ADA, ABE):
        assert "not-permitted" in scene.refused(forget, administrator)
    scene.do(forget, CONSOLE)
    found = scene.account(account)
    assert (found.password, found.totp, found.recovery) == (None, None, ())


@pytest.mark.parametrize("end", [
    lambda account: (a.EndSessions(account=account), ADA),
    lambda account: (a.SetPassword(account=account, password_hash="next"), the_owner(account)),
    lambda account: (a.DeactivateAccount(account=account), ADA),
    lambda account: (a.ForgetCredentials(account=account), CONSOLE),
], ids=["log-out", "password", "closing", "secret"])  # fmt: skip
def test_tokens_end_with_the_sessions(end: Any) -> None:
    scene, account = a_stage()
    made = a.CreateToken(account=account, name="ci", digest=DIGEST, scopes=("cases:read",))
    scene.do(made, the_owner(account))
    scene.do(*end(account))
    assert [token.revoked_at for token in scene.account(account).tokens] == [scene.now]


def test_a_token_makes_none_that_outlives_it() -> None:
    scene, account = a_stage()
    until = scene.now + timedelta(days=7)
    program = replace(the_owner(account), scopes=frozenset({"cases:read", "admin:write"}), until=until)
    made = a.CreateToken(account=account, name="ci", digest=DIGEST, scopes=("cases:read",))
    longer = replace(made, expires_at=until + timedelta(seconds=1))
    assert "outlives-its-maker" in scene.refused(longer, program)
    for told in (made, replace(made, expires_at=until)):
        scene.do(told, program)
        (made_now,) = scene.facts
        assert made_now.token.expires_at == until
