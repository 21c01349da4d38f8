"""Notes and files of a case."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final, TypeVar

from flask import Response, request
from marshmallow import EXCLUDE

from register.api.blueprint import Blueprint
from register.api.cases import case_file
from register.api.context import asking, the_register
from register.api.downloads import download
from register.api.pagination import page_answer, part_of
from register.api.steps import CREATED, Answer, answer, carry_out, for_command
from register.domain.commands.base import Upload
from register.domain.commands.case import AttachFile
from register.domain.errors import Invalid, Problem, Unknown
from register.domain.facts.case import FileAttached, NoteAdded
from register.domain.trail.entry import Entry
from register.domain.values import Id
from register.reader.cases import CaseFile
from register.schemas import answers
from register.schemas.fields import moment_text
from register.schemas.house import Paging
from register.schemas.work import File, FileForm

evidence = Blueprint("evidence", "Notes and files of a complaint")

F = TypeVar("F", NoteAdded, FileAttached)
CASE: Final = "/cases/<reference:ref>"
FORM: Final = "multipart/form-data"


@evidence.route(f"{CASE}/notes")
@evidence.arguments(Paging, location="query")
@evidence.response(200, answers.page_of(answers.Note, "Notes"))
def notes(said: dict[str, Any], ref: str) -> dict[str, Any]:
    """List a case's internal comments, the oldest first."""
    file = case_file(ref)

    def show(found: tuple[Entry, NoteAdded]) -> dict[str, Any]:
        entry, note = found
        return {**_about(entry, note), "id": note.note, "text": file.text(note.text)}

    return page_answer(part_of(list(_kept(file, NoteAdded)), said), show)


@evidence.route(f"{CASE}/files")
@evidence.arguments(Paging, location="query")
@evidence.response(200, answers.page_of(answers.File, "Files"))
def files(said: dict[str, Any], ref: str) -> dict[str, Any]:
    """List a case's files, the oldest first."""
    file = case_file(ref)

    def show(found: tuple[Entry, FileAttached]) -> dict[str, Any]:
        entry, kept = found
        own = {"id": kept.file, "name": file.text(kept.name), "media_type": kept.media_type, "size": kept.size}
        return {**_about(entry, kept), **own}

    return page_answer(part_of(list(_kept(file, FileAttached)), said), show)


@evidence.route(f"{CASE}/files/<id:wanted>")
@evidence.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def content(ref: str, wanted: Id) -> Response:
    """Read a file's bytes."""
    file = case_file(ref)
    kept = next((fact for _, fact in _kept(file, FileAttached) if fact.file == wanted), None)
    held = None if kept is None else the_register().reader.cases.content(asking(), file.case.id, kept.content)
    if kept is None or held is None:
        raise Unknown(Problem("no-such-file", "file"))
    # What somebody uploaded is never run in our place, whatever it says it is; its name is told by the list of files.
    return download(held, "application/octet-stream", f"{file.case.reference}-{wanted}")


@evidence.route(f"{CASE}/files", methods=["POST"])
@for_command(AttachFile, guarded=True)
@evidence.doc(
    requestBody={"required": True, "content": {"application/json": {"schema": File}, FORM: {"schema": FileForm}}}
)
@evidence.response(201, answers.Outcome)
def attach(ref: str) -> Answer:
    """Keep a file as evidence: as a form with the file, or as JSON with its bytes in base64; at most 25 MB."""
    actor = asking()
    upload, privileged = _from_form() if request.mimetype == FORM else _from_json()
    case = the_register().reader.cases.find(actor, ref)
    return answer(carry_out(AttachFile(case=case, file=upload, privileged=privileged), guarded=True), CREATED)


def _from_form() -> tuple[Upload, bool]:
    said = Blueprint.ARGUMENTS_PARSER.parse(FileForm(only=["privileged"], unknown=EXCLUDE), request, location="form")
    sent = request.files.get("file")
    if sent is None:
        raise Invalid(Problem("required", "file"))
    media_type = sent.mimetype or "application/octet-stream"
    with closing(sent.stream):
        return Upload(sent.filename or "", media_type, sent.read()), said.get("privileged") == "true"


def _from_json() -> tuple[Upload, bool]:
    said = Blueprint.ARGUMENTS_PARSER.parse(File, request, location="json")
    return Upload(said["name"], said["media_type"], said["content"]), said.get("privileged", False)


def _kept(file: CaseFile, kind: type[F]) -> Iterator[tuple[Entry, F]]:
    for entry in file.entries:
        yield from ((entry, fact) for fact in entry.facts if isinstance(fact, kind))


def _about(entry: Entry, kept: NoteAdded | FileAttached) -> dict[str, Any]:
    return {"at": moment_text(entry.at), "by": entry.actor, "privileged": kept.privileged}
