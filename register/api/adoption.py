"""A corrected reading adopted over REST: what it would change, and adopting it for many open complaints."""

from itertools import islice
from typing import Any, Final

from register.adoption import Adoption, Standing
from register.api.blueprint import Blueprint
from register.api.context import asking, note_reading, reading, the_register
from register.api.problems import told
from register.api.steps import for_command
from register.domain.commands.case import AdoptCorrection
from register.domain.errors import Problem, Unknown
from register.domain.obligations.comparison import Outcome
from register.schemas import adoption as s
from register.schemas.shown import bare

adoption = Blueprint("adoption", "Corrected readings for open complaints")

PLACE: Final = "/packs/<string(maxlength=100):pack>/<string(maxlength=40):version>/adoption"


@adoption.route(PLACE)
@adoption.arguments(s.Look, location="query")
@adoption.response(200, s.AwaitingAdoption)
def look(said: dict[str, Any], pack: str, version: str) -> dict[str, Any]:
    """List open complaints held to the reading that this version puts right, and what it would change for each.

    The first received come first. ``more``: there are others; they come once these are adopted.
    """
    actor, limit = reading("cases:read"), said["limit"]
    note_reading("cases")
    waiting = list(islice(_adoption(pack, version).waiting(actor), limit + 1))
    return {"items": [_shown(*each) for each in waiting[:limit]], "more": len(waiting) > limit}


@adoption.route(PLACE, methods=["POST"])
@for_command(AdoptCorrection)
@adoption.arguments(s.Adopting)
@adoption.response(200, s.Adopted)
def adopt(said: dict[str, Any], pack: str, version: str) -> dict[str, Any]:
    """Adopt it for the complaints that are named, or for the first of those that wait.

    Each is a command of its own with an outcome of its own; one that is refused names its reasons and stays as it was.
    Whoever asks again goes on with the rest.
    """
    found, named, limit = _adoption(pack, version), said.get("references"), said["limit"]
    waiting = (each for each, _ in found.waiting(asking()) if named is None or each.reference in named)
    chosen = list(islice(waiting, limit + 1))
    return {"items": [_adopted(found, each) for each in chosen[:limit]], "more": len(chosen) > limit}


def _adoption(pack: str, version: str) -> Adoption:
    correction = the_register().policies.packs.get((pack, version))
    if correction is None:
        raise Unknown(Problem("unknown-pack", "pack"))
    return Adoption(the_register(), correction)


def _shown(standing: Standing, outcome: Outcome) -> dict[str, Any]:
    changes, problems = [bare(change) for change in outcome.changes], [told(problem) for problem in outcome.problems]
    return {"reference": standing.reference, "version": standing.version, "changes": changes, "errors": problems}


def _adopted(found: Adoption, standing: Standing) -> dict[str, Any]:
    refusal = found.adopt(standing.case, asking())
    problems = [] if refusal is None else [told(problem) for problem in refusal.problems]
    return {"reference": standing.reference, "adopted": refusal is None, "errors": problems}
