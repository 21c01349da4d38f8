"""Letters: written, asked through the gate, approved by a second person, given or sent; and what waits for approval."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from register.api.blueprint import Blueprint
from register.api.cases import case_file
from register.api.context import asking, note_reading, reading, the_register
from register.api.downloads import download
from register.api.pagination import page_answer, part_of
from register.api.steps import OK, Place, Step, add_steps, etag
from register.domain.commands import letter as le
from register.domain.errors import Problem, Unknown
from register.domain.subjects.letter import Letter
from register.domain.values import Id
from register.reader.cases import CaseFile
from register.reader.parts import Waiting
from register.schemas import answers
from register.schemas import letters as w
from register.schemas.house import Paging
from register.schemas.shown import bare, opened, shown
from register.schemas.work import Reason

letters = Blueprint("letters", "Letters and their approval")

STEPS: Final = (
    Step("", le.DraftLetter, w.Letter, "writing", "PUT"),
    Step("/submission", le.SubmitLetter),
    Step("/approval", le.ApproveLetter, w.Approval),
    Step("/return", le.ReturnLetter, Reason),
    Step("/void", le.VoidLetter),
    Step("/given", le.GiveLetter, w.Giving),
)


def _on_letter(address: Mapping[str, Any]) -> dict[str, Any]:
    letter: Id = address["letter"]
    return {"case": the_register().reader.parts.case_of_letter(asking(), letter), "letter": letter}


add_steps(letters, Place("/letters/<id:letter>", _on_letter), STEPS)


@letters.route("/cases/<reference:ref>/letters")
@letters.arguments(Paging, location="query")
@letters.response(200, answers.page_of(shown(Letter), "Letters"))
def of_case(said: dict[str, Any], ref: str) -> dict[str, Any]:
    """List a case's letters, the oldest first."""
    file = case_file(ref)
    return page_answer(part_of(file.case.letters, said), lambda letter: opened(letter, file.plain))


@letters.route("/letters/<id:letter>")
@letters.response(200, shown(Letter))
def show(letter: Id) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read one letter; its ETag is the version of its case."""
    file, found = _open(letter)
    return opened(found, file.plain), OK, etag(file.version)


@letters.route("/letters/<id:letter>/document")
@letters.arguments(w.Reader, location="query")
@letters.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def document(said: dict[str, Any], letter: Id) -> Response:
    """Read the document that was put into the outbox: of one ``person``, where several complain."""
    file, found = _open(letter)
    mine = [dispatch for dispatch in file.case.dispatches if dispatch.letter == found.id]
    person = said.get("person")
    sent = [dispatch.document for dispatch in mine if person in {None, dispatch.person or file.case.id}]
    content = the_register().reader.cases.content(asking(), file.case.id, sent[-1]) if sent else None
    if content is None:
        raise Unknown(Problem("no-such-file", "letter"))
    return download(content, "application/pdf", f"{file.case.reference}-{found.content.type}.pdf")


@letters.route("/approvals")
@letters.arguments(Paging, location="query")
@letters.response(200, answers.page_of(shown(Waiting), "Approvals"))
def approvals(said: dict[str, Any]) -> dict[str, Any]:
    """List what waits for a second person, the most urgent first."""
    actor = reading("cases:read")
    page = the_register().reader.parts.approvals(actor, cursor=said.get("cursor"), limit=said["limit"])
    return page_answer(page, bare)


def _open(letter: Id) -> tuple[CaseFile, Letter]:
    actor, reader = reading("cases:read"), the_register().reader
    file = reader.cases.open(actor, reader.parts.case_of_letter(actor, letter))
    found = file.case.letter(letter)
    if found is None:
        raise Unknown(Problem("no-such-letter", "letter"))
    note_reading("letter", ("case", file.case.id))
    return file, found
