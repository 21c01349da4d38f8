"""A stage for decisions: the real packs, one firm, ids and salts that count. Nothing is stored, nothing is faked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from policies.catalogue import Policies, shipped
from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER, Actor, account_name
from register.domain.apply import changed
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands.base import Command, Ref
from register.domain.decide import decide
from register.domain.decide.situation import Mint, Situation, everything_prints
from register.domain.errors import Refused
from register.domain.obligations.unsent import being_written
from register.domain.sealed import Sealed
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.firm import AcceptedDraft, Brand, Entity, Firm, HouseRules
from register.domain.subjects.letter import Letter
from register.domain.subjects.message import Message
from register.domain.values import Amount, Code, Digest, Id

POLICIES = shipped()
PACK = POLICIES.versions("au-asic-rg271")[-1]
SYDNEY = ZoneInfo("Australia/Sydney")
NOTHING = Sealed(Digest("0" * 64))
DETAILS = {"afca-phone": "1800 000 000", "afca-web": "scheme.example", "firm-phone": "02 5550 0000"}
RIGHT = ("afca-right", "You may complain to the scheme.")
CONTACT = ("afca-contact", "1800 000 000, scheme.example")
FIRM = Firm(
    entities=(Entity(Code("harbour"), NOTHING, Code("L-1"), Code("NSW"), Code("Australia/Sydney"), (PACK.id,)),),
    brands=tuple(Brand(Code(brand), Code("harbour"), NOTHING) for brand in ("harbour", "tide")),
)

ACCEPTED = tuple(
    AcceptedDraft(pack.id, pack.version, NOTHING, datetime(2026, 12, 1, tzinfo=UTC))
    for pack in POLICIES.newest()
    if pack.is_draft
)


def at(text: str) -> datetime:
    """A local time in Sydney, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=SYDNEY).astimezone(UTC)


def an_id(number: int) -> Id:
    """The id with this number."""
    return Id(f"00000000-0000-7000-8000-{number:012x}")


def a_person(number: int, *roles: str, brands: frozenset[str] | None = None) -> Actor:
    """Somebody with an account."""
    return Actor(account_name(an_id(number)), frozenset(roles), an_id(number), brands)


OLIVE = a_person(0xA1, OFFICER)
ASH = a_person(0xA2, APPROVER)
BOTH = a_person(0xA3, OFFICER, APPROVER)
ADA = a_person(0xA4, ADMINISTRATOR)
ABE = a_person(0xA5, ADMINISTRATOR)
AUDREY = a_person(0xA7, AUDITOR)
RECEIVED = at("2026-05-12T10:15")


def an_account(person: Actor, **changes: Any) -> Account:
    """The account behind somebody."""
    account = Account(person.account or an_id(0), NOTHING, NOTHING, an_id(0), frozenset(map(Code, person.roles)))
    return replace(account, **changes)


PEOPLE = {found.id: found for found in map(an_account, (OLIVE, ASH, BOTH, ADA, ABE, AUDREY))}


def humans(*accounts: Id) -> dict[Id, Id]:
    """Accounts of as many humans."""
    return {account: account for account in accounts}


@dataclass
class Scene:
    """The register in small: every subject by its name, and the clock that a test moves."""

    now: datetime = RECEIVED + timedelta(minutes=15)
    firm: Firm = FIRM
    details: dict[str, str] = field(default_factory=lambda: dict(DETAILS))
    administrators: dict[Id, Id] = field(default_factory=lambda: humans(an_id(0xA4), an_id(0xA5)))
    unprintable: Callable[[str], tuple[str, ...]] = everything_prints
    subjects: dict[Ref, Any] = field(default_factory=dict)
    made: dict[str, Id] = field(default_factory=dict)
    facts: list[Any] = field(default_factory=list)
    people: dict[Id, Account] = field(default_factory=lambda: dict(PEOPLE))
    numbers: Callable[[], int] = field(default_factory=lambda: count(0x1000).__next__)
    plain: dict[Digest, str] = field(default_factory=dict)
    policies: Policies = POLICIES

    def do(self, command: Command, actor: Actor = OLIVE) -> Id:
        """Carry out a command and return the id of its primary subject."""
        kind = command.CREATES
        created = Ref(kind, an_id(self.numbers())) if kind is not None else None
        mint = Mint(lambda: an_id(self.numbers()), lambda: self.numbers().to_bytes(16, "big"), self.numbers)
        touched = {ref: self.subjects.get(ref) for ref in command.touches()}
        named = {account: self.people[account] for account in command.names() if account in self.people}
        cases = {ref.id: value for ref, value in self.subjects.items() if ref.kind == "case"}
        house = (self.details, self.administrators, named, self.unprintable, cases, self.plain)
        situation = Situation(self.now, actor, touched, self.firm, self.policies, mint, created, *house)
        happened = decide(command, situation)
        for ref, facts in happened.items():
            self.subjects[ref] = changed(self.subjects.get(ref), ref, facts)
        self.made = mint.made
        self.plain |= {secret.digest: secret.value.decode() for secret in mint.secrets}
        self.facts = [fact for facts in happened.values() for fact in facts]
        return created.id if created is not None else command.touches()[0].id

    def refused(self, command: Command, actor: Actor = OLIVE) -> dict[str, str]:
        """Return the reasons against a command, each with its place; fails when it is carried out."""
        try:
            self.do(command, actor)
        except Refused as refusal:
            return {problem.code: problem.where for problem in refusal.problems}
        raise AssertionError(f"carried out: {command}")

    def put(self, kind: str, value: Any) -> Any:
        """Place a subject on the stage as it is."""
        self.subjects[Ref(Code(kind), value.id)] = value
        return value

    def case(self, case: Id) -> Case:
        """Return the case as it stands."""
        return self.subjects[Ref(Code("case"), case)]  # type: ignore[no-any-return]  # subjects of every kind

    def message(self, message: Id) -> Message:
        """Return the message as it stands."""
        return self.subjects[Ref(Code("message"), message)]  # type: ignore[no-any-return]  # subjects of every kind

    def account(self, account: Id) -> Account:
        """Return the account as it stands."""
        return self.subjects[Ref(Code("account"), account)]  # type: ignore[no-any-return]  # subjects of every kind

    def letter(self, case: Id, letter: Id) -> Letter:
        """Return the letter as it stands."""
        found = self.case(case).letter(letter)
        assert found is not None
        return found

    def limit(self, case: Id, duty: str = "idr-response") -> Deadline:
        """Return the one deadline of a duty that was not replaced."""
        (found,) = [d for d in self.case(case).deadlines if d.due.duty == duty and not d.replaced]
        return found

    def house(self, **rules: Any) -> None:
        """Set the delegation matrix."""
        self.firm = replace(self.firm, house=replace(HouseRules(), **rules))


def an_opening(**changes: Any) -> c.OpenCase:
    """A complaint by phone."""
    told: dict[str, Any] = {
        "brand": "harbour",
        "channel": "telephone",
        "summary": "Charged twice",
        "received_at": RECEIVED,
        "classifying": c.Classifying("standard"),
        "complainant": c.Identifying(name="Robin Example"),
        "contacts": (c.ContactDetail("email", "robin@customer.example", "phone-call"),),
        "points": ("The fee was charged twice",),
        **changes,
    }
    return c.OpenCase(**told)


def a_response(scene: Scene, case: Id, **changes: Any) -> le.Writing:
    """An accepting response by e-mail, complete."""
    told: dict[str, Any] = {
        "type": "idr-response",
        "language": "en",
        "via": "email",
        "decision": "accepted",
        "contact": scene.case(case).contacts[0].id,
        "blocks": (("outcome", "We accept."), ("actions-taken", "We refunded."), RIGHT, CONTACT),
        **changes,
    }
    return le.Writing(**told)


def a_delay(scene: Scene, case: Id, **changes: Any) -> le.Writing:
    """A delay notification by e-mail, complete; its ground is stated with facts."""
    scene.do(c.StateDelayGround(case=case, ground="medical-appointment", facts="The surgeon reports on 20 June."))
    blocks = (("delay-reasons", "We wait for your doctor."), RIGHT, CONTACT)
    told: dict[str, Any] = {"type": "delay-notification", "decision": None, "ground": "medical-appointment"}
    return a_response(scene, case, **{**told, "blocks": blocks, **changes})


def drafted(scene: Scene, case: Id, writing: le.Writing | None = None, actor: Actor = OLIVE) -> Id:
    """Write a letter, or go on with the one of its kind that is being written, and return its id."""
    said = writing or a_response(scene, case)
    known = being_written(scene.case(case), Code(said.type))
    scene.do(le.DraftLetter(case=case, writing=said, letter=None if known is None else known.id), actor)
    return scene.made["letter"] if known is None else known.id


def approved(scene: Scene, case: Id, writing: le.Writing | None = None) -> Id:
    """Take a letter through the gate and a second person's approval."""
    letter = drafted(scene, case, writing)
    scene.do(le.SubmitLetter(case=case, letter=letter))
    if scene.letter(case, letter).state == "submitted":
        content = scene.letter(case, letter).content_hash
        scene.do(le.ApproveLetter(case=case, letter=letter, content=content), ASH)
    return letter


def given(scene: Scene, case: Id, writing: le.Writing | None = None) -> Id:
    """Approve a letter and give it in person now."""
    letter = approved(scene, case, writing)
    scene.do(le.GiveLetter(case=case, letter=letter, method="in-person", evidence="Signed receipt"))
    return letter


def a_closing(basis: str = "resolved-to-satisfaction", **changes: Any) -> c.Closing:
    """An ending, by default early and to satisfaction."""
    told: dict[str, Any] = {"outcome": "resolved", "root_cause": "process", "evidence": "Said thank you", **changes}
    return c.Closing(basis=basis, **told)


def a_withdrawal(at: datetime, words: str = "Forget it", **changes: Any) -> c.Closing:
    """An ending in the complainant's own words, said on the phone at that time."""
    told: dict[str, Any] = {"outcome": "abandoned-withdrawn", "withdrawal": words, **changes}
    return a_closing("withdrawn", **{"withdrawing": c.Withdrawing("complainant", at, "phone"), **told})


def dollars(amount: str) -> tuple[c.RemedyPromise, ...]:
    """A refund by the end of the year."""
    return (c.RemedyPromise("fee-refund-waiver", Amount(amount), date(2026, 12, 31)),)
