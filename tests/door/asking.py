"""How the state machine asks: through the one door, and every refusal must leave the register as it was."""

from typing import Any

import sqlalchemy as sa

from register.domain.actors import CONSOLE, WORKER, Actor
from register.domain.codec import from_text
from register.domain.commands.letter import Writing
from register.domain.commands.register import ConfirmTime
from register.domain.errors import Refused
from register.domain.facts import FACTS
from register.domain.law.policy import Pack
from register.domain.subjects.case import Case
from register.domain.trail.entry import parse_entry
from register.domain.values import Id
from register.store import tables as t
from register.store.engine import reading_engine
from tests.build import AFCA_BLOCKS, DETAILS, PACK, Bench
from tests.door.promises import check_history, check_step

COUNTED = (t.entries, t.commands, t.sealed_values, t.documents, t.case_versions, t.unsealed, t.subjects)


class Asking:
    """A register under test: asks, looks at what came of it, and holds it to its promises."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.clock = bench, bench.clock
        self.cases: list[Id] = []
        self._engine = reading_engine(bench.register.settings.database_url)
        self.actors: dict[str, Actor] = {
            "officer": bench.officer,
            "approver": bench.approver,
            "auditor": bench.auditor,
            "admin": bench.admin,
            "worker": WORKER,
        }

    def ask(self, command: Any, who: str = "officer", **options: Any) -> Any:
        """Carry out a command; None when it is refused, and then nothing has changed."""
        touched = getattr(command, "case", None)
        before, value = self._counts(), None if touched is None else self.case(touched)
        try:
            outcome = self.bench.do(command, self.actors[who], **options)
        except Refused:
            assert self._counts() == before, "a refused command leaves nothing"
            return None
        if outcome.subject.kind == "case":
            if outcome.subject.id not in self.cases:
                self.cases.append(outcome.subject.id)
            now = self.case(outcome.subject.id)
            assert now is not None
            check_step(value, now)
        return outcome

    def wait(self, hours: int) -> None:
        """Let time go by; half a year of it without an entry would be doubted, which is another test's matter."""
        self.clock.step(hours=hours)
        self.bench.do(ConfirmTime(), CONSOLE)

    def case(self, case: Id) -> Case | None:
        """Return a case as it stands, whoever may see it."""
        s = t.subjects.c
        with self._engine.connect() as connection:
            text = connection.execute(sa.select(s.state).where(s.kind == "case", s.id == case)).scalar()
        return None if text is None else from_text(Case, text)

    def pack(self) -> Pack:
        """Return the pack in force."""
        return self.bench.register.policies.versions(PACK)[-1]

    def writing(self, case: Case, letter: str, decision: str | None, *, complete: bool) -> Writing:
        """Return a letter with everything the pack asks of it, or with nothing in it."""
        kind = self.pack().letter_types.get(letter)  # type: ignore[call-overload]  # looked up by any text
        decision = decision if kind is not None and kind.outcomes else None
        contact = next((k.id for k in reversed(case.contacts) if k.kind == "email"), None)
        if not complete or kind is None:
            return Writing(type=letter, language="en", via="email", decision=decision, contact=contact)
        spec = self.pack().letter(letter, case.classification.complaint_class or "standard", decision, {})
        fixed = dict(AFCA_BLOCKS)
        contacts = " ".join(value for _, value in DETAILS)
        return Writing(
            type=letter,
            language="en",
            via="email",
            decision=decision,
            ground="complexity" if letter == "delay-notification" else None,
            contact=contact,
            blocks=tuple((b.id, fixed.get(b.id, f"Words for {b.id}. {contacts}")) for b in spec.required),
            answers=tuple((point.id, "We looked into it.") for point in case.points),
            findings=(("The fee was due.", "Terms of 2025"),),
        )

    def close(self) -> None:
        """Hold everything to the trail at the end: chains, replay, rows, dates, approvals, history."""
        try:
            self.bench.register.sealer.seal()
            findings = self.bench.register.inspector.verify()
            assert findings.faults == ()
            for case in self.cases:
                check_history(self._facts(case))
        finally:
            self._engine.dispose()
            self.bench.register.close()

    def _facts(self, case: Id) -> list[Any]:
        e = t.entries.c
        query = sa.select(e.body).where(e.subject_kind == "case", e.subject_id == case).order_by(e.seq)
        with self._engine.connect() as connection:
            return [fact for body in connection.execute(query).scalars() for fact in parse_entry(body, FACTS).facts]

    def _counts(self) -> tuple[int, ...]:
        counts = (sa.select(sa.func.count()).select_from(table).scalar_subquery() for table in COUNTED)
        moved = sa.select(sa.func.sum(t.subjects.c.seq)).scalar_subquery()
        with self._engine.connect() as connection:
            return tuple(connection.execute(sa.select(*counts, moved)).one())
