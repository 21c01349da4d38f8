"""A letter as its reader sees it."""

from markupsafe import Markup

from register.domain.subjects.complainants import first_of
from register.domain.values import Id
from register.publication.letters import preview_file, render_letter
from register.reader.cases import CaseFile
from register.web.pages.cases.desk import Desk


def paper_of(desk: Desk, letter: Id, file: CaseFile | None = None, person: Id | None = None) -> Markup:
    """Return the letter as a fragment of HTML, from ``file`` where it is not stored yet; for one of several readers."""
    fragment = preview_file(desk.register, file or desk.file, letter, person)
    return Markup(fragment)  # noqa: S704 - it was escaped where it was made


def print_of(desk: Desk, letter: Id, person: Id | None = None) -> bytes:
    """Return the letter as PDF: what was queued or sent as it is kept, anything else printed now."""
    case = desk.case
    reader = person or first_of(case).id
    sent = [d for d in case.dispatches if d.letter == letter and (d.person or case.id) == reader]
    kept = desk.register.reader.cases.content(desk.actor, case.id, sent[-1].document) if sent else None
    return kept or render_letter(desk.register, case.id, letter, desk.actor, reader)
