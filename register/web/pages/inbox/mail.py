"""Mail to look at: what came by e-mail and is neither a report on a letter nor a message yet."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields import SelectChoice

from register.channels import email
from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.domain.facts.message import MessageCaptured
from register.domain.permissions import CASEWORK
from register.domain.subjects.inbound import Inbound
from register.domain.values import Id
from register.letterbox import Letterbox
from register.reader.inbox import MessageFile
from register.reader.mail import KeptMail
from register.web.login import current_actor, for_roles
from register.web.pages.shared.fields import CHOSEN, id_of
from register.web.pages.shared.step_form import StepForm
from register.wiring import Register

WHY: Final = {
    "automatic": _("Written by a machine, and no report that says what became of a letter"),
    "no-channel": _("From a person, and no open channel of e-mail is declared for the brand"),
    "report-by-a-person": _("Looks like a report on a letter, but a person sent it"),
    "report-contradicts-itself": _("A report that names two letters"),
    "report-does-not-fit": _("A report on a letter that does not stand as sent"),
    "report-on-another-address": _("A report on a letter, for an address it did not go to"),
    "report-on-nothing-sent": _("A report on something that was not sent from here"),
    "too-large": _("Too large: only its beginning was kept"),
    "unreadable": _("Cannot be read as an e-mail"),
}
SHOWN = 20
BEGINNING = 1024 * 1024
GLIMPSE = 20_000


class ToInboxForm(StepForm):
    """By which channel of e-mail it becomes a message."""

    channel = SelectField(_("Channel"), [CHOSEN])


@dataclass(frozen=True, slots=True)
class Shown:
    """One mail: why it waits, who says they wrote it, and its words or, where nobody can read it, its beginning."""

    mail: KeptMail
    why: str
    author: str
    words: str


class KeptMailPages:
    """The list of what waits, and the three things one can do with each."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> str:
        """Show what waits, the oldest first; the reading is written down first."""
        actor, reader = current_actor(), self.register.reader
        self.register.upkeep.record(actor.name, "read:kept-mail")
        page = reader.mail.waiting(actor, cursor=request.args.get("after"), limit=SHOWN)
        return render_template(
            "inbox/mail.html",
            page=page,
            mails=[_shown(reader.mail.open(actor, each.id, BEGINNING)) for each in page.items],
            form=self._form(fresh=True),
            acts=bool(CASEWORK.roles & actor.roles),
            firm_file=reader.firm.now(),
        )

    def original(self, mail: str) -> Response:
        """Hand out the mail as it came."""
        actor = current_actor()
        found = self.register.reader.mail.open(actor, id_of(mail))
        self.register.upkeep.record(actor.name, "read:kept-mail", (), ("mail", found.id))
        if found.body is None:
            abort(HTTPStatus.GONE)
        return _as_file(found.id, found.body)

    def of_message(self, message: str) -> Response:
        """Hand out the e-mail that became a message, with whatever was attached to it."""
        actor, reader = current_actor(), self.register.reader
        file = reader.inbox.open(actor, id_of(message))
        delivery = original_of(file)
        if delivery is None:
            abort(HTTPStatus.NOT_FOUND)
        self.register.upkeep.record(actor.name, "read:original-mail", (), ("message", file.message.id))
        return _as_file(file.message.id, reader.deliveries.raw(actor, delivery).body)

    def to_inbox(self, mail: str) -> ResponseReturnValue:
        """Make a message of it, by a channel of e-mail; one that cannot be read stays where it is."""
        form, found = self._form(fresh=False), self._mine(mail)
        if not form.validate_on_submit() or found.body is None:
            flash(gettext("Choose by which channel it came."), "warning")
            return redirect(url_for("kept_mail.index"))
        box = Letterbox(self.register)
        channel = next(each for each in box.channels() if each.id == form.channel.data)
        if box.pass_on(found.body, channel, found.brand).result != "inbox":
            flash(gettext("It cannot be read as a message. Log what it says by hand."), "warning")
            return redirect(url_for("kept_mail.index"))
        self._settle(found.id, "mail-to-inbox")
        flash(gettext("It appears in the inbox in a moment."), "success")
        return redirect(url_for("kept_mail.index"))

    def settle(self, mail: str) -> ResponseReturnValue:
        """Note that somebody dealt with it."""
        found = self._mine(mail)
        if StepForm().validate_on_submit():
            self._settle(found.id, "mail-dealt-with")
            flash(gettext("Recorded."), "success")
        return redirect(url_for("kept_mail.index"))

    def _mine(self, mail: str) -> KeptMail:
        actor = current_actor()
        if not CASEWORK.roles & actor.roles:
            abort(HTTPStatus.FORBIDDEN)
        return self.register.reader.mail.open(actor, id_of(mail))

    def _settle(self, mail: Id, what: str) -> None:
        actor = current_actor()
        if self.register.upkeep.settle_mail(mail, actor.name):
            self.register.upkeep.record(actor.name, what, (), ("mail", mail))

    def _form(self, *, fresh: bool) -> ToInboxForm:
        form, actor = (ToInboxForm(formdata=None) if fresh else ToInboxForm()), current_actor()
        known = [channel for channel in Letterbox(self.register).channels() if actor.covers(channel.brand)]
        form.channel.choices = [SelectChoice(channel.id, channel.slug) for channel in known]
        return form


def original_of(file: MessageFile) -> Id | None:
    """Return the delivery of the e-mail that became this message; None where it came another way."""
    facts = (fact for entry in file.entries for fact in entry.facts if isinstance(fact, MessageCaptured))
    delivered = (fact.delivery for fact in facts if fact.delivery is not None)
    return next(delivered, None) if file.message.platform == email.PLATFORM else None


def _as_file(name: Id, body: bytes) -> Response:
    """Return bytes of strangers as a file that no browser opens by itself."""
    answer = Response(body, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.eml"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _shown(mail: KeptMail) -> Shown:
    body = mail.body or b""
    item = email.parse(body, "mail").items[0]
    if isinstance(item, Inbound):
        author = " ".join(part for part in (item.author.name, item.author.handle) if part)
        return Shown(mail, str(WHY[mail.reason]), author, (item.text or "")[:GLIMPSE])
    return Shown(mail, str(WHY[mail.reason]), "", body[:GLIMPSE].decode("utf-8", "replace"))


def make(register: Register) -> Blueprint:
    """Return the pages of mail to look at."""
    pages = Blueprint("kept_mail", __name__, url_prefix="/inbox/mail", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    kept = KeptMailPages(register)
    pages.add_url_rule("/", "index", kept.index)
    pages.add_url_rule("/<mail>/original", "original", kept.original)
    pages.add_url_rule("/of/<message>", "of_message", kept.of_message)
    pages.add_url_rule("/<mail>/to-inbox", "to_inbox", kept.to_inbox, methods=["POST"])
    pages.add_url_rule("/<mail>/settle", "settle", kept.settle, methods=["POST"])
    return pages
