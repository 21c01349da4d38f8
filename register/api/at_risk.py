"""What is at risk of missing a limit, by the rules of the packs."""

from typing import Any

from register.api.blueprint import Blueprint
from register.api.context import reading, the_register
from register.api.pagination import page_answer
from register.domain.law.policy import Pack
from register.domain.obligations.delays import offers_of, risks_of
from register.domain.obligations.risks import AtRisk, horizons
from register.domain.subjects.case import Case
from register.reader.inbox import MessageFile
from register.reader.pagination import Page
from register.schemas import answers
from register.schemas.delays import CaseAtRisk, HandOffBehind, Unassessed, Unclassified
from register.schemas.house import Paging
from register.schemas.shown import bare
from register.wording.dates.gaps import risk_words
from register.wording.dates.manner import PLAINLY

risks = Blueprint("guard", "What is at risk, and what may be done about it")


@risks.route("/at-risk")
@risks.arguments(Paging, location="query")
@risks.response(200, answers.page_of(CaseAtRisk, "CasesAtRisk"))
def at_risk(said: dict[str, Any]) -> dict[str, Any]:
    """List open cases at risk, the most pressing first; a page may hold fewer than its limit, or none."""
    actor, register = reading("cases:read"), the_register()
    near = horizons(register.policies.packs.values(), register.clock())
    page = register.reader.guard.near(actor, near, cursor=said.get("cursor"), limit=said["limit"])
    shown = [(case, guarded(case)) for case in page.items]
    return page_answer(Page([pair for pair in shown if pair[1]["risks"]], page.next), lambda pair: _line(*pair))


@risks.route("/at-risk/unclassified")
@risks.arguments(Paging, location="query")
@risks.response(200, answers.page_of(Unclassified, "CasesUnclassified"))
def unclassified(said: dict[str, Any]) -> dict[str, Any]:
    """List open cases that nobody classified in time, the longest overdue first."""
    actor, register = reading("cases:read"), the_register()
    page = register.reader.overdue.unclassified(actor, register.clock(), **_asked(said))
    return page_answer(page, lambda line: {**bare(line), "id": line.case})


@risks.route("/at-risk/hand-offs")
@risks.arguments(Paging, location="query")
@risks.response(200, answers.page_of(HandOffBehind, "HandOffsBehind"))
def hand_offs(said: dict[str, Any]) -> dict[str, Any]:
    """List what was handed off and nobody took, or nobody answered within its own limit, by its date."""
    actor, register = reading("cases:read"), the_register()
    return page_answer(register.reader.inbox.behind(actor, register.clock(), **_asked(said)), _behind)


@risks.route("/at-risk/possible-breaches")
@risks.arguments(Paging, location="query")
@risks.response(200, answers.page_of(Unassessed, "BreachesUnassessed"))
def unassessed(said: dict[str, Any]) -> dict[str, Any]:
    """List possible breaches that wait for their assessment, the longest known first; nobody is told by itself."""
    page = the_register().reader.overdue.unassessed(reading("cases:read"), **_asked(said))
    return page_answer(page, bare)


def guarded(case: Case) -> dict[str, Any]:
    """Return why the case is at risk now, and what is offered about it."""
    packs, now = _packs(case), the_register().clock()
    return {
        "risks": [_risk(found, packs) for found in risks_of(case, packs, now)],
        "offers": list(offers_of(case, packs, now)),
    }


def _asked(said: dict[str, Any]) -> dict[str, Any]:
    return {"cursor": said.get("cursor"), "limit": said["limit"]}


def _behind(file: MessageFile) -> dict[str, Any]:
    message, handoff = file.message, file.message.handoff
    told = {} if handoff is None else {"kind": handoff.kind, "at": handoff.at, "accepted_at": handoff.accepted_at}
    due = None if handoff is None else handoff.due
    told |= {"message": message.id, "brand": message.brand, "due_at": None if due is None else due.due_at}
    return {name: bare(value) for name, value in told.items()}


def _packs(case: Case) -> tuple[Pack, ...]:
    return tuple(the_register().policies.pack(choice.pack, choice.version) for choice in case.packs)


def _line(case: Case, known: dict[str, Any]) -> dict[str, Any]:
    waiting = [told.id for told in case.escalations if told.taken_at is None]
    return {"id": case.id, "reference": case.reference, "assignee": case.assignee, "escalations": waiting, **known}


def _risk(found: AtRisk, packs: tuple[Pack, ...]) -> dict[str, Any]:
    risk = found.risk
    told = {"risk": risk.id, "title": risk_words(found, packs, PLAINLY), "cite": risk.cite, "force": risk.force}
    return {**told, "deadline": found.deadline, "due_on": bare(found.due_on), "days_left": found.days_left}
