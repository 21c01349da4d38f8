"""The queue: complaints by their next legal date, narrowed to whose they are, and found by any words of them."""

from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.law.policy import Pack
from register.domain.values import Code
from register.reader.cases import NOBODY, CaseLine, QueueView
from register.reader.pagination import Page
from register.web.login import current_actor, for_roles
from register.web.pages.queue.marks import marks
from register.web.pages.shared.find import EVERYWHERE, Asked, asked
from register.web.pages.shared.labels import label, word
from register.wiring import Register

VIEWS: Final = {
    "all": _("All open"),
    "mine": _("Mine"),
    "unassigned": _("Unassigned"),
    "closed": _("Closed"),
    "void": _("Void"),
}


def make(register: Register) -> Blueprint:
    """Return the page of the queue."""
    pages = Blueprint("queue", __name__, url_prefix="/queue", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)

    @pages.get("/")
    def index() -> ResponseReturnValue:
        find = asked()
        view = find.view(VIEWS)
        page, firm = _listed(register, view, find), register.reader.firm.now()
        if find.words and page.items and page.items[0].reference.casefold() == find.words.casefold():
            return redirect(url_for("cases.show", reference=page.items[0].reference))
        shown = render_template(
            "queue/index.html",
            page=page,
            view=view,
            views=find.views(VIEWS),
            wanted=find.words,
            refused=find.refused,
            firm_file=firm,
            zones={brand.id: ZoneInfo(firm.firm.entity(brand.entity).zone) for brand in firm.firm.brands},
            names={file.account.id: file.name for file in register.reader.accounts.everybody()},
            pack=Labels(register),
            word=word,
            sent_back=register.reader.parts.sent_back(current_actor()),
            marks=marks(register, firm.firm, page.items),
        )
        return shown, find.status

    return pages


class Labels:
    """The labels of every pack that stands ready: a queue holds cases of several."""

    def __init__(self, register: Register) -> None:
        self._packs: tuple[Pack, ...] = tuple(register.policies.packs.values())

    def product(self, code: str | None) -> str:
        """Return a product's label."""
        return next((found for pack in self._packs if (found := label(pack, "product", code)) != code), code or "")

    def complaint_class(self, code: str | None) -> str:
        """Return a class's title."""
        return next((c.title for pack in self._packs for c in pack.classes.values() if c.id == code), code or "")

    def letter(self, kind: str) -> str:
        """Return a kind of letter's title."""
        titles = (pack.letter_types[Code(kind)].title for pack in self._packs if kind in pack.letter_types)
        return next(titles, kind)

    def duty(self, rule: str | None) -> str:
        """Return what a rule's date is for, in short."""
        titles = (pack.duties[r.duty] for pack in self._packs for r in pack.rules.values() if r.id == rule)
        return next(titles, rule or "").partition(" (")[0]


def _listed(register: Register, view: str, find: Asked) -> Page[CaseLine]:
    actor, cases, cursor = current_actor(), register.reader.cases, request.args.get("after")
    if find.refused:
        return Page([], None)
    if find.words:
        register.upkeep.record(actor.name, "search:cases")
    if view == EVERYWHERE:
        return cases.search(actor, find.words, cursor=cursor)
    assignee = {"mine": actor.account, "unassigned": NOBODY}.get(view)
    status = view if view in {"closed", "void"} else "open"
    return cases.queue(actor, QueueView(status, assignee, find.words), cursor=cursor)
