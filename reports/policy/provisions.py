"""Every provision of the regime in our own words, with where the register holds it or why it holds nothing of it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from register.domain.law.duties import Provision
from reports.document import text
from reports.marker import _
from reports.policy.codes_in_words import Telling
from reports.policy.model import Cell, Chapter, Grid, Group, Line, Part, Remark, Row, chapter, lines

HELD: Mapping[str, str] = {
    "apportionment": _("shares of a loss"),
    "block": _("part of a letter"),
    "class": _("class"),
    "code": _("code list"),
    "command": _("step"),
    "duty": _("duty"),
    "eligibility": _("test"),
    "event": _("event"),
    "fact": _("fact"),
    "gate": _("second person"),
    "hand_off": _("hand-off"),
    "letter": _("letter"),
    "page": _("page"),
    "practice": _("what is usual"),
    "prohibition": _("prohibition"),
    "reading": _("how far it reaches"),
    "report": _("report"),
    "retention": _("retention"),
    "return": _("return"),
    "risk": _("delay guard"),
    "rule": _("limit"),
    "switch": _("beginning"),
    "threshold": _("sum"),
    "trail": _("record in the trail"),
    "written_response": _("written response"),
}
OWN = frozenset({"command", "page", "practice", "report", "trail"})


def provisions(telling: Telling) -> tuple[Chapter, ...]:
    """Return the provisions by section."""
    _ = telling.gettext
    lead = _(
        "Every rule of the regime in our own words and in the order of our reading, and where the register holds it. "
        "What the register does not hold is said, with the reason."
    )
    return chapter(("provisions", _("Provisions"), lead), _sections(telling))


def _sections(telling: Telling) -> Iterator[Part]:
    _, known = telling.gettext, telling.pack.provisions.values()
    if not known:
        return
    held = sum(bool(provision.held) for provision in known)
    counts = {"held": telling.words.number(held), "all": telling.words.number(len(known))}
    yield Remark(_("%(held)s of %(all)s provisions are held by the register.") % counts)
    columns = (
        text(_("No."), 2),
        text(_("In our words"), 9),
        text(_("Paragraph"), 3),
        text(_("Force"), 4),
        text(_("Where it is held"), 6),
    )
    for section, found in groupby(known, attrgetter("section")):
        yield Group(section)
        yield Grid(section, columns, tuple(_row(telling, provision) for provision in found), titled=True)


def _row(telling: Telling, provision: Provision) -> Row:
    marks = telling.marks(provision.force, provision.confirmed)
    return Row(
        (
            lines(provision.id),
            lines(provision.text),
            lines(provision.cite),
            lines(*(mark.text for mark in marks)),
            _held(telling, provision),
        ),
        f"provision-{provision.id}",
    )


def _held(telling: Telling, provision: Provision) -> Cell:
    _ = telling.gettext
    if not provision.held:
        return lines(_("not held: %(why)s") % {"why": provision.not_held})
    return tuple(_reference(telling, *reference.split(":", 1)) for reference in provision.held)


def _reference(telling: Telling, kind: str, name: str) -> Line:
    words = telling.gettext(HELD[kind])
    anchor = "" if kind in OWN else f"{kind.replace('_', '-')}-{name}"
    return Line(f"{words}: {name}", anchor)
