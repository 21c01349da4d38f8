"""Background work: small jobs in one loop. Any number of workers may run; a lease lets one at a time do each job."""

import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

import structlog

from register.delivery import smtp
from register.delivery.mail import Mail, sender
from register.domain.actors import WORKER
from register.domain.commands.case import EscalateRisks, SweepDeadlines
from register.domain.commands.letter import QueueLetter, ReportDispatch, StartDispatch
from register.domain.decide.guarding import to_escalate
from register.domain.errors import Refused
from register.domain.inbound import derived_id
from register.domain.risks import horizons
from register.domain.values import Code, Id
from register.ids import new_id
from register.intake import Intake
from register.publishing.letters import render_letter
from register.publishing.suggesting import standard_in
from register.reader.firm import FirmFile
from register.reader.outbox import REMINDER, Reminder, Sending
from register.reader.work import CasePart
from register.wiring import Register
from reports.letters.labels import labels
from reports.letters.placeholders import fill

POLL_SECONDS: Final = 1.0
REST: Final = timedelta(minutes=5)
REMIND_AGAIN: Final = 3600.0
FOR_EVER: Final = 100 * 365 * 24 * 3600.0
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. ``seconds``: how long one item may take before another worker believes this one dead."""

    name: str
    seconds: float
    do: Callable[["Job"], int]


class Worker:
    """Does what waits: parses deliveries, queues and sends letters, records passed limits, reminds, seals."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._intake = Intake(register.registrar, register.reader, register.upkeep)
        self._holder = new_id()
        self._resting: dict[Id, datetime] = {}
        self._stop = threading.Event()
        self._log = structlog.get_logger("register.worker")
        self._jobs = (
            Job("parse", 60, self._parse),
            Job("queue", 120, self._queue),
            Job("send", 600, self._send),
            Job("sweep", 60, self._sweep),
            Job("escalate", 60, self._escalate),
            Job("remind", 600, self._remind),
            Job("seal", 60, self._seal),
        )

    def run_once(self) -> dict[str, int]:
        """Do each job once and return how much each got done; a failing one does not stop the others."""
        return {job.name: self._run(job) for job in self._jobs}

    def run_forever(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set, resting when nothing is left to do; the item in hand is finished first."""
        self._stop = stop
        while not stop.is_set():
            if not any(self.run_once().values()):
                stop.wait(POLL_SECONDS)

    # ---------------------------------------------------------------- how a job is run

    def _run(self, job: Job) -> int:
        try:
            if not self._leased(job):
                return 0
            try:
                done = job.do(job)
            finally:
                self._register.upkeep.release(job.name, self._holder)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs go on
            self._failed(job, error)
            return 0
        if done:
            self._log.info("job-done", job=job.name, done=done)
        return done

    def _leased(self, job: Job) -> bool:
        return self._register.upkeep.lease(job.name, self._holder, job.seconds)

    def _each(self, job: Job, items: Iterable[tuple[Id, Item]], do: Callable[[Item], object]) -> int:
        """Do each item under a renewed lease; return how many went well. One that fails has to rest."""
        done = 0
        for name, item in items:
            if self._resting.get(name, self._register.clock()) > self._register.clock():
                continue
            if self._stop.is_set() or not self._leased(job):
                break
            try:
                do(item)
                done += 1
            except Exception as error:  # noqa: BLE001 - one broken item must not take the others with it
                self._failed(job, error)
                self._resting[name] = self._register.clock() + REST
        return done

    def _failed(self, job: Job, error: Exception) -> None:
        """Log what failed and where. The words of an error may quote personal data, so they stay out."""
        if isinstance(error, Refused):
            self._log.warning("refused", job=job.name, codes=[problem.code for problem in error.problems])
            return
        frames = traceback.extract_tb(error.__traceback__)
        trace = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        self._log.error("job-failed", job=job.name, error=type(error).__qualname__, trace=trace)

    def _do(self, command: Any, command_id: str | None = None) -> Any:  # noqa: ANN401 - any command, its outcome
        return self._register.registrar.carry_out(command, WORKER, command_id)

    # ---------------------------------------------------------------- the jobs

    def _parse(self, job: Job) -> int:
        waiting = self._register.reader.work.deliveries()
        return self._each(job, ((raw.id, raw) for raw in waiting), self._intake.take)

    def _queue(self, job: Job) -> int:
        return self._each(job, _named(self._register.reader.work.letters_to_queue()), self._queue_letter)

    def _queue_letter(self, letter: CasePart) -> None:
        """Render and queue; the version seen first makes sure that what was rendered is what was approved."""
        seen = self._register.reader.cases.open(WORKER, letter.case).version
        document = render_letter(self._register, letter.case, letter.part)
        command = QueueLetter(case=letter.case, letter=letter.part, document=document)
        self._register.registrar.carry_out(command, WORKER, expected_version=seen)

    def _send(self, job: Job) -> int:
        """Only the lease's holder sends, so whatever stands as being sent now was interrupted."""
        work = self._register.reader.work
        interrupted = self._each(job, _named(work.dispatches_interrupted()), self._doubt)
        return interrupted + self._each(job, _named(work.dispatches_due(self._register.clock())), self._dispatch)

    def _doubt(self, going: CasePart) -> None:
        self._do(ReportDispatch(case=going.case, dispatch=going.part, result="in-doubt", reason="interrupted"))

    def _dispatch(self, going: CasePart) -> None:
        """Send one letter. The attempt is committed before the first byte, and everything it needs is ready by then."""
        sending = self._register.reader.outbox.sending(going.case, going.part)
        if sending is None:
            return
        mail = self._mail(sending)
        self._do(StartDispatch(case=going.case, dispatch=going.part))
        verdict = smtp.send(mail, smtp.relay_of(self._register.settings))
        self._do(ReportDispatch(case=going.case, dispatch=going.part, result=verdict.result, reason=verdict.reason))

    def _mail(self, sending: Sending) -> Mail:
        settings, firm = self._register.settings, self._register.reader.firm.now()
        subject, said = self._subject(sending), labels(sending.language)
        lines = (
            subject,
            fill(said.reference, {"reference": sending.reference}),
            said.attached,
            firm.brand_name(sending.brand),
        )
        return Mail(
            id=sending.dispatch,
            origin=settings.origin,
            at=self._register.clock(),
            sender=sender(firm.brand_name(sending.brand), settings.mail_from),
            recipient=sending.address or "",
            subject=f"{subject} ({sending.reference})",
            text="\n\n".join(lines) + "\n",
            document=sending.document,
            file_name=f"{sending.reference}.pdf",
        )

    def _subject(self, sending: Sending) -> str:
        pack = self._register.policies.pack(sending.pack, sending.version)
        known = standard_in(pack, sending.language).letters.get(Code(sending.letter_type))
        return known.subject if known else sending.reference

    def _sweep(self, job: Job) -> int:
        passed: dict[Id, list[Id]] = {}
        for part in self._register.reader.work.limits_passed(self._register.clock()):
            passed.setdefault(part.case, []).append(part.part)
        return self._each(job, ((case, (case, limits)) for case, limits in passed.items()), self._sweep_case)

    def _sweep_case(self, passed: tuple[Id, list[Id]]) -> None:
        case, deadlines = passed
        self._do(SweepDeadlines(case=case), derived_id("sweep", *sorted(deadlines)))

    def _escalate(self, job: Job) -> int:
        """Tell a manager of what the packs escalate, as early as each asks for."""
        now, policies = self._register.clock(), self._register.policies
        near = self._register.reader.guard.untold(horizons(policies.packs.values(), now, escalated=True))
        packs = {case.id: tuple(policies.pack(held.pack, held.version) for held in case.packs) for case in near}
        waiting = [case.id for case in near if to_escalate(case, packs[case.id], now)]
        return self._each(job, ((case, case) for case in waiting), self._escalate_case)

    def _escalate_case(self, case: Id) -> None:
        self._do(EscalateRisks(case=case))

    def _remind(self, job: Job) -> int:
        firm, now = self._register.reader.firm.now(), self._register.clock()
        due = [
            (reminder.task, reminder)
            for reminder in self._register.reader.outbox.reminders(now)
            if reminder.remind_on <= now.astimezone(_zone(firm, reminder)).date()
        ]
        return self._each(job, due, self._remind_officer)

    def _remind_officer(self, reminder: Reminder) -> None:
        """Remind once: a lease that is never given back says so, and a short one when the relay was not ready."""
        settings, upkeep, mark = self._register.settings, self._register.upkeep, f"{REMINDER}{reminder.task}"
        if not upkeep.lease(mark, reminder.task, REMIND_AGAIN):
            return
        mail = Mail(
            id=reminder.task,
            origin=settings.origin,
            at=self._register.clock(),
            sender=sender("", settings.mail_from),
            recipient=reminder.address or "",
            subject=f"{reminder.reference}: {reminder.kind}",
            text=f"{reminder.remind_on.isoformat()}: {reminder.kind} ({reminder.waiting_on})\n"
            f"{settings.base_url}/cases/{reminder.reference}\n",
        )
        verdict = smtp.send(mail, smtp.relay_of(settings))
        if verdict.result != "later":
            upkeep.lease(mark, reminder.task, FOR_EVER)
        self._log.info("reminded", case=reminder.case, result=verdict.result)

    def _seal(self, job: Job) -> int:
        if not self._register.reader.work.unsealed():
            return 0
        self._register.sealer.seal()
        return 1


def _named(parts: Iterable[CasePart]) -> Iterator[tuple[Id, CasePart]]:
    return ((part.part, part) for part in parts)


def _zone(firm: FirmFile, reminder: Reminder) -> ZoneInfo:
    return ZoneInfo(firm.firm.entity(reminder.entity).zone)
