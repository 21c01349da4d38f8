"""Cases: found, opened, read; with the proof of each deadline and every entry."""

from functools import partial
from typing import Any

from marshmallow import fields

from register.api.at_risk import guarded
from register.api.blueprint import Blueprint
from register.api.context import note_reading, reading, the_register
from register.api.dates import Dates, DeadlineAnswer, MissingDates
from register.api.entries import entry_shown, texts_of
from register.api.pagination import page_answer, part_of
from register.api.steps import CREATED, OK, Answer, answer, carry_out, etag, for_command
from register.domain.commands import case as c
from register.domain.commands.base import Command
from register.domain.obligations.scope import OpenQuestion, answered
from register.domain.subjects.breach import Breach
from register.domain.subjects.case import Case
from register.reader.cases import CaseFile, CaseLine, QueueView
from register.schemas import answers
from register.schemas.cases import Opening, OpeningAndClosing
from register.schemas.delays import RiskNow
from register.schemas.house import CaseQuery, Paging
from register.schemas.shown import bare, opened, shown, with_more

cases = Blueprint("cases", "Complaints under the regulator's limits")

BreachAnswer = with_more(
    shown(Breach),
    "BreachOfLimit",
    pack=fields.String,
    rule=fields.String,
    duty=fields.String,
    round=fields.Integer,
    due_at=partial(fields.String, metadata={"format": "date-time"}),
)
CaseFileAnswer = with_more(
    shown(Case),
    "CaseFile",
    version=fields.Integer,
    breaches=partial(fields.List, fields.Nested(BreachAnswer)),
    class_confirmed=fields.Boolean,
    risks=partial(fields.List, fields.Nested(RiskNow)),
    offers=partial(fields.List, fields.String()),
    missing_dates=MissingDates,
    open_questions=partial(fields.List, fields.Nested(shown(OpenQuestion))),
)


@cases.route("/cases")
@cases.arguments(CaseQuery, location="query")
@cases.response(200, answers.page_of(shown(CaseLine), "Cases"))
def queue(said: dict[str, Any]) -> dict[str, Any]:
    """List cases by their next legal date; with ``q`` alone those of any status that have its words, newest first."""
    actor, reader = reading("cases:read"), the_register().reader.cases
    words, paging = said.get("q", ""), {"cursor": said.get("cursor"), "limit": said["limit"]}
    if words:
        note_reading("search")
    if words and not {"status", "assignee"} & said.keys():
        return page_answer(reader.search(actor, words, **paging), bare)
    view = QueueView(said.get("status", "open"), said.get("assignee"), words)
    return page_answer(reader.queue(actor, view, **paging), bare)


@for_command(c.OpenCase)
@cases.arguments(Opening)
@cases.response(201, answers.OpenedCase)
def open_case(said: c.OpenCase) -> Answer:
    """Log a complaint by hand."""
    return opened_by(said)


@for_command(c.LogAndClose)
@cases.arguments(OpeningAndClosing)
@cases.response(201, answers.OpenedCase)
def log_and_close(said: c.LogAndClose) -> Answer:
    """Log a complaint that was resolved at once, and close it."""
    return opened_by(said)


cases.route("/cases", methods=["POST"])(open_case)
cases.route("/cases/log-and-close", methods=["POST"])(log_and_close)


def opened_by(command: Command) -> Answer:
    """Carry out a command that makes a case, and tell its reference."""
    outcome = carry_out(command)
    return answer(outcome, CREATED, reference=outcome.reference)


@cases.route("/cases/<reference:ref>")
@cases.response(200, CaseFileAnswer)
def show(ref: str) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read one case, letters and people included.

    Until its class is confirmed, its dates are provisional: those of the class that its words call for, if any.
    A possible breach names the limit that passed: ``round`` is the how-many-eth time its duty runs (0: it runs once),
    ``due_at`` the first moment too late.
    """
    file = case_file(ref)
    known: dict[str, Any] = {"version": file.version, "class_confirmed": file.case.held_class is not None}
    packs = [the_register().policies.pack(choice.pack, choice.version) for choice in file.case.packs]
    known["open_questions"] = [bare(one) for one in answered(file.case, packs)]
    known["missing_dates"] = Dates(file).missing()
    known["breaches"] = [_breach(file, breach) for breach in file.case.breaches]
    return {**opened(file.case, file.plain), **guarded(file.case), **known}, OK, etag(file.version)


def _breach(file: CaseFile, breach: Breach) -> dict[str, Any]:
    limit = file.case.limit_behind(breach)
    named = {"pack": limit.pack, "rule": limit.due.rule, "duty": limit.due.duty, "round": limit.round}
    return {**opened(breach, file.plain), **named, "due_at": bare(limit.due.due_at)}


@cases.route("/cases/<reference:ref>/deadlines")
@cases.arguments(Paging, location="query")
@cases.response(200, answers.page_of(DeadlineAnswer, "Deadlines"))
def deadlines(said: dict[str, Any], ref: str) -> dict[str, Any]:
    """List a case's deadlines, each with the whole proof of its date; replaced ones too.

    Only a ``legal`` one is a date of the law: never one whose source is unconfirmed, nor the firm's own target, nor one
    of a ``draft``, whose law is not made yet. A
    ``provisional`` one lies past ``announced_year`` or rests on the holidays under ``estimated``: it may still move.
    ``why`` says the proof in words, ``days`` day by day, ``aloud`` in one sentence for a customer. Of several dates of
    which the same act keeps one, ``alternative_of`` names the strictest. One that is not ``claimed`` is of a complaint
    that was received before its pack took force; ``source``: where a date that was carried over stands elsewhere.
    """
    dates = Dates(case_file(ref))
    return page_answer(part_of(dates.pairs, said), lambda pair: dates.shown(*pair))


@cases.route("/cases/<reference:ref>/entries")
@cases.arguments(Paging, location="query")
@cases.response(200, answers.page_of(answers.CaseEntry, "CaseEntries"))
def entries(said: dict[str, Any], ref: str) -> dict[str, Any]:
    """List everything that happened to a case, the first entry first."""
    file = case_file(ref)
    return page_answer(
        part_of(file.entries, said), lambda entry: {**entry_shown(entry), "texts": texts_of(entry, file.plain)}
    )


def case_file(ref: str) -> CaseFile:
    """Return a case for who asks, after noting that they read it; raises ``Unknown``, ``Forbidden``."""
    actor, reader = reading("cases:read"), the_register().reader.cases
    file = reader.open(actor, reader.find(actor, ref))
    note_reading("case", ("case", file.case.id))
    return file
