"""The form a letter is written in: made for the parts this letter has, the points raised and the findings so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands.letter import Original, Writing
from register.domain.errors import Problem, Refused
from register.domain.law.letterspec import LetterType
from register.domain.law.policy import DELAY_EVENT, Pack
from register.domain.obligations.delays import GROUNDS, letters_offered
from register.domain.obligations.letters import pack_for
from register.domain.routes import ROUTES
from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.values import Code, Id
from register.reader.cases import CaseFile
from register.web.pages.cases.desk import Desk
from register.web.pages.letters.copies import choose_copies, copies_from, copies_in, copy_fields, data_of_copies
from register.web.pages.letters.originals import (
    BESIDE,
    WRITTEN,
    data_of_original,
    original_from,
    place_of_original,
)
from register.web.pages.letters.parts import FINDINGS, POINTS, REQUIRED, Part
from register.web.pages.shared.fields import CHOSEN
from register.web.pages.shared.labels import choices
from register.web.pages.shared.step_form import StepForm
from register.web.texts import language_name, sentence

SPARE: Final = 1
MISSING: Final = "block-missing"


class LetterForm(StepForm):
    """What every letter has. ``content`` is the hash of the text the author started from, ``spoken`` the language of
    the standard texts in the form.
    """

    content = HiddenField()
    spoken = HiddenField()
    type = SelectField(_("Letter"), [CHOSEN])
    decision = SelectField(_("Decision"), [CHOSEN])
    language = SelectField(_("Language"), [CHOSEN])
    via = SelectField(_("Sent by"), [CHOSEN])
    contact = SelectField(_("Recipient"), [Optional()])
    account_information = BooleanField(_("It holds information about an account"))
    ground = SelectField(_("Ground for the delay"), [Optional()])

    def place_of(self, problem: Problem) -> str:
        """Return the name of the field a problem is about."""
        head, _dot, tail = problem.where.partition(".")
        named = {"blocks": f"block-{tail}", "answers": f"answer-{tail}", "copies": f"contact-{tail}"}
        if head == "original":
            return place_of_original(tail, problem.params.get("number", 1))
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
    language: str
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
    def pack(self) -> Pack:
        """The pack whose letter it is."""
        return pack_for(self.kind.id, self.desk.packs)

    @property
    def languages(self) -> Sequence[str]:
        """The languages letters may be written in, the pack's own first."""
        return self.pack.languages

    @property
    def own(self) -> str:
        """The pack's own language."""
        return self.languages[0]

    @property
    def translated(self) -> bool:
        """Whether this letter is in another language than the pack's own."""
        return self.language != self.own

    @property
    def texts(self) -> list[Part]:
        """The parts that are plain texts."""
        return [part for part in self.parts if part.kind not in {POINTS, FINDINGS}]


def form_for(
    sheet: Sheet, data: Mapping[str, Any] | None = None, said: MultiDict[str, str] | None = None
) -> LetterForm:
    """Return the form for this sheet, filled from what was ``said`` or else from ``data``."""
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
    if sheet.translated:
        fields |= _originals(sheet, fields)
    fields |= copy_fields(sheet.desk)
    form: LetterForm = type("Form", (LetterForm,), fields)(said, data=dict(data or {}))
    form.spoken.data = sheet.language
    asked = {"translator", *(part.name for part in sheet.texts if part.stance == REQUIRED)}
    for field in form:
        # The pack asks for them; an unfinished draft is kept all the same.
        name = field.name.removeprefix(BESIDE)
        if name in asked or name.startswith(("answer-", "finding-1", "support-1")):
            field.flags.required = True
    _choose(form, sheet)
    return form


def _originals(sheet: Sheet, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field beside each part somebody writes, and one for the translator."""
    language = language_name(sheet.own)
    parts = {part.name: part for part in sheet.texts if part.kind == WRITTEN}
    beside: dict[str, Any] = {}
    for name in (name for name in fields if name in parts or not name.startswith("block-")):
        label, part = gettext("The same in %(language)s", language=language), parts.get(name)
        start, hint = (part.original, part.original_hint) if part else ("", "")
        beside[f"{BESIDE}{name}"] = TextAreaField(label, [Optional()], description=hint, default=start)
    hint = gettext("A person's name, or the machine and who checked its work.")
    return {**beside, "translator": StringField(gettext("Translated by"), [Optional()], description=hint)}


def _choose(form: LetterForm, sheet: Sheet) -> None:
    codes = sheet.pack.codes
    offered = {kind.id: kind for kind in letters_offered(sheet.case, sheet.desk.packs, sheet.desk.now)}
    form.type.choices = [SelectChoice(kind.id, kind.title) for kind in (offered | {sheet.kind.id: sheet.kind}).values()]
    form.type.data = sheet.kind.id
    if sheet.kind.outcomes:
        labels = codes[Code("idr-decision")].entries
        form.decision.choices = [
            SelectChoice(code, labels[code].label if code in labels else code) for code in sheet.kind.outcomes
        ]
    else:
        del form.decision
    form.language.choices = [SelectChoice(code, language_name(code)) for code in sheet.languages]
    form.via.choices = [choice for choice in choices("route") if ROUTES[choice.value].written or not sheet.kind.written]
    choose_copies(form, sheet.desk, form.via.choices)
    if sheet.kind.event == DELAY_EVENT:
        stated = {reason.ground for reason in sheet.case.delay_grounds}
        grounds = (each for each in codes[GROUNDS].entries.values() if each.code in {*stated, form.ground.data})
        form.ground.choices = [
            SelectChoice("", gettext("No ground chosen yet")),
            *(SelectChoice(each.code, f"{each.label} ({each.cite})") for each in grounds),
        ]
    else:
        del form.ground


def writing_of(form: LetterForm, sheet: Sheet) -> Writing:
    """Return the letter as it stands in the form."""

    def words(name: str) -> str:
        return _lines(form[name].data or "") if name in form else ""

    def pairs(prefix: str, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        told = ((name, words(f"{prefix}{field}")) for name, field in names.items())
        return tuple((name, text) for name, text in told if text)

    blocks = {part.id: part.name for part in sheet.texts}
    answers = {str(point.id): f"answer-{point.id}" for point in sheet.case.points}
    numbers = range(1, sheet.findings + SPARE + 1)
    told = [n for n in numbers if words(f"finding-{n}") or words(f"{BESIDE}finding-{n}")]
    return Writing(
        type=form.type.data,
        language=form.language.data,
        via=form.via.data,
        decision=form.decision.data if "decision" in form else None,
        ground=(form.ground.data or None) if "ground" in form else None,
        contact=Id(form.contact.data) if form.contact.data else None,
        account_information=form.account_information.data,
        blocks=pairs("", blocks),
        answers=pairs("", answers),
        findings=tuple((words(f"finding-{n}"), words(f"support-{n}")) for n in told),
        original=Original(
            words("translator"),
            pairs(BESIDE, blocks),
            pairs(BESIDE, answers),
            tuple((words(f"{BESIDE}finding-{n}"), words(f"{BESIDE}support-{n}")) for n in told),
        ),
        copies=copies_in(form, sheet.case),
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
    return data | data_of_original(writing.original) | data_of_copies(writing)


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
        original_from(file, content),
        copies_from(content, file.case),
    )
