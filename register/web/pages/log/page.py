"""Logging by hand: a complaint that was resolved on the spot is logged and closed on one page; another stays open."""

from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from register.domain.actors import APPROVER, OFFICER
from register.domain.errors import Invalid, Problem, Unknown
from register.domain.law.policy import Pack
from register.domain.values import Code
from register.web.login import current_actor, for_roles
from register.web.pages.cases.desk import lay_out
from register.web.pages.log.forms import LogAndCloseForm, LogForm, LogOpenForm
from register.web.pages.shared.labels import Choices
from register.web.pages.shared.step_form import carry_out
from register.web.texts import sentence
from register.wiring import Register

EARLY: Final = Code("early-close-basis")
FORMS: Final[dict[str, type[LogForm]]] = {"close": LogAndCloseForm, "open": LogOpenForm}


class Logging:
    """The two pages for logging by hand, and the page that says the reference."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Log a complaint that is resolved already, and close it; where the rules know no such end, it stays open."""
        return self._log("close")

    def stays_open(self) -> ResponseReturnValue:
        """Log a complaint that stays open."""
        return self._log("open")

    def done(self, reference: str) -> str:
        """Say the reference of what was just logged, and what comes next."""
        desk = lay_out(self.register, current_actor(), reference)
        self.register.upkeep.record(desk.actor.name, "read:case", (), ("case", desk.case.id))
        return render_template("log/done.html", desk=desk, case=desk.case, next_date=desk.case.next_deadline)

    def _log(self, kind: str) -> ResponseReturnValue:
        form = FORMS[kind]()
        brands = self._brands()
        zone, packs = self._place(
            form.brand.data if form.brand.data in {brand.value for brand in brands} else brands[0].value
        )
        pack = packs[0]
        early = bool(pack.codes[EARLY].entries)
        if kind == "close" and not early:
            return redirect(url_for("logging.stays_open"))
        form.prepare(pack, brands, zone, None if form.is_submitted() else self.register.clock())
        form.offer(packs)
        if form.validate_on_submit() and self._finds_earlier(form):
            outcome = carry_out(self.register, form.order(), form)
            if outcome is not None:
                return redirect(url_for("logging.done", reference=outcome.subject.id))
        page = render_template("log/form.html", form=form, kind=kind, early=early)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK

    def _finds_earlier(self, form: LogForm) -> bool:
        """Look up the earlier complaint that was named, if any; say so on the form where there is none."""
        try:
            reference = (form.related.data or "").upper()
            form.earlier = self.register.reader.cases.find(current_actor(), reference) if reference else None
        except Unknown as refusal:
            form.related.errors = [*form.related.errors, *(sentence(problem) for problem in refusal.problems)]
            return False
        return True

    def _brands(self) -> Choices:
        file, actor = self.register.reader.firm.now(), current_actor()
        brands: Choices = [
            SelectChoice(brand.id, file.brand_name(brand.id)) for brand in file.firm.brands if actor.covers(brand.id)
        ]
        if not brands:
            raise Invalid(Problem("unknown-brand", "brand"))
        return brands

    def _place(self, brand: str) -> tuple[ZoneInfo, tuple[Pack, ...]]:
        """Return where days are counted for a brand, and its packs of today; complaints use the lists of the first."""
        firm = self.register.reader.firm.now().firm
        entity = firm.entity(firm.brand(brand).entity)
        zone = ZoneInfo(entity.zone)
        today = self.register.clock().astimezone(zone).date()
        return zone, self.register.policies.in_force(entity.packs, today, firm.accepted)


def make(register: Register) -> Blueprint:
    """Return the pages for logging by hand."""
    pages = Blueprint("logging", __name__, url_prefix="/log", template_folder="..")
    for_roles(pages, OFFICER, APPROVER)
    log = Logging(register)
    pages.add_url_rule("/", "index", log.index, methods=["GET", "POST"])
    pages.add_url_rule("/open", "stays_open", log.stays_open, methods=["GET", "POST"])
    pages.add_url_rule("/<reference>", "done", log.done)
    return pages
