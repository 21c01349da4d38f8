"""The words by which a list is narrowed, as its address carries them."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from register.domain.display import storable
from register.domain.errors import Invalid
from register.domain.find import LONGEST_ASKED, wanted
from register.wording.sentences import sentence

EVERYWHERE: Final = "everywhere"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is to be narrowed by (empty: the whole list), or why nothing is looked for."""

    words: str
    refused: str = ""

    @property
    def status(self) -> HTTPStatus:
        """The status of a page that shows what was found."""
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.refused else HTTPStatus.OK

    def views(self, whole: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a list's views with their names: words are looked for everywhere first."""
        return {EVERYWHERE: _("Everywhere"), **whole} if self.words else whole

    def view(self, whole: Mapping[str, Any]) -> str:
        """Return the view this request's address names, or the first."""
        views, named = self.views(whole), request.args.get("view", "")
        return named if named in views else next(iter(views))


def asked() -> Asked:
    """Return the words of this request's address."""
    words = storable(request.args.get("q", "")).strip()
    try:
        wanted(words)
    except Invalid as refusal:
        return Asked(words[:LONGEST_ASKED], " ".join(sentence(problem, gettext) for problem in refusal.problems))
    return Asked(words)
