"""Why a date is what it is, as a page shows it: pairs of a term and its value, and the days as a picture."""

from dataclasses import dataclass
from typing import Protocol

from flask import url_for
from markupsafe import Markup

from register.domain.law.policy import Pack
from register.domain.law.proofs import Derivation
from register.web.pages.shared.labels import duty_title
from register.web.texts import manner
from register.wiring import Register
from register.wording.dates.picture import Picture, picture
from register.wording.dates.why import Proven, Said
from register.wording.dates.why import why as why_in_words
from reports.renderers.day_strip import draw

Pair = tuple[str, str | Markup]


class Place(Protocol):
    """Where a date is looked at: a case or a message on somebody's desk."""

    @property
    def register(self) -> Register:
        """The register, for the calendars behind the date."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs the date may be from."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a date stands on: pairs of a term and its value; its days as a drawing, with the key to their marks."""

    pairs: list[Pair]
    drawing: Markup
    key: tuple[Said, ...]


def why(proof: Derivation, place: Place) -> Proof:
    """Return the proof of a date in words and as a picture."""
    pack = next((pack for pack in place.packs if pack.id == proof.pack), None)
    calendar = place.register.policies.calendar(proof.calendar, proof.calendar_version)
    proven = Proven(proof, calendar, pack)
    name = proof.rule if proven.rule is None else duty_title(place.packs, proven.rule.duty)
    return proof_of(proven, why_in_words(proven, manner()), picture(name, proven, None, manner()))


def proof_of(proven: Proven, said: list[Said], of_days: Picture) -> Proof:
    """Return a proof as pages show it: the rule leads to where the document of its pack says it in words."""
    reference = f"{proven.proof.cite} · {proven.proof.rule}"
    pairs: list[Pair] = [(term, _link(proven) if text == reference else text) for term, text in said]
    drawing = Markup(draw(of_days))  # noqa: S704 -- our own drawing, its words escaped where it is made
    return Proof(pairs, drawing, of_days.key)


def _link(proven: Proven) -> Markup:
    proof, pack = proven.proof, proven.pack
    kind = "rule" if pack is None or proof.rule in pack.rules else "hand-off"
    place = url_for("policies.show", pack=proof.pack, version=proof.pack_version, _anchor=f"{kind}-{proof.rule}")
    return Markup('<a href="{}">{} · {}</a>').format(place, proof.cite, proof.rule)
