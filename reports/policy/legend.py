"""How to read the document: what each mark means, in words."""

from collections.abc import Mapping

from reports.document import text
from reports.marker import _
from reports.policy.codes_in_words import FORCE, SURE, Telling
from reports.policy.model import Chapter, Grid, Row, chapter, lines

FORCES: Mapping[str, str] = {
    "E": _("The regulator enforces it. Missing it is a possible breach."),
    "G": _("The regulator's guidance: expected, but not enforced as such. Its dates are no legal deadlines."),
    "L": _("Another law, named with the paragraph. It binds like what is enforceable."),
    "house": _("The firm's own choice or reading. It binds nobody outside the firm."),
}
SURES: Mapping[str, str] = {
    "C": _("Read in the regulator's own text."),
    "S": _("Read in a secondary source, which is named. Check it against the text."),
    "D": _("Follows from what was read, by our own reasoning."),
    "U": _("Nobody could confirm it. The register may show the date, but never calls it a legal deadline."),
}


def reading(telling: Telling) -> tuple[Chapter, ...]:
    """Return the marks with their meaning."""
    _ = telling.gettext
    lead = _(
        "Everything here is said in our own words; the paragraph beside it is where the regime says it. Words in “…” "
        "are events of a complaint. The codes in grey are the names under which the register's pages show the same."
    )
    columns = (text(_("Mark"), 3), text(_("Meaning"), 8))
    forces = tuple(Row((lines(_(FORCE[code])), lines(_(said)))) for code, said in FORCES.items())
    sures = tuple(Row((lines(_(SURE[code])), lines(_(said)))) for code, said in SURES.items())
    parts = (Grid(_("How binding it is"), columns, forces), Grid(_("How sure we are"), columns, sures))
    return chapter(("reading", _("How to read this"), lead), parts)
