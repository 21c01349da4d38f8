"""One example for each command about letters, messages, people, channels and the register itself."""

from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any, Final

from register.domain.actors import CONSOLE, INTAKE, WORKER, Actor, account_name
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import letter as le
from register.domain.commands import message as m
from register.domain.commands import register as r
from register.domain.values import Digest, Id
from tests.build import PACK, Bench, a_case, a_message, a_no_test, a_post, an_accepted_response, approved
from tests.faults.of_cases import Asked, Examples, the_case, the_last

PDF: Final = b"%PDF-1.7"
NUMBERS: Final = count(1)


def _drafted(bench: Bench) -> tuple[Id, Id]:
    case = a_case(bench)
    return case, an_accepted_response(bench, case)


def _submitted(bench: Bench) -> tuple[Id, Id, str]:
    case, letter = _drafted(bench)
    bench.do(le.SubmitLetter(case=case, letter=letter))
    found = the_case(bench, case).letter(letter)
    assert found is not None
    return case, letter, str(found.content_hash)


def _approved(bench: Bench) -> tuple[Id, Id]:
    case, letter = _drafted(bench)
    approved(bench, case, letter)
    return case, letter


def _queued(bench: Bench, *results: str) -> tuple[Id, Id]:
    case, letter = _approved(bench)
    dispatch = Id(bench.do(le.QueueLetter(case=case, letter=letter, document=PDF), WORKER).made["dispatch"])
    for result in results:
        bench.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
        if result:
            bench.do(le.ReportDispatch(case=case, dispatch=dispatch, result=result), WORKER)
    return case, dispatch


def _draft(bench: Bench) -> Asked:
    case = a_case(bench)
    contact = the_last(bench, case, "contacts")
    writing = le.Writing(type="idr-response", language="en", via="email", decision="accepted", contact=contact)
    return le.DraftLetter(case=case, writing=writing), bench.officer


def _approve(bench: Bench) -> Asked:
    case, letter, content = _submitted(bench)
    return le.ApproveLetter(case=case, letter=letter, content=content), bench.approver


def _return(bench: Bench) -> Asked:
    case, letter, _ = _submitted(bench)
    return le.ReturnLetter(case=case, letter=letter, reason="Say the amount"), bench.approver


def _given(bench: Bench) -> Asked:
    case, letter = _approved(bench)
    return le.GiveLetter(case=case, letter=letter, method="in-person", evidence="Signed receipt"), bench.officer


LETTERS: Final[Examples] = {
    le.DraftLetter: _draft,
    le.SubmitLetter: lambda b: (le.SubmitLetter(**_of(_drafted(b), "letter")), b.officer),
    le.ApproveLetter: _approve,
    le.ReturnLetter: _return,
    le.VoidLetter: lambda b: (le.VoidLetter(**_of(_drafted(b), "letter")), b.officer),
    le.QueueLetter: lambda b: (le.QueueLetter(**_of(_approved(b), "letter"), document=PDF), WORKER),
    le.GiveLetter: _given,
    le.StartDispatch: lambda b: (le.StartDispatch(**_of(_queued(b), "dispatch")), WORKER),
    le.ReportDispatch: lambda b: (le.ReportDispatch(**_of(_queued(b, ""), "dispatch"), result="accepted"), WORKER),
    le.ResolveDoubt: lambda b: (
        le.ResolveDoubt(**_of(_queued(b, "in-doubt"), "dispatch"), accepted=True, evidence="Relay log"),
        b.officer,
    ),
}


def _of(pair: tuple[Id, Id], part: str) -> dict[str, Any]:
    return {"case": pair[0], part: pair[1]}


# -------------------------------------------------------------------------------------------------- messages


def captured(bench: Bench) -> Id:
    return a_message(bench, a_post(bench, native_id=f"8_{next(NUMBERS)}"))


def _capture(bench: Bench) -> Asked:
    post = a_post(bench, native_id=f"8_{next(NUMBERS)}")
    command = m.CaptureMessage(
        message=post.message_id,
        inbound=post,
        channel=bench.channel,
        entity="harbour",
        brand="harbour",
        captured_at=bench.clock(),
    )
    return command, INTAKE


def _handed(bench: Bench) -> Id:
    message = captured(bench)
    bench.do(m.HandOffMessage(message=message, kind="hardship", recipient="Hardship team"))
    return message


def _accepted(bench: Bench) -> Id:
    message = _handed(bench)
    bench.do(m.AcceptHandOff(message=message, who="Toni of the hardship team"))
    return message


def _dismissed(bench: Bench) -> Id:
    message = captured(bench)
    bench.do(m.DismissMessage(message=message, reason="information-only-report", test=a_no_test()))
    return message


def _unsure() -> c.TwoStepTest:
    yes, because = c.Judgement("yes"), c.Judgement("yes", "seen on our page")
    return c.TwoStepTest(yes, yes, c.Judgement("unknown"), because, because, because, because)


MESSAGES: Final[Examples] = {
    m.CaptureMessage: _capture,
    m.DismissMessage: lambda b: (
        m.DismissMessage(message=captured(b), reason="information-only-report", test=a_no_test()),
        b.officer,
    ),
    m.KeepUnsure: lambda b: (m.KeepUnsure(message=captured(b), test=_unsure()), b.officer),
    m.AskAuthor: lambda b: (
        m.AskAuthor(message=captured(b), method="private-reply", words="May we call you?"),
        b.officer,
    ),
    m.LinkMessage: lambda b: (m.LinkMessage(message=captured(b), case=a_case(b)), b.officer),
    m.MarkDuplicate: lambda b: (m.MarkDuplicate(message=captured(b), of=captured(b)), b.officer),
    m.HandOffMessage: lambda b: (
        m.HandOffMessage(message=captured(b), kind="hardship", recipient="Hardship team"),
        b.officer,
    ),
    m.AcceptHandOff: lambda b: (m.AcceptHandOff(message=_handed(b), who="Toni of the hardship team"), b.officer),
    m.FinishHandOff: lambda b: (m.FinishHandOff(message=_accepted(b), evidence="Letter"), b.officer),
    m.ReopenDecision: lambda b: (m.ReopenDecision(message=_dismissed(b), reason="It asks for an answer"), b.officer),
}

# -------------------------------------------------------------------------------------------------- people


def somebody(bench: Bench, role: str | None = None) -> Actor:
    """A person of their own for each command, so that what happens to one troubles no other."""
    number = next(NUMBERS)
    made = a.CreateAccount(email=f"person{number}@harbour.example", name=f"Person Number {number}")
    account = Id(bench.do(made, CONSOLE).subject.id)
    if role is not None:
        granted = bench.do(a.ChangeRole(account=account, role=role), bench.admin)
        assert "proposal" not in granted.made
    return Actor(account_name(account), frozenset({role} if role else ()), account)


def _account(bench: Bench) -> Id:
    return Id(str(somebody(bench).account))


def with_role(bench: Bench, role: str) -> Actor:
    """A new person with a role, which a second administrator confirms once the register has one."""
    person = somebody(bench)
    account = Id(str(person.account))
    made = bench.do(a.ChangeRole(account=account, role=role), CONSOLE).made
    if "proposal" in made:
        bench.do(a.SettleRole(account=account, proposal=Id(made["proposal"]), confirm=True), bench.admin)
    return Actor(person.name, frozenset({role}), account)


def _settle_role(bench: Bench) -> Asked:
    account, second = _account(bench), with_role(bench, "administrator")
    proposal = bench.do(a.ChangeRole(account=account, role="officer"), bench.admin).made["proposal"]
    return a.SettleRole(account=account, proposal=Id(proposal), confirm=True), second


def _token(bench: Bench, account: Id) -> a.CreateToken:
    digest = sha256(str(next(NUMBERS)).encode()).hexdigest()
    return a.CreateToken(account=account, name="tests", digest=digest, scopes=("cases:read",))


def _revoke(bench: Bench) -> Asked:
    account = Id(str(bench.officer.account))
    made = bench.do(_token(bench, account)).made
    return a.RevokeToken(account=account, token=Id(made["token"])), bench.officer


PEOPLE: Final[Examples] = {
    a.CreateAccount: lambda b: (
        a.CreateAccount(email=f"new{next(NUMBERS)}@harbour.example", name=f"New {next(NUMBERS)}"),
        b.admin,
    ),
    a.ChangeRole: lambda b: (a.ChangeRole(account=_account(b), role="officer"), b.admin),
    a.SettleRole: _settle_role,
    a.SetPassword: lambda b: (a.SetPassword(account=_account(b), password_hash="$argon2id$x"), CONSOLE),
    a.SetTotp: lambda b: (a.SetTotp(account=Id(str(b.officer.account)), secret="secret"), b.officer),
    a.SetRecoveryCodes: lambda b: (
        a.SetRecoveryCodes(account=Id(str(b.officer.account)), codes=("one", "two")),
        b.officer,
    ),
    a.EndSessions: lambda b: (a.EndSessions(account=_account(b)), b.admin),
    a.DeactivateAccount: lambda b: (a.DeactivateAccount(account=_account(b)), b.admin),
    a.LimitBrands: lambda b: (a.LimitBrands(account=_account(b), brands=("harbour",)), b.admin),
    a.CreateToken: lambda b: (_token(b, Id(str(b.officer.account))), b.officer),
    a.RevokeToken: _revoke,
}

# -------------------------------------------------------------------------------------------------- the house


def _channel(bench: Bench) -> Id:
    return Id(bench.do(_declared(), CONSOLE).subject.id)


def _declared() -> ch.AddChannel:
    number = next(NUMBERS)
    return ch.AddChannel(
        platform="facebook",
        slug=f"page-{number}",
        brand="harbour",
        native_account=f"2{number:012}",
        secrets=("app-secret",),
        verify_token="verify-me",
    )


def _gap(bench: Bench) -> Asked:
    now = bench.clock()
    gap = ch.RecordGap(channel=_channel(bench), from_at=now - timedelta(hours=3), until_at=now, reason="outage")
    return gap, bench.officer


def _prepared(bench: Bench) -> r.PrepareReport:
    # A period of its own: one that was reported is not reported again.
    head, day = bench.register.sealer.seal().head, bench.clock().date() - timedelta(days=next(NUMBERS))
    return r.PrepareReport(
        kind="board",
        entity="harbour",
        brand=None,
        from_on=day,
        to_on=day,
        tree_size=head.size,
        root=Digest(head.root.hex()),
        document=PDF + str(next(NUMBERS)).encode(),
    )


def _settle_report(bench: Bench) -> Asked:
    made = _prepared(bench)
    report = Id(bench.do(made).subject.id)
    digest = sha256(made.document).hexdigest()
    return r.SettleReport(report=report, document=digest, approve=True), bench.approver


def _issue(bench: Bench) -> Asked:
    settled, approver = _settle_report(bench)
    bench.do(settled, approver)
    assert isinstance(settled, r.SettleReport)
    return r.IssueReport(
        report=settled.report, document=PDF + str(next(NUMBERS)).encode(), recipient="The board"
    ), bench.officer


HOUSE: Final[Examples] = {
    ch.AddChannel: lambda b: (_declared(), b.admin),
    ch.ChangeSecrets: lambda b: (ch.ChangeSecrets(channel=_channel(b), secrets=("another-secret",)), b.admin),
    ch.RecordGap: _gap,
    ch.CloseChannel: lambda b: (ch.CloseChannel(channel=_channel(b)), b.admin),
    r.SetEntity: lambda b: (
        r.SetEntity(entity=f"firm-{next(NUMBERS)}", name="Firm Limited", licence="AFSL-1", place="NSW", packs=(PACK,)),
        b.admin,
    ),
    r.SetBrand: lambda b: (r.SetBrand(brand=f"brand-{next(NUMBERS)}", entity="harbour", name="A Brand"), b.admin),
    r.RecordExport: lambda b: (r.RecordExport(tree_size=1, entries=1, withheld=0), b.auditor),
    r.PrepareReport: lambda b: (_prepared(b), b.officer),
    r.SettleReport: _settle_report,
    r.IssueReport: _issue,
}
