"""What came and is in no message: shown with its reason, so that somebody can read it, have it read again, or set it
aside.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import InputRequired

from register.domain.actors import APPROVER, AUDITOR, OFFICER, Actor
from register.domain.permissions import CASEWORK
from register.intake import Intake
from register.reader.deliveries import TOLD_DIFFERENTLY, Parked
from register.reader.work import RawDelivery
from register.web.login import current_actor, for_roles
from register.web.pages.shared.fields import id_of, select
from register.web.pages.shared.labels import choices, word
from register.web.pages.shared.step_form import StepForm
from register.wiring import Register

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One part: of which delivery and channel, why it is in no message, and what stands in it."""

    delivery: str
    name: str
    channel: str
    arrived_at: datetime
    why: str
    place: str
    words: str


class AsideForm(StepForm):
    """Why a part of a delivery may rest unread."""

    part = HiddenField(validators=[InputRequired()])
    reason = select(_("Set aside, because"), choices("set-aside", _("Why?")), required=True)


class Unread:
    """The page of what nobody has read."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._intake = Intake(register.registrar, register.reader, register.upkeep)

    def index(self) -> str:
        """Show what came and is in no message, the newest first; the reading is written down first."""
        actor = current_actor()
        self.register.upkeep.record(actor.name, "read:unread-deliveries")
        deliveries = self.register.reader.deliveries
        return render_template(
            "inbox/unread.html",
            parts=[self._part(parked) for parked in deliveries.unread(actor, SHOWN)],
            count=deliveries.count_unread(actor),
            retry=StepForm(formdata=None),
            aside=AsideForm(formdata=None),
            may_act=bool(CASEWORK.roles & actor.roles),
        )

    def retry(self, delivery: str) -> ResponseReturnValue:
        """Read a delivery again with what the register knows and has declared by now."""
        actor, raw = self._to_act_on(delivery)
        if StepForm().validate_on_submit():
            self.register.upkeep.record(actor.name, "retry:delivery")
            fates = [state for state, _ in self._intake.take(raw, by=actor.name).values()]
            read = fates.count("captured")
            words = ngettext("%(num)d message was read from it.", "%(num)d messages were read from it.", read)
            flash(words if read else gettext("It still cannot be read."), "success" if read else "warning")
        return redirect(url_for("unread.index"))

    def set_aside(self, delivery: str) -> ResponseReturnValue:
        """Note that somebody looked at a part and why it may rest; nothing of it is erased, and reports go on counting.

        Who did it, and why, is in the security log.
        """
        (actor, raw), form = self._to_act_on(delivery), AsideForm()
        if not form.validate_on_submit():
            flash(gettext("Say why it may be set aside."), "warning")
            return redirect(url_for("unread.index"))
        if self.register.upkeep.set_aside(raw.id, form.part.data or "", form.reason.data, actor.name):
            self.register.upkeep.record(actor.name, "set-aside:delivery", (form.reason.data,), ("delivery", raw.id))
            flash(gettext("Set aside. Its bytes are kept, and reports go on counting it as unreadable."), "success")
        return redirect(url_for("unread.index"))

    def _to_act_on(self, delivery: str) -> tuple[Actor, RawDelivery]:
        actor = current_actor()
        if not CASEWORK.roles & actor.roles:
            abort(HTTPStatus.FORBIDDEN)
        return actor, self.register.reader.deliveries.raw(actor, id_of(delivery))

    def _part(self, parked: Parked) -> Part:
        reader = self.register.reader
        file = reader.channels.by_id(parked.channel)
        raw = reader.deliveries.raw(current_actor(), parked.delivery)
        return Part(
            parked.delivery,
            parked.name,
            f"{file.channel.platform} / {file.channel.slug}" if file else "",
            parked.arrived_at,
            word("unread", parked.reason),
            "" if parked.reason == TOLD_DIFFERENTLY else parked.part,
            self._intake.words(raw, parked.part),
        )


def make(register: Register) -> Blueprint:
    """Return the page of what nobody has read."""
    pages = Blueprint("unread", __name__, url_prefix="/inbox/unread", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    unread = Unread(register)
    pages.add_url_rule("/", "index", unread.index)
    pages.add_url_rule("/<delivery>/retry", "retry", unread.retry, methods=["POST"])
    pages.add_url_rule("/<delivery>/aside", "set_aside", unread.set_aside, methods=["POST"])
    return pages
