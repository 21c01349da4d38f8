"""Steps about the other firms: name one, what passed between us, what each answered, who bears what."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.obligations.respondents import equal_shares, parties
from register.domain.subjects.respondents import Share
from register.domain.values import Amount, Id
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import MomentField, id_of, line, paragraph, select
from register.web.pages.shared.labels import choices

OWN: Final = "own"
PERCENT: Final = "%"


class _AboutOthers(CaseStep):
    """A step that has something to do once another firm is named."""

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(desk.case.respondents)


class NameRespondentStep(CaseStep):
    """Name another firm."""

    TITLE, SUBMIT, ASKS = _("Name another firm"), _("Name it"), c.NameRespondent
    name = line(_("Firm"), required=True, description=_("One that the complaint is about as well."))
    sector = select(_("What it is"), choices("sector"), required=True)
    contact = paragraph(_("How to reach it"))

    def order(self, desk: Desk) -> c.NameRespondent:
        return c.NameRespondent(
            case=desk.case.id, name=self.name.data or "", sector=self.sector.data, contact=self.contact.data
        )


class ExchangeStep(_AboutOthers):
    """Record what was passed on or received."""

    TITLE, SUBMIT, ASKS = _("Record what was passed on or received"), _("Record"), c.RecordExchange
    respondent = select(_("Firm"), required=True)
    way = select(_("Way"), choices("exchange"), required=True)
    at = MomentField(_("When"), required=True)
    what = paragraph(_("What"), required=True, description=_("No more than the other firm needs."))
    consent_at = MomentField(_("The complainant agreed on"), description=_("Needed for what is passed on."))
    consent = paragraph(_("Evidence of the consent"))

    def lists(self, desk: Desk) -> None:
        self.respondent.choices = [
            SelectChoice(party, firm_name(desk, party)) for party in parties(desk.case) if party is not None
        ]

    def known(self, desk: Desk) -> None:
        self.at.show(desk.now, desk.zone)

    def order(self, desk: Desk) -> c.RecordExchange:
        return c.RecordExchange(
            case=desk.case.id,
            respondent=id_of(self.respondent.data),
            way=self.way.data,
            at=self.at.instant or desk.now,
            what=self.what.data,
            consent_at=self.consent_at.instant,
            consent=self.consent.data,
        )


class FindingStep(_AboutOthers):
    """Record what a firm says of itself."""

    TITLE, SUBMIT, ASKS = _("Record a firm's own answer"), _("Record"), c.RecordFinding
    respondent = select(_("Firm"), required=True)
    result = select(_("Its obligations"), choices("finding"), required=True)
    words = paragraph(_("In its words"), required=True)
    at = MomentField(_("When"), required=True)
    greater_part = BooleanField(_("It played a materially greater part than the others"))

    def lists(self, desk: Desk) -> None:
        self.respondent.choices = [SelectChoice(party or OWN, firm_name(desk, party)) for party in parties(desk.case)]

    def known(self, desk: Desk) -> None:
        self.at.show(desk.now, desk.zone)

    def order(self, desk: Desk) -> c.RecordFinding:
        return c.RecordFinding(
            case=desk.case.id,
            respondent=None if self.respondent.data == OWN else id_of(self.respondent.data),
            result=self.result.data,
            words=self.words.data,
            at=self.at.instant or desk.now,
            greater_part=self.greater_part.data,
        )


class ProposeSharesStep(_AboutOthers):
    """Propose who bears what; the form starts from the default, where there is one."""

    TITLE, SUBMIT, ASKS = _("Propose shares of the loss"), _("Propose"), c.ProposeShares
    loss = line(_("Loss"), description=_("An amount, as in 10000.00. Needed where shares are amounts and percentages."))
    reason = paragraph(_("Why so"))

    @classmethod
    def on(cls, desk: Desk) -> type[CaseStep]:
        hint = _("As in 33.33 % or 5000.00; empty: none.")
        fields = {_field(party): line(firm_name(desk, party), description=hint) for party in parties(desk.case)}
        return type("PartiesSharesStep", (cls,), fields)

    def known(self, desk: Desk) -> None:
        loss = known_loss(desk)
        self.loss.data = loss
        for share in equal_shares(desk.case, loss).shares:
            self[_field(share.respondent)].data = _written(share)

    def order(self, desk: Desk) -> c.ProposeShares:
        return c.ProposeShares(
            case=desk.case.id, shares=tuple(self._said(desk)), loss=self.loss.data, reason=self.reason.data
        )

    def _said(self, desk: Desk) -> Iterator[c.SaidShare]:
        for party in parties(desk.case):
            told = (self[_field(party)].data or "").strip()
            if told.endswith(PERCENT):
                yield c.SaidShare(party, percent=told.removesuffix(PERCENT).strip())
            elif told:
                yield c.SaidShare(party, amount=told)


class AgreeSharesStep(CaseStep):
    """Everybody agreed."""

    TITLE, SUBMIT, ASKS = _("They agreed to the shares"), _("Record the agreement"), c.AgreeShares
    at = MomentField(_("When"), required=True)
    evidence = paragraph(_("Evidence"), required=True, description=_("Who agreed for each firm, in what way."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(desk.case.sharings) and desk.case.sharings[-1].agreed_at is None

    def known(self, desk: Desk) -> None:
        self.at.show(desk.now, desk.zone)

    def order(self, desk: Desk) -> c.AgreeShares:
        last = desk.case.sharings[-1].id if desk.case.sharings else id_of("")
        return c.AgreeShares(
            case=desk.case.id, sharing=last, at=self.at.instant or desk.now, evidence=self.evidence.data
        )


def firm_name(desk: Desk, party: Id | None) -> str:
    """Return what a party is called: our own firm by the name of its entity."""
    if party is None:
        return desk.firm.entity_name(desk.case.entity)
    named = next((each for each in desk.case.respondents if each.id == party), None)
    return (None if named is None else desk.text(named.name)) or gettext("erased")


def known_loss(desk: Desk) -> Amount | None:
    """Return the loss: of the last proposal, or a sum that was stated where a pack asks for one."""
    if desk.case.sharings and desk.case.sharings[-1].loss is not None:
        return desk.case.sharings[-1].loss
    sums = {fact.id for pack in desk.packs for fact in pack.facts.values() if fact.type == "money"}
    stated = (fact.value for fact in desk.case.classification.known if fact.name in sums)
    return next((Amount(value) for value in stated), None)


def _field(party: Id | None) -> str:
    return f"shares_{(party or OWN).replace('-', '_')}"


def _written(share: Share) -> str | None:
    return f"{share.percent} {PERCENT}" if share.percent is not None else share.amount
