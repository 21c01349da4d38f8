"""The packs as documents: which are there, which are used, and each version to be read by everybody who works here."""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_translations, gettext
from markupsafe import Markup

from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER
from register.domain.commands.case import AdoptCorrection
from register.domain.law.policy import Pack
from register.domain.permissions import MAY
from register.pack_review import review_policy
from register.web.assets import icon
from register.web.login import current_actor, for_roles
from register.web.looks import Look
from register.web.pages.policies.adoption import AdoptionPages
from register.web.pages.shared.labels import pack_title
from register.web.texts import locale
from register.wiring import Register
from reports.policy.document import print_policy, show_policy, write_policy
from reports.policy.inputs import Review

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Listed:
    """One version of a pack: whether complaints received today are held to it, and the entities that use the pack."""

    pack: Pack
    title: str
    standing: Look
    released: bool
    used_by: tuple[str, ...]


class PolicyPages:
    """The pages of the packs."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._printed: dict[tuple[str, str, str], bytes] = {}
        self._printing = Lock()

    def index(self) -> ResponseReturnValue:
        """List every version of every pack; those in use first, the newest of each before the older ones."""
        firm, policies, today = self.register.reader.firm.now(), self.register.policies, self.register.clock().date()
        found = []
        for pack in sorted(policies.packs.values(), key=lambda pack: pack.order, reverse=True):
            users = tuple(firm.entity_name(each.id) for each in firm.firm.entities if pack.id in each.packs)
            released = (pack.id, pack.version) in policies.released
            found.append(Listed(pack, pack_title(pack), self._standing(pack, today), released, users))
        found.sort(key=lambda listed: (not listed.used_by, listed.pack.id))
        return render_template("policies/index.html", listed=found)

    def show(self, pack: str, version: str) -> ResponseReturnValue:
        """Show one version as a document."""
        review, speech = self._review(pack, version), get_translations()
        document = write_policy(review, speech)
        # The renderer escapes everything in it.
        body = Markup(show_policy(document, speech))  # noqa: S704 - made by our own escaping templates
        adoptable = review.pack.corrects is not None and bool(MAY[AdoptCorrection].roles & current_actor().roles)
        return render_template(
            "policies/show.html", pack=review.pack, document=document, body=body, adoptable=adoptable
        )

    def pdf(self, pack: str, version: str) -> ResponseReturnValue:
        """Return the same as PDF; printed once a version and language, for it takes seconds and a version stays."""
        review = self._review(pack, version)
        known = (pack, version, review.language)
        with self._printing:
            if known not in self._printed:
                self._printed[known] = print_policy(review, get_translations())
        content = self._printed[known]
        name = f"{pack}-{version}.pdf"
        return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, PDF)

    def _review(self, pack: str, version: str) -> Review:
        found = self.register.policies.packs.get((pack, version))
        if found is None:
            abort(404)
        language = str(locale()).replace("_", "-")
        return review_policy(self.register.policies, found, self.register.clock(), language, get_translations())

    def _standing(self, pack: Pack, today: date) -> Look:
        if pack.is_draft:
            return Look(gettext("draft law, UNCONFIRMED"), "warn", icon("exclamation-triangle"))
        if today < pack.effective_from:
            return Look(gettext("not in force yet"), "calm", icon("hourglass-split"))
        newest = [known for known in self.register.policies.versions(pack.id) if known.effective_from <= today][-1]
        if newest.version != pack.version or (pack.effective_to is not None and today > pack.effective_to):
            return Look(gettext("for older complaints"), "quiet", icon("clock-history"))
        return Look(gettext("in force"), "good", icon("check-circle"))


def make(register: Register) -> Blueprint:
    """Return the pages of the packs."""
    blueprint = Blueprint("policies", __name__, url_prefix="/policies", template_folder="..")
    pages = PolicyPages(register)
    for_roles(blueprint, OFFICER, APPROVER, AUDITOR, ADMINISTRATOR)
    blueprint.add_url_rule("/", "index", pages.index)
    blueprint.add_url_rule("/<pack>/<version>", "show", pages.show)
    blueprint.add_url_rule("/<pack>/<version>/pdf", "pdf", pages.pdf)
    adoption = AdoptionPages(register)
    blueprint.add_url_rule("/<pack>/<version>/adoption", "adoption", adoption.show)
    blueprint.add_url_rule("/<pack>/<version>/adoption", "adopt", adoption.adopt, methods=["POST"])
    return blueprint
