"""A pack as a document: for paper, for a file, for a page of the register; the same words everywhere."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from markupsafe import Markup

from register.domain.law.policy import Pack
from reports.policy.cases import bans, classes, events, hand_offs
from reports.policy.changes import changes
from reports.policy.codes_in_words import Telling
from reports.policy.examples import examples
from reports.policy.inputs import Review
from reports.policy.legend import reading
from reports.policy.letters import letters
from reports.policy.limits import limits
from reports.policy.model import Chapter, Document
from reports.policy.provisions import provisions
from reports.policy.retention import codes, guards, outside
from reports.policy.scope import scope
from reports.renderers.html import Speech, render
from reports.renderers.pdf import Paper, Resource, print_pdf
from reports.renderers.words import Words
from reports.style.sheet import style

STYLE = Path(__file__).with_name("pack.css")
SCREEN = Path(__file__).with_name("screen.css")


def write_policy(review: Review, speech: Speech) -> Document:
    """Return the pack in words, with what changed against the version before it."""
    now = _told(review, review.pack, speech)
    before = None if review.previous is None else _told(review, review.previous, speech)
    telling = _telling(review, review.pack, speech)
    first, *rest = now.chapters
    worked = examples(telling, review.wrong)
    chapters = (first, *changes(telling, before, now, review.pack.changes), *rest, *worked, *codes(telling))
    return Document(now.title, now.version, now.warning, (*now.facts, *_files(telling, review)), chapters)


def show_policy(document: Document, speech: Speech) -> str:
    """Return the chapters as an HTML fragment for a page of the register, everything in it escaped."""
    return render("policy/chapters.html", {"document": document, "paper": False}, speech)


def page_policy(review: Review, speech: Speech) -> str:
    """Return the document as one HTML file that needs nothing beside it."""
    sheets = [*(resource.content for resource in _sheets().values()), SCREEN.read_bytes()]
    return _page(review, speech, Markup(b"\n".join(sheets).decode()))  # noqa: S704 - our own style sheets, nothing anybody wrote


def print_policy(review: Review, speech: Speech) -> bytes:
    """Return the document as PDF, the same bytes for the same review."""
    identifier = f"{review.pack.id}/{review.pack.version} {review.digest}"
    return print_pdf(Paper(_page(review, speech, None), identifier, review.as_at, _sheets()))


def _page(review: Review, speech: Speech, sheet: Markup | None) -> str:
    document = write_policy(review, speech)
    values = {
        "document": document,
        "paper": True,
        "sheet": sheet,
        "language": review.language,
        "pack": f"{review.pack.id}/{review.pack.version}",
        "digest": review.digest,
        "created": review.as_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return render("policy/pack.html", values, speech)


def _sheets() -> dict[str, Resource]:
    return {**style(), "pack.css": Resource(STYLE.read_bytes(), "text/css")}


def _telling(review: Review, pack: Pack, speech: Speech) -> Telling:
    return Telling(pack, Words(speech, review.language, "UTC"), review.events)


def _told(review: Review, pack: Pack, speech: Speech) -> Document:
    """Return what a version says, without what the register adds to it."""
    telling = _telling(review, pack, speech)
    _ = telling.gettext
    return Document(pack.title, pack.version, _warning(telling), tuple(_facts(telling)), tuple(_chapters(telling)))


def _warning(telling: Telling) -> str:
    _, pack = telling.gettext, telling.pack
    if pack.is_draft:
        return _("Draft law, UNCONFIRMED. Nothing in this pack binds anybody yet: %(why)s") % {"why": pack.draft}
    return _("Example, no law. Nothing in this pack may be relied on.") if pack.is_example else ""


def _chapters(telling: Telling) -> Iterator[Chapter]:
    for chapters in (reading, classes, limits, events, bans, letters, guards, hand_offs, scope, outside, provisions):
        yield from chapters(telling)


def _facts(telling: Telling) -> Iterator[tuple[str, str]]:
    _, pack, day = telling.gettext, telling.pack, telling.words.day
    natures = {"law": _("law"), "guideline": _("guideline"), "standard": _("standard"), "house": _("house rules")}
    natures["draft"] = _("draft law, not made yet")
    span = _("received on or after %(day)s") % {"day": day(pack.effective_from)}
    if pack.effective_to is not None:
        days = {"first": day(pack.effective_from), "last": day(pack.effective_to)}
        span = _("received from %(first)s to %(last)s") % days
    yield _("Version"), str(pack.version)
    yield _("Complaints"), span
    yield _("Jurisdiction"), str(pack.jurisdiction)
    yield _("Nature"), _("example, no law") if pack.is_example else natures[pack.nature]
    yield _("Read in"), pack.source
    yield _("Places"), "; ".join(f"{p.id} ({p.calendar}, {p.zone})" for p in pack.places.values())
    yield _("Letters in"), ", ".join(pack.languages)


def _files(telling: Telling, review: Review) -> Iterator[tuple[str, str]]:
    _ = telling.gettext
    sealed = _("released: its files never change, a new version supersedes it")
    yield _("State"), sealed if review.released else _("not released: its files may still change")
    yield _("Code"), str(review.pack.id)
    yield _("SHA-256 of the files"), review.digest
    yield _("As read on"), telling.words.moment(review.as_at)
