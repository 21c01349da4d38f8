"""Builders for tests: a founded register with its firm and people, and things in it. Plain functions with defaults."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from register import sealing_key
from register.domain.actors import CONSOLE, INTAKE, WORKER, Actor, account_name
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import letter as le
from register.domain.commands import message as m
from register.domain.commands import register as r
from register.domain.obligations.unsent import being_written
from register.domain.subjects.inbound import Author, Inbound, OccurredBasis, Operation
from register.domain.values import Code, Id
from register.settings import Settings
from register.wiring import Register, wire
from tests.clock import SteppedClock

PACK = "au-asic-rg271"
DETAILS = (
    ("afca-name", "Australian Financial Complaints Authority"),
    ("afca-phone", "1800 931 678"),
    ("afca-email", "info@afca.org.au"),
    ("afca-web", "www.afca.org.au"),
    ("afca-post", "GPO Box 3, Melbourne VIC 3001"),
    ("firm-phone", "02 5550 0000"),
    ("firm-email", "complaints@harbour.example"),
)
AFCA_BLOCKS = (
    ("afca-right", "If you are not satisfied you may complain to the Australian Financial Complaints Authority."),
    ("afca-contact", " · ".join(value for name, value in DETAILS if name.startswith("afca-"))),
)


@dataclass(frozen=True)
class Bench:
    """A founded register and the people in it."""

    register: Register
    clock: SteppedClock
    officer: Actor
    approver: Actor
    auditor: Actor
    admin: Actor
    channel: Id

    def do(self, command: Any, actor: Actor | None = None, **options: Any) -> Any:
        """Carry out a command, as the officer unless said otherwise."""
        return self.register.registrar.carry_out(command, actor or self.officer, **options)


def a_register(database_url: str, clock: SteppedClock, home: Path) -> Bench:
    """Found a register over an empty migrated database: one entity, two brands, one Facebook page, four people."""
    settings = Settings(home=home, database_url=database_url, secure_cookies=False, secret_key=SECRET_KEY)
    key = sealing_key.create(settings.key_file, settings.origin)
    register = wire(settings, clock)
    digest = hashlib.sha256(key.verifier_key.encode()).hexdigest()

    def do(command: Any) -> Any:
        return register.registrar.carry_out(command, CONSOLE)

    do(r.FoundRegister(origin=settings.origin, key=key.name, key_digest=digest, packs=(PACK,)))
    do(r.SetEntity(entity="harbour", name="Harbour Bank Limited", licence="AFSL-000000", place="NSW", packs=(PACK,)))
    do(r.SetBrand(brand="harbour", entity="harbour", name="Harbour Bank"))
    do(r.SetBrand(brand="tide", entity="harbour", name="Tide Savings"))
    do(r.SetDetails(details=DETAILS))
    channel = do(
        ch.AddChannel(
            platform="facebook",
            slug="harbour",
            brand="harbour",
            native_account="1000000000001",
            secrets=("app-secret",),
            verify_token="verify-me",
        )
    )
    officer, approver, auditor, admin = (a_person(do, name, role) for name, role in PEOPLE)
    return Bench(register, clock, officer, approver, auditor, admin, channel.subject.id)


SECRET_KEY = "a secret for tests, long enough to be one"
PEOPLE = (
    ("Olive Officer", "officer"),
    ("Ash Approver", "approver"),
    ("Audrey Auditor", "auditor"),
    ("Ada Admin", "administrator"),
)


def a_person(do: Callable[[Any], Any], name: str, role: str) -> Actor:
    email = f"{name.split(maxsplit=1)[0].lower()}@harbour.example"
    account = do(a.CreateAccount(email=email, name=name)).subject.id
    do(a.ChangeRole(account=account, role=role))
    return Actor(account_name(account), frozenset({role}), account)


def an_opening(bench: Bench, **changes: Any) -> c.OpenCase:
    """Return the command that logs a complaint by phone, received an hour ago."""
    told: dict[str, Any] = {
        "brand": "harbour",
        "channel": "telephone",
        "summary": "Charged a fee twice",
        "received_at": bench.clock() - timedelta(hours=1),
        "classifying": c.Classifying(complaint_class="standard"),
        "complainant": c.Identifying(name="Robin Example", kind="individual"),
        "contacts": (c.ContactDetail("email", "robin@customer.example", "phone-call"),),
        "points": ("The fee was charged twice",),
        **changes,
    }
    return c.OpenCase(**told)


def a_case(bench: Bench, **changes: Any) -> Id:
    """Log a complaint and return the case's id."""
    return Id(bench.do(an_opening(bench, **changes)).subject.id)


def restrict(bench: Bench, case: Id, *readers: Actor, reason: str = "A matter of staff") -> None:
    """Let the approver restrict a case to some readers, and another approver agree where no auditor is among them."""
    accounts = tuple(reader.account for reader in readers if reader.account)
    bench.do(c.RestrictCase(case=case, readers=accounts, reason=reason), bench.approver)
    proposal = bench.register.reader.cases.open(bench.approver, case).case.restriction_proposal
    if proposal is not None:
        second = a_person(lambda command: bench.do(command, CONSOLE), f"Second{case[-6:]} Approver", "approver")
        bench.do(c.SettleRestriction(case=case, proposal=proposal.id, approve=True), second)


def a_post(bench: Bench, native_id: str = "1_1", text: str = "You charged me twice!", **changes: Any) -> Inbound:
    """Return a public comment on the page, as the channel's parser gives it."""
    told: dict[str, Any] = {
        "platform": Code("facebook"),
        "account": "1000000000001",
        "native_id": native_id,
        "operation": Operation.CREATED,
        "author": Author("77", None, "Robin Example"),
        "text": text,
        "occurred": bench.clock() - timedelta(minutes=5),
        "occurred_basis": OccurredBasis.PLATFORM,
        **changes,
    }
    return Inbound(**told)


def a_message(bench: Bench, inbound: Inbound | None = None) -> Id:
    """Capture a message and return its id."""
    post = inbound or a_post(bench)
    command = m.CaptureMessage(
        message=post.message_id,
        inbound=post,
        channel=bench.channel,
        entity="harbour",
        brand="harbour",
        captured_at=bench.clock(),
    )
    bench.do(command, INTAKE, command_id=post.id)
    return post.message_id


def a_yes_test() -> c.TwoStepTest:
    """Return a two-step test that says: a complaint."""
    yes, because = c.Judgement("yes"), c.Judgement("yes", "seen on our page")
    return c.TwoStepTest(yes, yes, yes, because, because, because, because)


def a_no_test() -> c.TwoStepTest:
    """Return a two-step test that says: no answer is expected, so not a complaint."""
    yes, because = c.Judgement("yes"), c.Judgement("yes", "seen on our page")
    return c.TwoStepTest(yes, yes, c.Judgement("no", "a thank-you"), because, because, because, because)


def an_accepted_response(bench: Bench, case: Id, **changes: Any) -> Id:
    """Draft an accepting IDR response by e-mail, or go on with the one being written, and return the letter's id."""
    found = bench.register.reader.cases.open(bench.officer, case).case
    contact = found.contacts[0].id
    told: dict[str, Any] = {
        "type": "idr-response",
        "language": "en",
        "via": "email",
        "decision": "accepted",
        "contact": contact,
        "blocks": (("outcome", "We accept your complaint."), ("actions-taken", "We refunded the fee."), *AFCA_BLOCKS),
        **changes,
    }
    known = being_written(found, Code(told["type"]))
    letter = None if known is None else known.id
    made = bench.do(le.DraftLetter(case=case, writing=le.Writing(**told), letter=letter)).made
    return letter or Id(made["letter"])


def approved(bench: Bench, case: Id, letter: Id) -> None:
    """Take a drafted letter through the gate and a second person's approval."""
    bench.do(le.SubmitLetter(case=case, letter=letter))
    found = bench.register.reader.cases.open(bench.approver, case).case.letter(letter)
    assert found is not None
    bench.do(le.ApproveLetter(case=case, letter=letter, content=found.content_hash), bench.approver)


def sent(bench: Bench, case: Id, letter: Id, result: str = "accepted") -> Id:
    """Send an approved letter as the worker does and return the dispatch's id."""
    dispatch = bench.do(le.QueueLetter(case=case, letter=letter, document=b"%PDF-1.7"), WORKER).made["dispatch"]
    bench.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    bench.do(le.ReportDispatch(case=case, dispatch=dispatch, result=result), WORKER)
    return Id(dispatch)


def work_to_draft_law(bench: Bench, pack: str) -> None:
    """Accept a draft and let the entity take it up beside its own pack, on the first day on which it would begin."""
    draft = bench.register.policies.versions(pack)[-1]
    bench.do(r.AcceptDraftLaw(pack=pack, version=draft.version, reason="To be ready on the day"), CONSOLE)
    told = {"name": "Harbour Bank Limited", "licence": "AFSL-000000", "place": "NSW"}
    bench.do(r.SetEntity(entity="harbour", packs=(PACK, pack), **told), CONSOLE)
    begins = datetime.combine(draft.effective_from, time(12), ZoneInfo(draft.default_zone))
    bench.clock.now = max(bench.clock.now, begins.astimezone(UTC))
