"""Decisions about the daily work on a case: notes, files, tasks, receipt, flags."""

from datetime import datetime

from register.domain.commands import case as c
from register.domain.decide.closure import reopen_if_late
from register.domain.decide.colleagues import handler
from register.domain.decide.limits import record_passed, set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_person import check_second_person, proposers
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.versions import check_versions, follow_receipt
from register.domain.display import blank
from register.domain.errors import Illegal, Problem
from register.domain.facts import case as f
from register.domain.files import fault
from register.domain.sealed import kind_of_text
from register.domain.subjects.case import ReceiptProposal
from register.domain.subjects.daily_work import SystemicFlag, Task
from register.domain.subjects.deadline import MOVED
from register.domain.subjects.unapproved import RECEIPT
from register.domain.values import Code
from register.domain.vocabulary import LISTS

LARGEST_FILE = 25 * 1024 * 1024
LONGEST_FILE_NAME = 500
BYTES = Code("application/octet-stream")


def add_note(command: c.AddNote, situation: Situation) -> Facts:
    """Add an internal comment."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.words(command.text, "text")
    checks.settle()
    text = situation.mint.seal(command.text, kind_of_text(command.privileged))
    note = f.NoteAdded(situation.mint.id("note"), text, command.privileged)
    unfolding.add(note)
    return unfolding.result()


def attach_file(command: c.AttachFile, situation: Situation) -> Facts:
    """Keep a file as evidence: not empty, at most 25 MB."""
    unfolding, checks, file = Unfolding.of(command.case, situation), Checks(), command.file
    checks.words(file.name, "file.name")
    checks.require(file.content, "empty-file", "file")
    checks.require(len(file.content) <= LARGEST_FILE, "file-too-large", "file", largest=LARGEST_FILE)
    if wrong := fault(file.name, file.content):
        checks.require(False, wrong, "file")
    checks.short(file.name, "file.name", LONGEST_FILE_NAME)
    # A media type may come with parameters (RFC 9110, 8.3.1), which say nothing of what the file is.
    media_type = file.media_type.partition(";")[0].strip()
    checks.code(media_type, "file.media_type")
    checks.settle()
    mint = situation.mint
    attached = f.FileAttached(
        mint.id("file"),
        mint.seal(file.name, kind_of_text(command.privileged)),
        mint.seal_bytes(file.content, "file"),
        _media_type(media_type),
        len(file.content),
        command.privileged,
    )
    unfolding.add(attached)
    return unfolding.result()


def _media_type(declared: str) -> Code:
    """Return the declared type where it is a known one: a sender's own word for it stays out of the trail."""
    kind = declared.lower()
    return Code(kind) if kind in LISTS["media-type"] else BYTES


def open_task(command: c.OpenTask, situation: Situation) -> Facts:
    """Wait for something; no deadline moves."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    kind, waiting_on = checks.code(command.kind, "kind"), checks.code(command.waiting_on, "waiting_on")
    checks.words(command.text, "text")
    checks.settle()
    if kind is not None and waiting_on is not None:
        text = situation.mint.seal(command.text)
        unfolding.add(f.TaskOpened(Task(situation.mint.id("task"), kind, waiting_on, text, command.remind_on)))
    return unfolding.result()


def finish_task(command: c.FinishTask, situation: Situation) -> Facts:
    """Record that what the case waited for has come."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    task = next((t for t in unfolding.case.tasks if t.id == command.task), None)
    checks.require(task is not None, "no-such-task", "task")
    checks.require(task is None or task.done_at is None, "already-done", "task")
    checks.settle()
    unfolding.add(f.TaskDone(command.task, situation.now))
    return unfolding.result()


def flag_systemic(command: c.FlagSystemic, situation: Situation) -> Facts:
    """Flag a possible systemic issue with its owner, or withdraw the flag."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    if command.owner is None:
        unfolding.add(f.SystemicFlagged(None))
        return unfolding.result()
    handler(command.owner, unfolding.case, situation, checks, "owner")
    checks.require(command.example, "required", "example")
    checks.listed(command.example, unfolding.packs[0], "systemic-example", "example")
    checks.settle()
    unfolding.add(f.SystemicFlagged(SystemicFlag(command.owner, Code(command.example), situation.now)))
    return unfolding.result()


def correct_receipt(command: c.CorrectReceipt, situation: Situation) -> Facts:
    """Move the legal receipt: earlier at once; later only as a proposal with evidence, for a second person."""
    unfolding, checks, case = Unfolding.of(command.case, situation), Checks(), situation.case(command.case)
    checks.words(command.reason, "reason")
    timely = checks.not_after(command.received_at, situation.now, "received_at")
    later = timely and command.received_at > case.origin.received_at
    checks.require(not later or command.received_at <= case.logged_at, "after-logging", "received_at")
    checks.require(not timely or command.received_at != case.origin.received_at, "nothing-changes", "received_at")
    checks.require(not later or not blank(command.evidence), "evidence-needed", "evidence")
    if timely:
        check_versions(unfolding, command.received_at, checks, before_first_version=command.before_first_version)
        early = any(date.due_at <= command.received_at for date in case.carried_dates)
        checks.require(not early, "carried-date-before-receipt", "received_at")
    checks.settle()
    if later:
        evidence = situation.mint.seal(f"{command.reason}\n{command.evidence}")
        proposal = ReceiptProposal(
            situation.mint.id("proposal"),
            command.received_at,
            evidence,
            situation.actor.name,
            situation.now,
            proposers(unfolding, RECEIPT, case.receipt_proposal),
        )
        unfolding.add(f.ReceiptProposed(proposal))
    else:
        _move_receipt(unfolding, command.received_at, command.reason)
    return unfolding.result()


def settle_receipt(command: c.SettleReceipt, situation: Situation) -> Facts:
    """Approve or refuse a proposed later receipt: never the proposer."""
    unfolding = Unfolding.of(command.case, situation)
    proposal = unfolding.case.receipt_proposal
    if proposal is None or proposal.id != command.proposal:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    check_second_person(situation, proposal, "proposal")
    if command.approve:
        record_passed(unfolding)
        unfolding.add(f.ReceiptCorrected(proposal.received_at, proposal.evidence, proposal.evidence))
        follow_receipt(unfolding)
        set_limits(unfolding, MOVED)
    else:
        unfolding.add(f.ReceiptProposed(None))
    return unfolding.result()


def _move_receipt(unfolding: Unfolding, received_at: datetime, reason: str) -> None:
    record_passed(unfolding)
    unfolding.add(f.ReceiptCorrected(received_at, unfolding.situation.mint.seal(reason)))
    follow_receipt(unfolding)
    set_limits(unfolding, MOVED)
    reopen_if_late(unfolding)


DECISIONS: Decisions = {
    c.AddNote: add_note,
    c.AttachFile: attach_file,
    c.OpenTask: open_task,
    c.FinishTask: finish_task,
    c.FlagSystemic: flag_systemic,
    c.CorrectReceipt: correct_receipt,
    c.SettleReceipt: settle_receipt,
}
