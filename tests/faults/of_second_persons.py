"""One example for each command by which a second person is asked, or answers."""

from typing import Final

from register.domain.actors import CONSOLE, Actor
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case, a_person
from tests.faults.of_cases import Examples
from tests.faults.of_others import NUMBERS, with_role


def _ask_for_money(b: Bench) -> tuple[c.ProposeRemedy, Actor]:
    case = a_case(b)
    made = b.do(c.PromiseRemedy(case=case, remedy=c.RemedyPromise("compensation", "100.00"))).made
    return c.ProposeRemedy(case=case, remedy=made["remedy"], amount="900.00"), b.officer


def _settle_money(b: Bench) -> tuple[c.SettleRemedy, Actor]:
    case = a_case(b)
    b.do(c.PromiseRemedy(case=case, remedy=c.RemedyPromise("compensation", "900.00")))
    (asked,) = b.register.reader.cases.open(b.officer, case).case.remedy_proposals
    return c.SettleRemedy(case=case, proposal=asked.id, content=asked.content, approve=True), b.approver


def _settle_restriction(b: Bench) -> tuple[c.SettleRestriction, Actor]:
    case = a_case(b)
    second = with_role(b, "approver")
    b.do(c.RestrictCase(case=case, readers=(Id(str(second.account)),), reason="staff matter"), second)
    asked = b.register.reader.cases.open(second, case).case.restriction_proposal
    assert asked is not None
    return c.SettleRestriction(case=case, proposal=asked.id, approve=True), b.approver


def _locked_out(b: Bench) -> Id:
    person = a_person(lambda command: b.do(command, CONSOLE), f"Person{next(NUMBERS)} Lost", "officer")
    b.do(a.SetPassword(account=Id(str(person.account)), password_hash="$argon2id$x"), CONSOLE)
    return Id(str(person.account))


def _settle_rescue(b: Bench) -> tuple[a.SettleRescue, Actor]:
    account = _locked_out(b)
    proposal = b.do(a.ProposeRescue(account=account, what="password"), CONSOLE).made["proposal"]
    return a.SettleRescue(account=account, proposal=proposal, confirm=True), b.admin


EXAMPLES: Final[Examples] = {
    a.ProposeRescue: lambda b: (a.ProposeRescue(account=_locked_out(b), what="password"), b.admin),
    a.SettleRescue: _settle_rescue,
    a.ForgetCredentials: lambda b: (a.ForgetCredentials(account=_locked_out(b)), CONSOLE),
    c.SettleRestriction: _settle_restriction,
    c.ProposeRemedy: _ask_for_money,
    c.SettleRemedy: _settle_money,
}
