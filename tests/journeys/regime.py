"""A firm founded under one pack alone, and its people at work: everything it needs it asks of the pack."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from policies.catalogue import Policies
from register.domain.actors import CONSOLE
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import letter as le
from register.domain.commands import register as r
from register.domain.law.letterspec import LetterSpec, LetterType
from register.domain.law.policy import Pack
from register.domain.subjects.case import Case
from register.domain.values import Code, Id
from register.foundation import Founding, assumed_details, found, prepare
from register.publication import Start, suggest_blocks
from register.publication.suggestions import answers
from register.settings import Settings
from register.wiring import Register, wire
from tests.build import PEOPLE, SECRET_KEY, Bench, a_person
from tests.clock import SteppedClock

WORDS = "We looked into what you told us."
NOON = time(12)
DELAYS = "extension_sent"


def opened_on(pack: Pack) -> datetime:
    """A working day at noon on which the pack is in force."""
    day = max(pack.effective_from + timedelta(days=30), SteppedClock().now.date())
    zone = ZoneInfo(pack.default_zone)
    return datetime.combine(day - timedelta(days=day.weekday()), NOON, zone).astimezone(UTC)


class Regime:
    """A founded register under one pack, with its people, and what they do there."""

    def __init__(self, bench: Bench, pack: Pack) -> None:
        self.bench, self.pack = bench, pack

    @property
    def register(self) -> Register:
        return self.bench.register

    @property
    def first_class(self) -> str:
        """The first class of the pack."""
        return next(iter(self.pack.classes))

    def first(self, code_list: str) -> str:
        """The first code of one of the pack's lists."""
        return next(iter(self.pack.codes[Code(code_list)].entries))

    def case(self, case: Id) -> Case:
        """The case as stored."""
        return self.register.reader.cases.open(self.bench.officer, case).case

    def log(self, complaint_class: str | None = None) -> Id:
        """Log a complaint by hand as it is said on the telephone."""
        opening = c.OpenCase(
            brand="harbour",
            channel=self.first("received-channel"),
            summary="Charged twice",
            received_at=self.bench.clock() - timedelta(hours=1),
            classifying=c.Classifying(complaint_class, self.first("product"), (self.first("issue"),)),
            complainant=c.Identifying(name="Robin Example", kind=self.first("complainant-type")),
            contacts=(c.ContactDetail("email", "robin@customer.example", "phone-call"),),
            points=("It was charged twice",),
        )
        return Id(self.bench.do(opening).subject.id)

    def letters(self, case: Id) -> Iterator[tuple[LetterType, str | None, LetterSpec]]:
        """Yield every letter the pack knows for the case's class, with each decision it can tell.

        What only gives more time, or says that it is over, is left out where the class has no limit.
        """
        stored = self.case(case)
        limited = any(answers(self.pack.rules[deadline.due.rule]) for deadline in stored.deadlines)
        held = stored.classification.complaint_class or self.first_class
        delayed = self.pack.windows_for(DELAYS) & {deadline.due.duty for deadline in stored.deadlines}
        for kind in self.pack.letter_types.values():
            fits = limited if kind.after_limit is not None else kind.event != DELAYS or delayed
            if fits and (not kind.classes or held in kind.classes):
                for decision in kind.outcomes or (None,):
                    yield kind, decision, self.pack.letter(kind.id, held, decision)

    def written(self, case: Id, kind: LetterType, decision: str | None, spec: LetterSpec) -> le.Writing:
        """A letter from what the register suggests, with words of our own only where it has none."""
        start = Start(kind.id, decision)
        offered = suggest_blocks(self.register, self.bench.officer, case, start)
        kinds = {block.kind for block in spec.required}
        found = self.case(case)
        points = tuple((point.id, WORDS) for point in found.points) if "points" in kinds else ()
        return le.Writing(
            type=kind.id,
            language=self.pack.languages[0],
            via="email",
            decision=decision,
            ground=self.ground(case) if kind.event == DELAYS else None,
            contact=found.contacts[0].id,
            blocks=tuple(
                (b.id, WORDS if "{" in b.text or not b.text else b.text)
                for b in offered
                if b.required and b.kind not in {"points", "findings"}
            ),
            answers=points,
            findings=((WORDS, "The statement"),) if "findings" in kinds else (),
        )

    def ground(self, case: Id) -> str | None:
        """State a ground for more time where the pack knows any."""
        grounds = self.pack.codes[Code("delay-ground")].entries
        if not grounds:
            return None
        self.bench.do(c.StateDelayGround(case=case, ground=self.first("delay-ground"), facts="The clearing house"))
        return self.first("delay-ground")

    def approved(self, case: Id, writing: le.Writing) -> Id:
        """Write a letter and take it through the gate, and a second person's hands where it needs one."""
        letter = Id(self.bench.do(le.DraftLetter(case=case, writing=writing)).made["letter"])
        self.bench.do(le.SubmitLetter(case=case, letter=letter))
        found = self.case(case).letter(letter)
        assert found is not None
        if found.state == "submitted":
            approve = le.ApproveLetter(case=case, letter=letter, content=found.content_hash)
            self.bench.do(approve, self.bench.approver)
        return letter

    def given(self, case: Id, kind: str, decision: str | None = None) -> Id:
        """Approve a letter and hand it over."""
        spec = next(spec for known, told, spec in self.letters(case) if (known.id, told) == (kind, decision))
        letter = self.approved(case, self.written(case, spec.type, decision, spec))
        self.bench.do(le.GiveLetter(case=case, letter=letter, method="in-person", evidence="Signed for"))
        return letter

    def answer(self, case: Id) -> None:
        """Give the letter that answers the complaint, with the first decision it can tell."""
        kind, decision, _ = next(found for found in self.letters(case) if found[0].event == "final_sent")
        self.given(case, kind.id, decision)

    def closing(self, basis: str = "response") -> c.Closing:
        """An ending in the pack's own codes."""
        outcome, cause = self.first("complaint-outcome"), self.first("root-cause")
        return c.Closing(outcome, basis, cause, evidence="Said so on the telephone")

    def remedy(self) -> c.RemedyPromise:
        """A sum that one person may settle."""
        return c.RemedyPromise(self.first("remedy"), "25.00", self.bench.clock().date() + timedelta(days=30))


@contextmanager
def a_regime(pack: Pack, policies: Policies, database_url: str, home: Path) -> Iterator[Regime]:
    """Found a register under one pack as `register init` does, and give it its people and a page to watch."""
    clock = SteppedClock(opened_on(pack))
    settings = Settings(home=home, database_url=database_url, secure_cookies=False, secret_key=SECRET_KEY)
    prepare(settings)
    register = wire(settings, clock, policies)
    details = assumed_details(policies, (pack.id,))
    first = next(each.id for each in policies.newest() if not each.is_draft) if pack.is_draft else pack.id
    firm = Founding(
        entity="harbour",
        name="Harbour Limited",
        licence="L-1",
        brands=(("harbour", "Harbour"),),
        packs=(first,),
        details=tuple(details.items()),
    )
    found(register, firm)

    def do(command: Any) -> Any:
        return register.registrar.carry_out(command, CONSOLE)

    if pack.is_draft:
        do(r.AcceptDraftLaw(pack=pack.id, version=pack.version, reason="To be ready"))
        told = {"entity": "harbour", "name": firm.name, "licence": firm.licence, "place": pack.default_place}
        do(r.SetEntity(**told, packs=(pack.id,)))
    page = ch.AddChannel(
        platform="facebook",
        slug="harbour",
        brand="harbour",
        native_account="1000000000001",
        secrets=("app-secret",),
        verify_token="verify-me",
    )
    channel = do(page).subject.id
    officer, approver, auditor, admin = (a_person(do, name, role) for name, role in PEOPLE)
    bench = Bench(register, clock, officer, approver, auditor, admin, channel)
    try:
        yield Regime(bench, pack)
    finally:
        register.close()
