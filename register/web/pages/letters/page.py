"""Letters: written with the gate beside them, looked at as they will be read, taken from step to step."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID, uuid5

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, gettext
from werkzeug.datastructures import MultiDict

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.commands import letter as c
from register.domain.errors import Problem, Refused, Unknown
from register.domain.law.policy import Pack
from register.domain.obligations.letters import pack_for
from register.domain.obligations.readings import spec_of
from register.domain.obligations.unsent import being_written
from register.domain.subjects.complainants import everybody, first_of
from register.domain.subjects.letter import APPROVED, DRAFT, LONGEST_LETTER, MOST_LINES, RETURNED, SUBMITTED, Letter
from register.domain.values import Code, Id
from register.publication.suggestions import Start, Suggested, suggest_blocks
from register.web.login import current_actor, for_roles
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.cards.people.shared import shared_contacts
from register.web.pages.cases.desk import Desk, lay_out
from register.web.pages.cases.meanwhile import meanwhile
from register.web.pages.letters.copies import first_way, start_of_copies
from register.web.pages.letters.form import LetterForm, Sheet, data_of, form_for, writing_from, writing_of
from register.web.pages.letters.originals import respoken
from register.web.pages.letters.paper import paper_of, print_of
from register.web.pages.letters.parts import letter_type, parts_of
from register.web.pages.letters.rehearsal import gate_of, rehearse
from register.web.pages.letters.steps import LetterSteps
from register.web.pages.letters.view import show_letter
from register.web.pages.shared.labels import word
from register.web.pages.shared.step_form import admit, carry_out
from register.wiring import Register

EDITABLE: Final = frozenset({DRAFT, SUBMITTED, APPROVED, RETURNED})
PDF: Final = "application/pdf"
FINDING: Final = "finding-"


class LetterPages:
    """The pages around one letter of one case."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def new(self, case: str) -> ResponseReturnValue:
        """Write a new letter, or go on with the one of its kind that somebody is writing."""
        desk = self._writing(case)
        asked = request.args.get("type", "") if request.method == "GET" else ""
        joined = being_written(desk.case, Code(asked)) if asked in pack_for(asked, desk.packs).letter_types else None
        if joined is None:
            return self._write(desk, None)
        flash(gettext("This letter is being written already. Go on with it here."), "warning")
        return redirect(url_for("letters.show", case=desk.case.reference, letter=joined.id))

    def edit(self, case: str, letter: str) -> ResponseReturnValue:
        """Write a letter anew; what left the house is only shown."""
        desk = self._writing(case)
        found = letter_in(desk, letter)
        if found.state not in EDITABLE:
            return redirect(url_for("letters.show", case=case, letter=letter))
        return self._write(desk, found)

    def check(self, case: str, letter: str | None = None) -> ResponseReturnValue:
        """Return the gate's list for the letter as it stands in the form."""
        desk = self._writing(case)
        sheet, said = self._sheet(desk, None)
        form = form_for(sheet, said=said)
        known = None if letter is None else letter_in(desk, letter).id
        rehearsed = rehearse(self.register, desk.file, writing_of(form, sheet), known)
        return render_template("letters/_gate.html", gate=gate_of(sheet, form, rehearsed.rehearsal))

    def show(self, case: str, letter: str) -> ResponseReturnValue:
        """Show one letter, where it stands, and the steps that are open."""
        desk = self._desk(case)
        return show_letter(desk, letter_in(desk, letter))

    def preview(self, case: str, letter: str) -> ResponseReturnValue:
        """Show the letter as its reader will see it, alone."""
        desk = self._desk(case)
        paper = paper_of(desk, letter_in(desk, letter).id, person=reader_in(desk, request.args.get("person")))
        return render_template("letters/preview.html", desk=desk, paper=paper)

    def pdf(self, case: str, letter: str) -> ResponseReturnValue:
        """Return the letter as PDF: the one that was sent, else as it would be printed now."""
        desk = self._desk(case)
        found = letter_in(desk, letter)
        name = f"{desk.case.reference}-{found.content.type}.pdf"
        paper = print_of(desk, found.id, reader_in(desk, request.args.get("person")))
        return Response(paper, 200, {"Content-Disposition": f'inline; filename="{name}"'}, PDF)

    # ------------------------------------------------------------------------------------------ writing

    def _write(self, desk: Desk, letter: Letter | None) -> ResponseReturnValue:
        stored = writing_from(desk.file, letter.id) if letter else None
        sheet, said = self._sheet(desk, stored)
        form = form_for(sheet, _start(sheet, stored, letter), said)
        step = request.form.get("step", "") if request.method == "POST" else ""
        if step == "preview":
            rehearsed = rehearse(self.register, desk.file, writing_of(form, sheet), letter.id if letter else None)
            if rehearsed.rehearsal.letter is not None:
                paper = paper_of(desk, rehearsed.rehearsal.letter, rehearsed.file)
                return render_template("letters/preview.html", desk=desk, paper=paper)
            form.show(rehearsed.rehearsal.problems)
        if step in {"save", "submit"} and form.validate_on_submit():
            saved = self._save(sheet, letter, form)
            if saved is not None:
                return self._submit(desk, saved, form) if step == "submit" else _saved(desk, saved)
        return self._editor(sheet, form, letter)

    def _editor(self, sheet: Sheet, form: LetterForm, letter: Letter | None) -> ResponseReturnValue:
        desk = sheet.desk
        rehearsed = rehearse(self.register, desk.file, writing_of(form, sheet), letter.id if letter else None)
        gate = gate_of(sheet, form, rehearsed.rehearsal)
        if request.args.get("asked") == "gate" and request.method == "GET":
            form.show(rehearsed.rehearsal.problems)
        since = meanwhile(desk, form.seen) if form.stale else []
        if form.stale:
            form.version.data = str(desk.file.version)
            form.content.data = letter.content_hash if letter else ""
        page = render_template(
            "letters/edit.html",
            sheet=sheet,
            form=form,
            letter=letter,
            gate=gate,
            since=since,
            limit=desk.case.next_deadline,
            word=word,
            longest=format_decimal(LONGEST_LETTER),
            most=format_decimal(MOST_LINES),
            first_name=name_of(desk, first_of(desk.case)),
            shared=shared_contacts(desk),
        )
        refused = request.method == "POST" and form.errors
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK

    def _save(self, sheet: Sheet, letter: Letter | None, form: LetterForm) -> Id | None:
        said, case = writing_of(form, sheet), sheet.case.id
        command = c.DraftLetter(case=case, writing=said, letter=letter.id if letter else None)
        # Somebody's note on the case is no reason to refuse a letter that nobody else has touched.
        untouched = letter is None or form.content.data == letter.content_hash
        outcome = carry_out(self.register, command, form, sheet.file.version if untouched else None)
        if outcome is None:
            return None
        return letter.id if letter else outcome.made["letter"]

    def _submit(self, desk: Desk, letter: Id, form: LetterForm) -> ResponseReturnValue:
        command = c.SubmitLetter(case=desk.case.id, letter=letter)
        try:
            self.register.registrar.carry_out(command, current_actor(), str(uuid5(UUID(form.command), "submit")))
        except Refused:
            flash(gettext("Your draft is kept, but the gate does not let it through yet."), "warning")
            return redirect(url_for("letters.edit", case=desk.case.reference, letter=letter, asked="gate"))
        flash(gettext("The gate let the letter through."), "success")
        return redirect(url_for("letters.show", case=desk.case.reference, letter=letter))

    # ------------------------------------------------------------------------------------------ laying out

    def _writing(self, case: str) -> Desk:
        admit(self.register, c.DraftLetter)
        return self._desk(case)

    def _desk(self, case: str) -> Desk:
        desk = lay_out(self.register, current_actor(), case)
        self.register.upkeep.record(desk.actor.name, "read:case", (), ("case", desk.case.id))
        return desk

    def _sheet(self, desk: Desk, stored: c.Writing | None) -> tuple[Sheet, MultiDict[str, str] | None]:
        """Return what the form is made from, and what was said in it: nothing yet when the page is only opened."""
        posted = request.method == "POST"
        asked = request.form if posted else request.args
        wanted = asked.get("type") or (stored.type if stored else None)
        pack = pack_for(wanted, desk.packs)
        kind = letter_type(pack, wanted)
        decision = asked.get("decision") or (stored.decision if stored else None)
        told = decision if decision in kind.outcomes else next(iter(kind.outcomes), None)
        language = _language(desk, pack, asked.get("language") or (stored.language if stored else None))
        offered = self._offered(desk, Start(kind.id, told, language))
        written: dict[str, str] = {}
        numbers: set[str] = set()
        said = None
        if posted:
            said = self._said(desk, Start(kind.id, told, language), offered)
            written = {name[6:]: text for name, text in said.items() if name.startswith("block-")}
            found = [name for name, text in said.items() if FINDING in name and text.strip()]
            numbers = {name.rpartition("-")[2] for name in found}
        elif stored is not None:
            # What its author left out stays out; the standard texts are for new letters.
            written = {**{str(each.id): "" for each in offered}, **dict(stored.blocks)}
            numbers = {str(number) for number, _ in enumerate(stored.findings)}
        spec = spec_of(desk.case, desk.packs, kind.id, told)
        parts = parts_of(spec, offered, written)
        return Sheet(desk, spec.type, parts, language, max(len(numbers), 1)), said

    def _said(self, desk: Desk, start: Start, offered: list[Suggested]) -> MultiDict[str, str]:
        """Return what the form holds, in the language just chosen."""
        pack = pack_for(start.type, desk.packs)
        spoken, own = _language(desk, pack, request.form.get("spoken") or start.language), pack.languages[0]
        if start.language is None or spoken == start.language:
            return request.form
        return respoken(
            request.form, own, start.language, self._offered(desk, replace(start, language=spoken)), offered
        )

    def _offered(self, desk: Desk, start: Start) -> list[Suggested]:
        return suggest_blocks(self.register, desk.actor, desk.case.id, start)


def _language(desk: Desk, pack: Pack, wanted: str | None) -> str:
    """Return the language somebody asked for, else the complainant's, else the pack's own."""
    known = pack.languages
    preferred = desk.case.preferences.language
    return next((str(each) for each in (wanted, preferred) if each in known), known[0])


def letter_in(desk: Desk, letter: str) -> Letter:
    """Return the letter of the case with this id; raises ``Unknown``."""
    found = next((item for item in desk.case.letters if item.id == letter), None)
    if found is None:
        raise Unknown(Problem("no-such-letter", "letter"))
    return found


def reader_in(desk: Desk, person: str | None) -> Id | None:
    """Return whose copy is asked for, of those who complain or did; None: the first one's."""
    return next((known.id for known in everybody(desk.case) if known.id == person), None)


def _start(sheet: Sheet, stored: c.Writing | None, letter: Letter | None) -> dict[str, Any]:
    base = {"version": str(sheet.file.version), "content": letter.content_hash if letter else ""}
    if stored is not None:
        return {**data_of(stored), **base}
    via, contact = first_way(sheet.case, first_of(sheet.case))
    return {
        **base,
        **start_of_copies(sheet.case),
        "via": via,
        "contact": contact,
        "language": sheet.language,
        "decision": request.args.get("decision") or next(iter(sheet.kind.outcomes), None),
        "ground": next((stated.ground for stated in reversed(sheet.case.delay_grounds)), ""),
    }


def _saved(desk: Desk, letter: Id) -> ResponseReturnValue:
    flash(gettext("The draft is kept."), "success")
    return redirect(url_for("letters.show", case=desk.case.reference, letter=letter))


def make(register: Register) -> Blueprint:
    """Return the pages of letters."""
    blueprint, pages, steps = (
        Blueprint("letters", __name__, url_prefix="/letters", template_folder=".."),
        LetterPages(register),
        LetterSteps(register),
    )
    for_roles(blueprint, OFFICER, APPROVER, AUDITOR)
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<case>/new", "new", pages.new, methods=both)
    blueprint.add_url_rule("/<case>/check", "check_new", pages.check, methods=["POST"])
    blueprint.add_url_rule("/<case>/<letter>", "show", pages.show)
    blueprint.add_url_rule("/<case>/<letter>/edit", "edit", pages.edit, methods=both)
    blueprint.add_url_rule("/<case>/<letter>/check", "check", pages.check, methods=["POST"])
    blueprint.add_url_rule("/<case>/<letter>/preview", "preview", pages.preview)
    blueprint.add_url_rule("/<case>/<letter>/pdf", "pdf", pages.pdf)
    blueprint.add_url_rule("/<case>/<letter>/<step>", "step", steps.take, methods=["POST"])
    return blueprint
