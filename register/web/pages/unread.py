"""What came and is in no message: shown with its reason, so that somebody can read it, and have it read again."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.permissions import CASEWORK
from register.intake import Intake
from register.reader.deliveries import TOLD_DIFFERENTLY, Parked
from register.web.login import current_actor, for_roles
from register.web.pages.fields import id_of
from register.web.pages.steps import StepForm
from register.web.pages.words import word
from register.wiring import Register

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One part: of which delivery and channel, why it is in no message, and what stands in it."""

    delivery: str
    channel: str
    arrived_at: datetime
    why: str
    place: str
    words: str


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
            may_retry=bool(CASEWORK.roles & actor.roles),
        )

    def retry(self, delivery: str) -> ResponseReturnValue:
        """Read a delivery again with what the register knows and has declared by now."""
        actor = current_actor()
        if StepForm().validate_on_submit() and CASEWORK.roles & actor.roles:
            raw = self.register.reader.deliveries.raw(actor, id_of(delivery))
            self.register.upkeep.record(actor.name, "retry:delivery")
            fates = [state for state, _ in self._intake.take(raw, again=True).values()]
            read = fates.count("captured")
            words = ngettext("%(num)d message was read from it.", "%(num)d messages were read from it.", read)
            flash(words if read else gettext("It still cannot be read."), "success" if read else "warning")
        return redirect(url_for("unread.index"))

    def _part(self, parked: Parked) -> Part:
        reader = self.register.reader
        file = reader.channels.by_id(parked.channel)
        raw = reader.deliveries.raw(current_actor(), parked.delivery)
        return Part(
            parked.delivery,
            f"{file.channel.platform} / {file.channel.slug}" if file else "",
            parked.arrived_at,
            word("unread", parked.reason),
            "" if parked.reason == TOLD_DIFFERENTLY else parked.part,
            self._intake.words(raw, parked.part),
        )


def make(register: Register) -> Blueprint:
    """Return the page of what nobody has read."""
    pages = Blueprint("unread", __name__, url_prefix="/inbox/unread", template_folder="templates")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    unread = Unread(register)
    pages.add_url_rule("/", "index", unread.index)
    pages.add_url_rule("/<delivery>/retry", "retry", unread.retry, methods=["POST"])
    return pages
