"""A letter as its reader sees it."""

from markupsafe import Markup

from register.domain.values import Id
from register.publication.letters import preview_file, render_letter
from register.reader.cases import CaseFile
from register.web.pages.cases.desk import Desk


def paper_of(desk: Desk, letter: Id, file: CaseFile | None = None) -> Markup:
    """Return the letter as a fragment of HTML, from ``file`` where it is not stored yet."""
    fragment = preview_file(desk.register, file or desk.file, letter)
    return Markup(fragment)  # noqa: S704 - it was escaped where it was made


def print_of(desk: Desk, letter: Id) -> bytes:
    """Return the letter as PDF: what was queued or sent as it is kept, anything else printed now."""
    sent = [dispatch for dispatch in desk.case.dispatches if dispatch.letter == letter]
    kept = desk.register.reader.cases.content(desk.actor, desk.case.id, sent[-1].document) if sent else None
    return kept or render_letter(desk.register, desk.case.id, letter, desk.actor)
