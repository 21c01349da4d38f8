"""The page of everything at risk: what managers were told and nobody took up, then the cases, most pressing first.

Below stands what else waits too long: for a class, for another team, or for the assessment of a possible breach.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from register.domain.actors import APPROVER, AUDITOR, OFFICER, Actor
from register.domain.obligations.delays import offers_of
from register.domain.obligations.risks import horizons
from register.domain.obligations.unsent import unsent
from register.domain.subjects.case import Case
from register.domain.subjects.letter import Letter
from register.domain.values import Code
from register.reader.guard import Raised
from register.web.login import current_actor, for_roles
from register.web.pages.cases.cards.delays.risks import SAID, Reason, reasons_of, risk_title
from register.web.pages.cases.cards.delays.steps import TakeEscalationStep
from register.web.pages.cases.desk import packs_of
from register.web.pages.inbox.hand_off_steps import title_of
from register.web.pages.shared.labels import duty_title
from register.wiring import Register


@dataclass(frozen=True, slots=True)
class Line:
    """A case at risk as a line: its reasons, who has it, and what is offered now, beside what always is.

    ``unclaimed``: the most pressing date is of a pack that took force only after the complaint was received.
    """

    case: Case
    reasons: list[Reason]
    offers: list[str]
    unclaimed: bool


class AtRiskPage:
    """The page, for those who read cases; approvers may take up what was escalated."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show it."""
        actor, now, reader = current_actor(), self.register.clock(), self.register.reader
        packs = tuple(self.register.policies.packs.values())
        later = request.args.get("after") is not None
        page = reader.guard.near(actor, horizons(packs, now), cursor=request.args.get("after"))
        raised = [] if later else reader.guard.escalations(actor)
        firm = reader.firm.now()
        zones = {brand.id: ZoneInfo(firm.firm.entity(brand.entity).zone) for brand in firm.firm.brands}
        return render_template(
            "at_risk/index.html",
            lines=[line for line in map(self._line, page.items) if line.reasons],
            after=page.next,
            raised=raised,
            zones=zones,
            waiting=None if later else self._waiting(actor, now, zones),
            title=lambda risk: risk_title(packs, risk),
            take=self._take if APPROVER in actor.roles else None,
            names={file.account.id: file.name for file in reader.accounts.everybody()},
        )

    def _line(self, case: Case) -> Line:
        packs, now = packs_of(self.register, case), self.register.clock()
        offered = [str(SAID[code]) for code in offers_of(case, packs, now)]
        reasons = reasons_of(case, packs, now)
        first = case.deadline(reasons[0].found.deadline) if reasons else None
        return Line(case, reasons, offered, unclaimed=first is not None and first.due.unclaimed)

    def _waiting(self, actor: Actor, now: datetime, zones: Mapping[Code, ZoneInfo]) -> dict[str, Any]:
        """Return what waits too long beside the limits, the longest first, as far as one page holds it."""
        overdue, packs = self.register.reader.overdue, tuple(self.register.policies.packs.values())
        return {
            "unsent": list(self._unsent(actor, now)),
            "unclassified": overdue.unclassified(actor, now),
            "hand_offs": self.register.reader.inbox.behind(actor, now),
            "unassessed": overdue.unassessed(actor),
            "letter": lambda case, letter: packs_of(self.register, case)[0].letter_types[letter.content.type].title,
            "kind": lambda code: title_of(packs, code),
            "duty": lambda code: duty_title(packs, code),
            "days": lambda at, brand: (now.astimezone(zones[brand]).date() - at.astimezone(zones[brand]).date()).days,
            "today": {brand: now.astimezone(zone).date() for brand, zone in zones.items()},
        }

    def _unsent(self, actor: Actor, now: datetime) -> Iterator[tuple[Case, Letter]]:
        """Yield each letter that should have left by itself, with its case."""
        reader = self.register.reader
        for case in reader.guard.cases(actor, reader.work.letters_waiting()):
            yield from ((case, letter) for letter in unsent(case, now))

    def _take(self, raised: Raised) -> TakeEscalationStep:
        """Return the form to take one up; there may be several on the page, so each names its fields apart."""
        form = TakeEscalationStep(formdata=None, prefix="take-escalation-")
        for field in form:
            field.id = field.label.field_id = f"{field.id}-{raised.id}"
        return form


def make(register: Register) -> Blueprint:
    """Return the page of what is at risk."""
    pages = Blueprint("at_risk", __name__, url_prefix="/at-risk", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    pages.add_url_rule("/", "index", AtRiskPage(register).index)
    return pages
