"""The form a letter is written in: made for the parts this letter has, the points raised and the findings so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.case import Case
from register.domain.commands.letter import Writing
from register.domain.decide.gate import DELAY_EVENT
from register.domain.errors import Problem, Refused
from register.domain.policy import LetterType
from register.domain.sealed import Sealed
from register.domain.values import Code, Id
from register.reader.cases import CaseFile
from register.web.pages.desk import Desk
from register.web.pages.fields import CHOSEN
from register.web.pages.letter_parts import FINDINGS, POINTS, Part
from register.web.pages.steps import StepForm
from register.web.texts import language_name, sentence

_ = lazy_gettext

SPARE: Final = 1
MISSING: Final = "block-missing"
ROUTES: Final = {
    "email": _("By e-mail, sent by the register"),
    "post": _("By post"),
    "phone": _("By phone"),
    "in-person": _("In person"),
    "channel": _("In the channel the complaint came by"),
}


class LetterForm(StepForm):
    """What every letter has. ``content`` is the hash of the text the author started from."""

    content = HiddenField()
    type = SelectField(_("Letter"), [CHOSEN])
    decision = SelectField(_("Decision"), [CHOSEN])
    language = SelectField(_("Language"), [CHOSEN])
    via = SelectField(_("How it leaves the house"), [CHOSEN])
    contact = SelectField(_("Recipient"), [Optional()])
    account_information = BooleanField(_("It holds information about an account"))
    ground = SelectField(_("Ground for the delay"), [Optional()])

    def place_of(self, problem: Problem) -> str:
        """Return the name of the field a problem is about."""
        head, _dot, tail = problem.where.partition(".")
        named = {"blocks": f"block-{tail}", "answers": f"answer-{tail}", "points": "points"}
        if head == "findings":
            return f"support-{problem.params.get('number', 1)}"
        return named.get(head, head)

    def show(self, problems: Sequence[Problem]) -> None:
        """Show each problem at its field, or over the form."""
        for problem in problems:
            field = self._fields.get(self.place_of(problem))
            if field is None:
                self.form_errors.append(said_of(problem))
            else:
                field.errors = [*field.errors, said_of(problem)]

    def take(self, refusal: Refused) -> None:
        """Show a refusal where its reasons belong."""
        self.show(refusal.problems)


def said_of(problem: Problem) -> str:
    """Return the sentence for a problem; a missing part goes without its id, for it is named by its place."""
    if problem.code != MISSING:
        return sentence(problem)
    text = gettext("This part is required and still empty.")
    return f"{text} ({problem.cite})" if problem.cite else text


@dataclass(frozen=True)
class Sheet:
    """Everything the form of one letter is made from."""

    desk: Desk
    kind: LetterType
    parts: Sequence[Part]
    languages: Sequence[str]
    findings: int

    @property
    def file(self) -> CaseFile:
        """The case's file."""
        return self.desk.file

    @property
    def case(self) -> Case:
        """The case."""
        return self.desk.case

    @property
    def has(self) -> Mapping[str, bool]:
        """Whether this letter answers points and states findings."""
        kinds = {part.kind for part in self.parts}
        return {POINTS: POINTS in kinds, FINDINGS: FINDINGS in kinds}

    @property
    def texts(self) -> list[Part]:
        """The parts that are plain texts."""
        return [part for part in self.parts if part.kind not in {POINTS, FINDINGS}]


def form_for(sheet: Sheet, data: Mapping[str, Any] | None = None) -> LetterForm:
    """Return the form for this sheet, filled from the request or else from ``data``."""
    fields: dict[str, Any] = {
        part.name: TextAreaField(part.heading, [Optional()], description=part.hint, default=part.text)
        for part in sheet.texts
    }
    if sheet.has[POINTS]:
        for number, point in enumerate(sheet.case.points, 1):
            fields[f"answer-{point.id}"] = TextAreaField(gettext("Answer to point %(number)s", number=number))
    if sheet.has[FINDINGS]:
        for number in range(1, sheet.findings + SPARE + 1):
            fields[f"finding-{number}"] = TextAreaField(gettext("Finding %(number)s", number=number))
            fields[f"support-{number}"] = TextAreaField(gettext("Information behind finding %(number)s", number=number))
    form: LetterForm = type("Form", (LetterForm,), fields)(data=dict(data or {}))
    for field in form:
        # The pack asks for them; an unfinished draft is kept all the same.
        if field.name.startswith(("answer-", "finding-1", "support-1")):
            field.flags.required = True
    _choose(form, sheet)
    return form


def _choose(form: LetterForm, sheet: Sheet) -> None:
    codes = sheet.desk.pack.codes
    form.type.choices = [SelectChoice(kind.id, kind.title) for kind in sheet.desk.pack.letter_types.values()]
    form.type.data = sheet.kind.id
    if sheet.kind.outcomes:
        labels = codes[Code("idr-decision")].entries
        form.decision.choices = [
            SelectChoice(code, labels[code].label if code in labels else code) for code in sheet.kind.outcomes
        ]
    else:
        del form.decision
    form.language.choices = [SelectChoice(code, language_name(code)) for code in sheet.languages]
    form.via.choices = [
        SelectChoice(code, text) for code, text in ROUTES.items() if not (sheet.kind.written and code == "phone")
    ]
    form.contact.choices = [SelectChoice("", gettext("Nobody chosen yet")), *_contacts(sheet)]
    if sheet.kind.event == DELAY_EVENT:
        grounds = codes[Code("delay-ground")].entries.values()
        form.ground.choices = [
            SelectChoice("", gettext("No ground chosen yet")),
            *(SelectChoice(each.code, f"{each.label} ({each.cite})") for each in grounds),
        ]
    else:
        del form.ground


def _contacts(sheet: Sheet) -> list[SelectChoice]:
    kinds = {"email": _("E-mail"), "phone": _("Phone"), "postal": _("Post"), "handle": _("Handle")}
    offered = []
    for contact in sheet.case.contacts:
        value = sheet.file.text(contact.value) or gettext("erased")
        mark = gettext("verified") if contact.verified else gettext("not verified")
        whose = "" if contact.of == "complainant" else gettext("representative") + " · "
        offered.append(SelectChoice(contact.id, f"{whose}{kinds.get(contact.kind, contact.kind)}: {value} ({mark})"))
    return offered


def writing_of(form: LetterForm, sheet: Sheet) -> Writing:
    """Return the letter as it stands in the form."""
    findings = [
        (form[f"finding-{n}"].data or "", form[f"support-{n}"].data or "")
        for n in range(1, sheet.findings + SPARE + 1)
        if f"finding-{n}" in form
    ]
    answers = [
        (str(point.id), form[f"answer-{point.id}"].data or "")
        for point in sheet.case.points
        if f"answer-{point.id}" in form
    ]
    return Writing(
        type=form.type.data,
        language=form.language.data,
        via=form.via.data,
        decision=form.decision.data if "decision" in form else None,
        ground=(form.ground.data or None) if "ground" in form else None,
        contact=Id(form.contact.data) if form.contact.data else None,
        account_information=form.account_information.data,
        blocks=tuple(
            (part.id, _lines(form[part.name].data)) for part in sheet.texts if (form[part.name].data or "").strip()
        ),
        answers=tuple((point, _lines(text)) for point, text in answers if text.strip()),
        findings=tuple((_lines(found), _lines(support)) for found, support in findings if found.strip()),
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def data_of(writing: Writing) -> dict[str, Any]:
    """Return what the form shows for a letter that is written already; the inverse of ``writing_of``."""
    data: dict[str, Any] = {
        "type": writing.type,
        "language": writing.language,
        "via": writing.via,
        "decision": writing.decision,
        "ground": writing.ground or "",
        "contact": writing.contact or "",
        "account_information": writing.account_information,
    }
    data |= {f"block-{block}": text for block, text in writing.blocks}
    data |= {f"answer-{point}": text for point, text in writing.answers}
    for number, (found, support) in enumerate(writing.findings, 1):
        data |= {f"finding-{number}": found, f"support-{number}": support}
    return data


def writing_from(file: CaseFile, letter: Id) -> Writing:
    """Return a stored letter as its author wrote it; what was erased is empty."""
    found = file.case.letter(letter)
    if found is None:
        raise LookupError(letter)
    content = found.content

    def words(sealed: Sealed | None) -> str:
        return file.text(sealed) or ""

    return Writing(
        content.type,
        content.language,
        content.via,
        content.decision,
        content.ground,
        content.contact,
        content.account_information,
        tuple((block.id, words(block.text)) for block in content.blocks),
        tuple((answer.point, words(answer.text)) for answer in content.answers),
        tuple((words(each.text), words(each.support)) for each in content.findings),
    )
