"""Arbitrary commands in arbitrary order, by anybody, at any time: the promises of the register hold all the same."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Id
from register.ids import new_id
from tests.build import Bench, a_message, a_no_test, a_post, a_yes_test, an_opening
from tests.door.asking import Asking
from tests.door.chances import (
    BASES,
    CLASSES,
    GROUNDS,
    KNOWN,
    LETTERS,
    RESULTS,
    amounts,
    approving,
    hours,
    often,
    people,
    which,
)
from tests.door.guarding import Guarding
from tests.kept import Kept
from tests.postgres import Cluster


class Commands(Guarding):
    """One register and everything people and machines may ask of it, sense and nonsense."""

    make: Callable[[], Bench]

    @initialize(complaint_class=st.sampled_from(CLASSES[:-1]))
    def start(self, complaint_class: str) -> None:
        self.on = Asking(type(self).make())
        self.posts = itertools.count(100)
        self.open(complaint_class, KNOWN[0], 1, "officer")

    def teardown(self) -> None:
        if hasattr(self, "on"):
            self.on.close()

    # ------------------------------------------------------------------------------------ time and machines

    @rule(hours=st.sampled_from((1, 23, 24, 25, 24 * 5, 24 * 8, 24 * 21, 24 * 31, 24 * 60)))
    def wait(self, hours: int) -> None:
        self.on.wait(hours)

    @rule(number=which, who=st.sampled_from(("worker", "worker", "worker", "officer")))
    def sweep(self, number: int, who: str) -> None:
        self.on.ask(c.SweepDeadlines(case=self._case(number).id), who)

    @rule()
    def seal(self) -> None:
        self.on.bench.register.sealer.seal()

    # ------------------------------------------------------------------------------------ opening

    @precondition(lambda self: len(self.on.cases) < 4)
    @rule(complaint_class=st.sampled_from((*CLASSES, None)), known=st.sampled_from(KNOWN), ago=hours, who=people)
    def open(self, complaint_class: str | None, known: Any, ago: int, who: str) -> None:
        told = c.Classifying(complaint_class=complaint_class, known=known)
        received = self.on.clock() - timedelta(hours=ago)
        self.on.ask(an_opening(self.on.bench, classifying=told, received_at=received), who)

    @precondition(lambda self: len(self.on.cases) < 4)
    @rule(yes=often, who=people)
    def register_message(self, yes: bool, who: str) -> None:
        message = a_message(self.on.bench, a_post(self.on.bench, native_id=f"1_{next(self.posts)}"))
        test = a_yes_test() if yes else a_no_test()
        self.on.ask(an_opening(self.on.bench, message=message, channel="social-media", test=test), who)

    @precondition(lambda self: len(self.on.cases) < 4)
    @rule(ago=st.sampled_from((1, 30, 24 * 9)), basis=st.sampled_from(BASES), amount=amounts)
    def log_and_close(self, ago: int, basis: str, amount: str | None) -> None:
        opening = an_opening(self.on.bench, received_at=self.on.clock() - timedelta(hours=ago))
        remedies = (c.RemedyPromise("apology", amount, done=True),)
        self.on.ask(
            c.LogAndClose(opening=opening, acknowledged_by="phone", closing=self._closing(basis), remedies=remedies)
        )

    # ------------------------------------------------------------------------------------ working

    @rule(
        number=which,
        complaint_class=st.sampled_from(CLASSES),
        known=st.sampled_from(KNOWN),
        reason=often,
        who=people,
    )
    def classify(self, number: int, complaint_class: str, known: Any, reason: bool, who: str) -> None:
        told = c.Classifying(complaint_class=complaint_class, known=known)
        words = "Read again" if reason else ""
        self.on.ask(c.ClassifyCase(case=self._case(number).id, classifying=told, reason=words), who)

    @rule(number=which, approve=often, who=approving)
    def settle_classification(self, number: int, approve: bool, who: str) -> None:
        case = self._case(number)
        proposal = Id(new_id()) if case.classification_proposal is None else case.classification_proposal.id
        self.on.ask(c.SettleClassification(case=case.id, proposal=proposal, approve=approve), who)

    @rule(number=which, ago=hours, method=st.sampled_from(("phone", "private-reply", "pigeon")), who=people)
    def acknowledge(self, number: int, ago: int, method: str, who: str) -> None:
        at = self.on.clock() - timedelta(hours=ago)
        self.on.ask(c.AcknowledgeCase(case=self._case(number).id, method=method, evidence="Call 7", at=at), who)

    @rule(number=which, hours=st.sampled_from((-24 * 30, -24, -1, 0, 1, 24, 24 * 30)), evidence=often, who=people)
    def correct_receipt(self, number: int, hours: int, evidence: bool, who: str) -> None:
        case = self._case(number)
        received = case.origin.received_at + timedelta(hours=hours)
        told = "the platform's stamp" if evidence else ""
        self.on.ask(c.CorrectReceipt(case=case.id, received_at=received, reason="misread", evidence=told), who)

    @rule(number=which, approve=often, who=approving)
    def settle_receipt(self, number: int, approve: bool, who: str) -> None:
        case = self._case(number)
        proposal = Id(new_id()) if case.receipt_proposal is None else case.receipt_proposal.id
        self.on.ask(c.SettleReceipt(case=case.id, proposal=proposal, approve=approve), who)

    @rule(number=which, kind=st.sampled_from(("email", "phone", "fax")), of=st.sampled_from(("complainant", "nobody")))
    def record_contact(self, number: int, kind: str, of: str) -> None:
        value = {"email": "pat@customer.example", "phone": "+61 2 5550 0001"}.get(kind, "x")
        contact = c.ContactDetail(kind, value, "phone-call", of=of)
        self.on.ask(c.RecordContact(case=self._case(number).id, contact=contact))

    @rule(number=which, kind=st.sampled_from(("legal", "", "pet")), exception=st.booleans())
    def record_representative(self, number: int, kind: str, exception: bool) -> None:
        told = {"name": "Lee Example", "authority": "signed form", "authority_at": self.on.clock()} if kind else {}
        chosen = next(iter(self.on.pack().codes["direct-contact-exception"].entries)) if exception and kind else None  # type: ignore[index]  # by text
        self.on.ask(c.RecordRepresentative(case=self._case(number).id, kind=kind, exception=chosen, **told))  # type: ignore[arg-type]  # one dict of several types

    @rule(number=which, text=st.sampled_from(("And the fee again", "", "\x00\ud800")), who=people)
    def raise_point(self, number: int, text: str, who: str) -> None:
        self.on.ask(c.RaisePoint(case=self._case(number).id, text=text.encode("utf-8", "replace").decode()), who)

    @rule(number=which, finish=st.booleans(), who=people)
    def task(self, number: int, finish: bool, who: str) -> None:
        case = self._case(number)
        opening = c.OpenTask(case=case.id, kind="information", waiting_on="complainant", text="the statement")
        self.on.ask(c.FinishTask(case=case.id, task=self._pick(case.tasks, number)) if finish else opening, who)

    @rule(number=which, override=st.booleans(), who=people)
    def conflict(self, number: int, override: bool, who: str) -> None:
        case, account = self._case(number).id, Id(str(self.on.bench.officer.account))
        linking = c.LinkAccount(case=case, account=account, reason="relative")
        self.on.ask(c.OverrideConflict(case=case, account=account, reason="small firm") if override else linking, who)

    @rule(number=which, result=st.sampled_from(("breach", "no-breach", "perhaps")), who=approving)
    def assess(self, number: int, result: str, who: str) -> None:
        case = self._case(number)
        breach = self._pick(case.breaches, number)
        self.on.ask(c.AssessBreach(case=case.id, breach=breach, result=result, reasons="looked into"), who)

    # ------------------------------------------------------------------------------------ letters

    @rule(
        number=which,
        letter=st.sampled_from(LETTERS),
        decision=st.sampled_from(("accepted", "rejected", "perhaps")),
        complete=often,
        again=st.booleans(),
    )
    def draft(self, number: int, letter: str, decision: str, complete: bool, again: bool) -> None:
        case = self._case(number)
        if decision == "perhaps":
            complete = False
        writing = self.on.writing(case, letter, decision, complete=complete)
        old = case.letters[-1].id if again and case.letters else None
        self.on.ask(le.DraftLetter(case=case.id, writing=writing, letter=old))

    @rule(number=which, newest=often, who=people)
    def submit(self, number: int, newest: bool, who: str) -> None:
        case = self._case(number)
        self.on.ask(le.SubmitLetter(case=case.id, letter=self._pick(case.letters, -1 if newest else number)), who)

    @rule(number=which, right=often, who=approving)
    def approve(self, number: int, right: bool, who: str) -> None:
        case = self._case(number)
        content = case.letters[-1].content_hash if right and case.letters else "0" * 64
        self.on.ask(le.ApproveLetter(case=case.id, letter=self._pick(case.letters, -1), content=content), who)

    @rule(number=which, void=st.booleans(), who=approving)
    def put_back(self, number: int, void: bool, who: str) -> None:
        case = self._case(number)
        letter = self._pick(case.letters, number)
        returned = le.ReturnLetter(case=case.id, letter=letter, reason="again, please")
        self.on.ask(le.VoidLetter(case=case.id, letter=letter) if void else returned, who)

    @rule(number=which, method=st.sampled_from(("post", "phone", "pigeon")), ago=st.integers(-1, 3), who=people)
    def give(self, number: int, method: str, ago: int, who: str) -> None:
        case, at = self._case(number), self.on.clock() - timedelta(hours=ago)
        letter = self._pick(case.letters, -1)
        self.on.ask(le.GiveLetter(case=case.id, letter=letter, method=method, evidence="receipt", at=at), who)

    @rule(number=which, step=st.sampled_from(("queue", "start", "report", "resolve")), result=st.sampled_from(RESULTS))
    def dispatch(self, number: int, step: str, result: str) -> None:
        case = self._case(number)
        letter, sending = self._pick(case.letters, -1), self._pick(case.dispatches, -1)
        steps: dict[str, Any] = {
            "queue": le.QueueLetter(case=case.id, letter=letter, document=b"%PDF-1.7"),
            "start": le.StartDispatch(case=case.id, dispatch=sending),
            "report": le.ReportDispatch(case=case.id, dispatch=sending, result=result),
            "resolve": le.ResolveDoubt(case=case.id, dispatch=sending, accepted=result == "accepted", evidence="seen"),
        }
        self.on.ask(steps[step], "officer" if step == "resolve" else "worker")

    @rule(
        number=which,
        letter=st.sampled_from(LETTERS[:-1]),
        decision=st.sampled_from(("accepted", "rejected")),
        result=st.sampled_from(RESULTS),
    )
    def answer(self, number: int, letter: str, decision: str, result: str) -> None:
        """Go the whole way of a letter, from the first word to what the other side says."""
        case = self._case(number)
        if letter == "delay-notification":
            self.state_ground(number, GROUNDS[0], "officer")
        writing = self.on.writing(case, letter, decision, complete=True)
        drafted = self.on.ask(le.DraftLetter(case=case.id, writing=writing))
        if drafted is None or self.on.ask(le.SubmitLetter(case=case.id, letter=drafted.made["letter"])) is None:
            return
        self.approve(number, right=True, who="approver")
        for step in ("queue", "start"):
            self.dispatch(number, step, result)
        if result == "bounced":
            self.dispatch(number, "report", "accepted")
        self.dispatch(number, "report", result)

    # ------------------------------------------------------------------------------------ closing

    def _closing(self, basis: str) -> c.Closing:
        attempts = (self.on.clock() - timedelta(hours=1),)
        said = c.Withdrawing("complainant", self.on.clock(), "phone")
        return c.Closing("resolved", basis, "process", "thank you", "a note of the call", "never mind", attempts, said)

    @rule(number=which, basis=st.sampled_from(BASES), amount=amounts, who=people)
    def close(self, number: int, basis: str, amount: str | None, who: str) -> None:
        remedies = () if amount is None else (c.RemedyPromise("goodwill-payment", amount, DAY),)
        closing = self._closing(basis)
        self.on.ask(c.CloseCase(case=self._case(number).id, closing=closing, remedies=remedies), who)

    @rule(number=which, approve=often, right=often, who=approving)
    def settle_closure(self, number: int, approve: bool, right: bool, who: str) -> None:
        case = self._case(number)
        proposal = case.closure_proposal
        asked = (Id(new_id()), "0" * 64) if proposal is None or not right else (proposal.id, proposal.content)
        self.on.ask(c.SettleClosure(case=case.id, proposal=asked[0], content=asked[1], approve=approve), who)

    @rule(number=which, who=people)
    def reopen(self, number: int, who: str) -> None:
        self.on.ask(c.ReopenCase(case=self._case(number).id, reason="new facts"), who)

    @rule(number=which, finish=st.booleans(), amount=amounts, who=people)
    def remedy(self, number: int, finish: bool, amount: str | None, who: str) -> None:
        case = self._case(number)
        promise = c.PromiseRemedy(case=case.id, remedy=c.RemedyPromise("goodwill-payment", amount, DAY))
        finishing = c.FinishRemedy(case=case.id, remedy=self._pick(case.remedies, number), paid=amount)
        self.on.ask(finishing if finish else promise, who)


HEALTH = list(HealthCheck)
DAY = date(2026, 12, 31)


@pytest.mark.long
def test_anything_may_be_asked_of_a_register_on_sqlite(lived_sqlite: Kept, tmp_path: Path) -> None:
    numbers = itertools.count()
    machine: Any = type(
        "OnSqlite", (Commands,), {"make": lambda: lived_sqlite.on_sqlite(tmp_path / str(next(numbers)))}
    )
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=HEALTH)
    )


@pytest.mark.postgresql
def test_anything_may_be_asked_of_a_register_on_postgresql(
    lived_postgresql: Kept, cluster: Cluster, tmp_path: Path
) -> None:
    numbers = itertools.count()
    machine: Any = type(
        "OnPostgresql",
        (Commands,),
        {"make": lambda: lived_postgresql.on_postgresql(cluster, tmp_path / str(next(numbers)))},
    )
    run_state_machine_as_test(
        machine, settings=settings(max_examples=6, stateful_step_count=30, deadline=None, suppress_health_check=HEALTH)
    )
