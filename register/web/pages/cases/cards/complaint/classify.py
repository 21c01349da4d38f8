"""The steps that say what a complaint is about: by whoever works on it, and by the second person where dates move."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField, IntegerField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from register.domain.commands import case as c
from register.domain.law.policy import Fact, Pack
from register.orders import Outcome
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep, OpenCaseStep
from register.web.pages.shared.fields import id_of, line, paragraph, radio, select
from register.web.pages.shared.labels import choices, grouped, pack_title, word


class ClassifyStep(OpenCaseStep):
    """Say what the complaint is about: also each further pack's class, each fact rules ask for, and the reason last."""

    TITLE, SUBMIT, ASKS = _("Classify"), _("Record"), c.ClassifyCase
    complaint_class = select(_("Complaint class"), description=_("Decides the legal dates."))
    product = select(_("Product or service"))
    issues = select(_("Main issue"))
    second_issue = select(_("Further issue"))
    tier = select(_("Support tier"), choices("tier"), required=True)
    about_representative = BooleanField(_("The complaint is about a representative of ours"))
    reason = paragraph(_("Reason"))

    @classmethod
    def on(cls, desk: Desk) -> type[CaseStep]:
        fields = {f"other_{pack.id}": _class_field(pack) for pack in desk.packs[1:]}
        fields |= {f"known_{fact.id}": _fact_field(fact, pack) for pack, fact in _asked(desk.packs)}
        again = _("Needed where it was classified otherwise. A later date waits for a second person.")
        fields["reason"] = paragraph(_("Reason"), description=again)
        return type("PackClassifyStep", (cls,), fields)

    def lists(self, desk: Desk) -> None:
        self.complaint_class.choices = _classes(desk.pack)
        self.product.choices = grouped(desk.pack, "product", _("Not known yet"))
        self.issues.choices = self.second_issue.choices = grouped(desk.pack, "issue", _("None"))

    def known(self, desk: Desk) -> None:
        told = desk.case.classification
        self.complaint_class.data, self.product.data, self.tier.data = (
            told.complaint_class,
            told.product,
            str(told.tier),
        )
        self.issues.data, self.second_issue.data = (*told.issues, None, None)[:2]
        self.about_representative.data = told.about_representative
        for choice in told.others:
            self[f"other_{choice.pack}"].data = choice.complaint_class
        types = {fact.id: fact.type for _pack, fact in _asked(desk.packs)}
        for fact in told.known:
            if fact.name in types:
                self[f"known_{fact.name}"].data = _read(fact.value, types[fact.name])

    def order(self, desk: Desk) -> c.ClassifyCase:
        facts = [(fact.id, self[f"known_{fact.id}"].data) for _pack, fact in _asked(desk.packs)]
        others = [(pack.id, self[f"other_{pack.id}"].data) for pack in desk.packs[1:]]
        issues = dict.fromkeys(code for code in (self.issues.data, self.second_issue.data) if code)
        return c.ClassifyCase(
            case=desk.case.id,
            classifying=c.Classifying(
                self.complaint_class.data,
                self.product.data,
                (*issues, *desk.case.classification.issues[2:]),
                self.about_representative.data,
                tuple((name, str(value)) for name, value in facts if value is not None),
                int(self.tier.data),
                tuple((pack, picked) for pack, picked in others if picked),
            ),
            reason=self.reason.data,
        )

    def done(self, outcome: Outcome) -> tuple[str, str] | None:
        if "proposal" in outcome.made:
            words = gettext("Proposed: it gives a limit more time, so a second person decides. No date has moved.")
            return words, "warning"
        return super().done(outcome)


class SettleClassificationStep(CaseStep):
    """Approve or refuse a classification that gives a date more time, as the second person."""

    TITLE, SUBMIT, ASKS = _("Settle the classification"), _("Record"), c.SettleClassification
    proposal = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.classification_proposal is not None

    def known(self, desk: Desk) -> None:
        waiting = desk.case.classification_proposal
        self.proposal.data = waiting.id if waiting else None

    def order(self, desk: Desk) -> c.SettleClassification:
        approve = self.approve.data == "yes"
        return c.SettleClassification(case=desk.case.id, proposal=id_of(self.proposal.data), approve=approve)


def _asked(packs: tuple[Pack, ...]) -> Iterator[tuple[Pack, Fact]]:
    """Yield each fact that people state, once, with the first pack that asks for it."""
    seen = set()
    for pack in packs:
        for fact in pack.facts.values():
            if fact.given_by == "officer" and fact.id not in seen:
                seen.add(fact.id)
                yield pack, fact


def _classes(pack: Pack) -> list[SelectChoice]:
    blank = SelectChoice("", _("Not known yet"))
    return [blank, *(SelectChoice(known.id, known.title) for known in pack.classes.values())]


def _class_field(pack: Pack) -> Any:  # noqa: ANN401 -- a field that belongs to no form yet
    return select(_("Class under %(pack)s", pack=pack_title(pack)), _classes(pack))


def _fact_field(fact: Fact, pack: Pack) -> Any:  # noqa: ANN401 -- as above
    titles = ", ".join(pack.classes[known].title for known in pack.classes if known in fact.classes)
    only = gettext("Only for: %(classes)s", classes=titles) if titles else ""
    if fact.type == "int":
        return IntegerField(fact.title, [Optional(), NumberRange(min=0)], description=only)
    if fact.type == "money":
        return line(fact.title, description=only or _("An amount, as in 2999.99."))
    if fact.type == "date":
        return DateField(fact.title, [Optional()], description=only)
    answers = (
        choices("fact") if fact.type == "bool" else [SelectChoice(code, word("fact", code)) for code in fact.allowed]
    )
    return select(fact.title, [SelectChoice("", _("Not known yet")), *answers], description=only)


def _read(value: str, kind: str) -> str | int | date:
    """Return a stored value as the field of its type holds it."""
    if kind == "int":
        return int(value)
    return date.fromisoformat(value) if kind == "date" else value
