"""One example for each command by which a second person is asked, or answers."""

from typing import Final

from register.domain.actors import CONSOLE, Actor
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import register as r
from register.domain.values import Id
from tests.build import DETAILS, Bench, a_case
from tests.faults.of_cases import Asked, Examples
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


def _proposed_void(b: Bench) -> Id:
    """A second registration of a complaint, proposed to be void."""
    first, second = a_case(b), a_case(b)
    b.do(c.ProposeVoiding(case=second, reason="registered-twice", words="The same call", into=first))
    return second


def _settle_voiding(b: Bench) -> tuple[c.SettleVoiding, Actor]:
    case = _proposed_void(b)
    asked = b.register.reader.cases.open(b.approver, case).case.voiding_proposal
    assert asked is not None
    return c.SettleVoiding(case=case, proposal=asked.id, approve=True, into=asked.into), b.approver


def _reinstate(b: Bench) -> tuple[c.ReinstateCase, Actor]:
    settled, approver = _settle_voiding(b)
    b.do(settled, approver)
    return c.ReinstateCase(case=settled.case, reason="two calls", into=settled.into), b.officer


def _locked_out(b: Bench) -> Id:
    person = with_role(b, "officer")
    b.do(a.SetPassword(account=Id(str(person.account)), password_hash="$argon2id$x"), CONSOLE)
    return Id(str(person.account))


def _settle_rescue(b: Bench) -> tuple[a.SettleRescue, Actor]:
    account = _locked_out(b)
    proposal = b.do(a.ProposeRescue(account=account, what="password"), CONSOLE).made["proposal"]
    return a.SettleRescue(account=account, proposal=proposal, confirm=True), b.admin


def _settle_firm_change(b: Bench) -> tuple[r.SettleFirmChange, Actor]:
    made = b.do(r.SetBrand(brand="tide", entity="harbour", name=f"Tide {next(NUMBERS)}"), b.admin).made
    return r.SettleFirmChange(proposal=made["proposal"], confirm=True), a_second_to(b)


def _settle_account_change(b: Bench) -> tuple[a.SettleAccountChange, Actor]:
    person = with_role(b, "officer")
    account = Id(str(person.account))
    b.do(a.LimitBrands(account=account, brands=("tide",)), b.admin)
    made = b.do(a.LimitBrands(account=account, brands=()), b.admin).made
    return a.SettleAccountChange(account=account, proposal=made["proposal"], confirm=True), a_second_to(b)


def _join(b: Bench) -> tuple[a.JoinAccounts, Actor]:
    one, other = (Id(str(with_role(b, "officer").account)) for _ in range(2))
    return a.JoinAccounts(account=one, other=other), b.admin


def _part(b: Bench) -> tuple[a.PartAccount, Actor]:
    joined, admin = _join(b)
    b.do(joined, admin)
    return a.PartAccount(account=joined.account), admin


def _settle_secrets(b: Bench) -> tuple[ch.SettleSecrets, Actor]:
    channel, second = Id(b.channel), a_second_to(b)
    file = b.register.reader.channels.by_id(channel)
    if file is not None and file.channel.proposal is not None:
        b.do(ch.SettleSecrets(channel=channel, proposal=file.channel.proposal.id, confirm=False), second)
    made = b.do(ch.ChangeSecrets(channel=channel, secrets=("another-secret",)), b.admin).made
    return ch.SettleSecrets(channel=channel, proposal=made["proposal"], confirm=True), second


def a_second_to(bench: Bench) -> Actor:
    """Who may settle what the administrator proposed; a second one is made only where the console no longer does."""
    administrators = [file for file in bench.register.reader.accounts.everybody() if file.account.administers]
    return CONSOLE if len(administrators) == 1 else with_role(bench, "administrator")


def nothing_waits(bench: Bench) -> None:
    """Refuse what waits about the firm: of one part a second change would be refused."""
    for waiting in bench.register.reader.firm.now().firm.proposals:
        bench.do(r.SettleFirmChange(proposal=waiting.id, confirm=False), a_second_to(bench))


def _details(bench: Bench) -> Asked:
    nothing_waits(bench)
    return r.SetDetails(details=(*DETAILS, ("firm-web", f"{next(NUMBERS)}.example"))), bench.admin


def _rules(bench: Bench) -> Asked:
    nothing_waits(bench)
    days = next(NUMBERS)
    return r.SetHouseRules(officer_amount="500", second_person=("idr-response",), assess_within_days=days), bench.admin


EXAMPLES: Final[Examples] = {
    a.ProposeRescue: lambda b: (a.ProposeRescue(account=_locked_out(b), what="password"), b.admin),
    a.SettleRescue: _settle_rescue,
    a.ForgetCredentials: lambda b: (a.ForgetCredentials(account=_locked_out(b)), CONSOLE),
    c.SettleRestriction: _settle_restriction,
    c.ProposeVoiding: lambda b: (
        c.ProposeVoiding(case=a_case(b), reason="registered-in-error", words="A test call"),
        b.officer,
    ),
    c.SettleVoiding: _settle_voiding,
    c.ReinstateCase: _reinstate,
    c.ProposeRemedy: _ask_for_money,
    c.SettleRemedy: _settle_money,
    r.SetDetails: _details,
    r.SetHouseRules: _rules,
    r.SettleFirmChange: _settle_firm_change,
    a.SettleAccountChange: _settle_account_change,
    a.JoinAccounts: _join,
    a.PartAccount: _part,
    ch.SettleSecrets: _settle_secrets,
}
