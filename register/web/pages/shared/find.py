"""The words by which a list is narrowed, as its address carries them."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from register.domain.display import storable
from register.domain.errors import Invalid
from register.domain.find import LONGEST_ASKED, wanted
from register.wording.sentences import sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is to be narrowed by (empty: the whole list), or why nothing is looked for."""

    words: str
    refused: str = ""


def asked() -> Asked:
    """Return the words of this request's address."""
    words = storable(request.args.get("q", "")).strip()
    try:
        wanted(words)
    except Invalid as refusal:
        return Asked(words[:LONGEST_ASKED], " ".join(sentence(problem, gettext) for problem in refusal.problems))
    return Asked(words)
