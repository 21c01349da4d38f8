"""A corrected reading for the open complaints: what it changes for each, adopted by an approver for those chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from register.adoption import Adoption
from register.domain.commands.case import AdoptCorrection
from register.domain.errors import Refused
from register.domain.law.policy import Pack
from register.domain.obligations.comparison import Change, Outcome, Side
from register.domain.values import Id
from register.web import formats
from register.web.login import current_actor
from register.web.pages.shared.labels import pack_title, word
from register.web.pages.shared.step_form import admit
from register.web.texts import locale, sentence
from register.wiring import Register

# What one look shows, and one click adopts: more wait for the next.
MOST: Final = 100
STANDS: Final = {
    "in-time": _("in time"),
    "late": _("late"),
    "open": _("open"),
    "passed": _("passed"),
    "ended": _("ended with the complaint"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open complaint as the page lists it: ``changes`` in words, nothing where no date is another."""

    case: Id
    reference: str
    version: str
    changes: tuple[str, ...]


class AdoptionPages:
    """The page of one correction, for those who may adopt it."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def show(self, pack: str, version: str) -> ResponseReturnValue:
        """List the open complaints held to the older reading: those first whose dates would be others."""
        adoption = self._adoption(pack, version)
        waiting = list(islice(self._waiting(adoption), MOST + 1))
        correction = adoption.correction
        return render_template(
            "policies/adoption.html",
            pack=correction,
            title=pack_title(correction),
            waiting=sorted(waiting[:MOST], key=lambda row: not row.changes),
            more=len(waiting) > MOST,
        )

    def adopt(self, pack: str, version: str) -> ResponseReturnValue:
        """Adopt it for the complaints that were chosen, a command each; what was refused is named with the reason."""
        adoption, adopted = self._adoption(pack, version), 0
        known = {standing.case: standing for standing, _ in islice(adoption.waiting(current_actor()), MOST)}
        for standing in (known[Id(case)] for case in request.form.getlist("case") if case in known):
            refusal = adoption.adopt(standing.case, current_actor())
            adopted += refusal is None
            if refusal is not None:
                flash(f"{standing.reference}: {_why(refusal)}", "warning")
        done = ngettext("Adopted for %(num)d complaint.", "Adopted for %(num)d complaints.", adopted)
        flash(done if adopted else gettext("Nothing was adopted."), "success" if adopted else "info")
        return redirect(url_for("policies.adoption", pack=pack, version=version))

    def _adoption(self, pack: str, version: str) -> Adoption:
        admit(self.register, AdoptCorrection)
        found = self.register.policies.packs.get((pack, version))
        if found is None or found.corrects is None:
            abort(404)
        return Adoption(self.register, found)

    def _waiting(self, adoption: Adoption) -> Iterator[Waiting]:
        for standing, outcome in adoption.waiting(current_actor()):
            told = tuple(_told(outcome, adoption.correction))
            yield Waiting(standing.case, standing.reference, standing.version, told)


def _told(outcome: Outcome, pack: Pack) -> Iterator[str]:
    if outcome.problems:
        yield _why(Refused(*outcome.problems))
    for change in outcome.changes:
        yield _change(change, pack)


def _change(change: Change, pack: Pack) -> str:
    duty = pack.duties.get(change.duty, change.duty)
    before, after = _side(change.before), _side(change.after)
    return str(gettext("%(duty)s: from %(before)s to %(after)s", duty=duty, before=before, after=after))


def _side(side: Side | None) -> str:
    """Say a date: its last day, its force, and where it stands."""
    if side is None:
        return str(gettext("no date"))
    day = formats.day(formats.last_day(side.due_at, ZoneInfo(side.zone)), locale())
    stands = (word("force", side.force), STANDS.get(side.standing))
    return f"{day} ({', '.join(str(each) for each in stands if each)})"


def _why(refusal: Refused) -> str:
    return " ".join(sentence(problem) for problem in refusal.problems)
