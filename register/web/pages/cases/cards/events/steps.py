"""Steps about what happened outside: an event, its withdrawal, and the people some limits run for."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.law.duties import Event
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.events import possible_events
from register.domain.values import Code
from register.web import formats
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import MomentField, id_of, line, paragraph, select
from register.web.pages.shared.labels import choices, event_title
from register.web.texts import locale


class EventStep(CaseStep):
    """Record that something happened that a limit counts from, stops at, or is met by."""

    TITLE, SUBMIT, ASKS = _("Record what happened"), _("Record"), c.RecordEvent
    event = select(_("What happened"), required=True, description=_("What the rules let happen to this class now."))
    at = MomentField(_("When"), required=True)
    party = select(_("To whom"), description=_("For what happens to one of several people."))
    evidence = paragraph(_("Evidence"), description=_("Needed where the list says so."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(_events(desk))

    def lists(self, desk: Desk) -> None:
        self.event.choices = [SelectChoice(event.id, _said(event)) for event in _events(desk).values()]
        people = [SelectChoice(p.id, desk.text(p.name) or gettext("erased")) for p in desk.case.parties]
        self.party.choices = [SelectChoice("", _("The whole complaint")), *people]

    def known(self, desk: Desk) -> None:
        self.at.show(desk.now, desk.zone)

    def order(self, desk: Desk) -> c.RecordEvent:
        return c.RecordEvent(
            case=desk.case.id,
            event=self.event.data,
            at=self.at.instant or desk.now,
            party=id_of(self.party.data) if self.party.data else None,
            evidence=self.evidence.data,
        )


class WithdrawEventStep(CaseStep):
    """Say that a recorded event did not happen after all."""

    TITLE, SUBMIT, ASKS, DANGER = _("Withdraw an event"), _("Withdraw"), c.WithdrawEvent, True
    happening = select(_("Which"), required=True, description=_("The record stays and says so; dates are set again."))
    reason = paragraph(_("Reason"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(not happening.withdrawn for happening in desk.case.happenings)

    def lists(self, desk: Desk) -> None:
        standing = [happening for happening in desk.case.happenings if not happening.withdrawn]
        self.happening.choices = [
            SelectChoice(h.id, f"{event_title(desk.packs, h.event)}: {_moment(h.at, desk)}") for h in standing
        ]

    def order(self, desk: Desk) -> c.WithdrawEvent:
        return c.WithdrawEvent(case=desk.case.id, happening=id_of(self.happening.data), reason=self.reason.data)


class PartyStep(CaseStep):
    """Add somebody for whom limits run separately."""

    TITLE, SUBMIT, ASKS = _("Add a person with limits of their own"), _("Add"), c.AddParty
    name = line(_("Name"), required=True)
    role = select(_("Who it is"), choices("party-role"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(rule.per is not None for pack in desk.packs for rule in pack.rules_for(_class(desk, pack.id)))

    def order(self, desk: Desk) -> c.AddParty:
        return c.AddParty(case=desk.case.id, name=self.name.data, role=self.role.data)


def _class(desk: Desk, pack_id: str) -> Code:
    return next(circumstances(desk.case, pack).complaint_class for pack in desk.packs if pack.id == pack_id)


def _events(desk: Desk) -> dict[Code, Event]:
    """Return what can happen now, each event as the first pack that lets it happen has it."""
    return {
        event.id: event
        for pack in reversed(desk.packs)
        for event in possible_events(desk.case, pack, circumstances(desk.case, pack))
    }


def _said(event: Event) -> str:
    return " · ".join((event.title, event.cite, *_asked(event)))


def _asked(event: Event) -> Iterator[str]:
    if event.per is not None:
        yield gettext("name the person")
    if event.evidence:
        yield gettext("with evidence")


def _moment(at: datetime, desk: Desk) -> str:
    return formats.moment(at, desk.zone, locale())
