"""The step that says what a complaint is about."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, IntegerField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from register.domain.commands import case as c
from register.domain.policy import Fact, Pack
from register.web.pages.case_step import OpenCaseStep
from register.web.pages.desk import Desk
from register.web.pages.fields import select
from register.web.pages.words import choices, grouped

_ = lazy_gettext


class ClassifyStep(OpenCaseStep):
    """Say what the complaint is about. ``for_pack`` adds a field for each fact the pack's rules ask for."""

    TITLE, SUBMIT, ASKS = _("Classify"), _("Record"), c.ClassifyCase
    complaint_class = select(_("Complaint class"), description=_("Decides the legal dates."))
    product = select(_("Product or service"))
    issues = select(_("Main issue"))
    second_issue = select(_("Further issue"))
    tier = select(_("Priority tier"), choices("tier"), required=True)
    about_representative = BooleanField(_("The complaint is about a representative of ours"))

    @classmethod
    def for_pack(cls, pack: Pack) -> type["ClassifyStep"]:
        """Return the form with a field for each fact of the pack."""
        return type(
            "PackClassifyStep", (cls,), {f"known_{name}": _fact_field(fact) for name, fact in pack.facts.items()}
        )

    def lists(self, desk: Desk) -> None:
        classes = [SelectChoice(known.id, known.title) for known in desk.pack.classes.values()]
        self.complaint_class.choices = [SelectChoice("", _("Not known yet")), *classes]
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
        for fact in told.known:
            self[f"known_{fact.name}"].data = int(fact.value) if fact.value.isdecimal() else fact.value

    def order(self, desk: Desk) -> c.ClassifyCase:
        facts = [(name, self[f"known_{name}"].data) for name in desk.pack.facts]
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
            ),
        )


def _fact_field(fact: Fact) -> Any:  # noqa: ANN401 -- a field that belongs to no form yet
    if fact.type == "int":
        return IntegerField(fact.title, [Optional(), NumberRange(min=0)])
    answers = choices("fact") if fact.type == "bool" else [SelectChoice(code) for code in fact.allowed]
    return select(fact.title, [SelectChoice("", _("Not known yet")), *answers])
