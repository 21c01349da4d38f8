"""The inbox: messages that wait for a decision, and the page on which it is made."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from register.domain.actors import APPROVER, AUDITOR, OFFICER, Actor
from register.domain.commands.message import DismissMessage
from register.domain.errors import Refused, Unknown
from register.domain.facts.message import AuthorAsked
from register.domain.law.policy import Pack
from register.domain.permissions import CASEWORK
from register.domain.subjects.message import OPEN_STATES
from register.domain.trail.entry import Entry
from register.domain.values import Id
from register.orders import Outcome
from register.reader.firm import FirmFile
from register.reader.inbox import MessageFile
from register.reader.mail import RELAY
from register.reader.pagination import Page
from register.web.login import current_actor, for_roles
from register.web.pages.cases.cards.words.card import heard
from register.web.pages.inbox import hand_off_steps as hand
from register.web.pages.inbox import steps
from register.web.pages.inbox.hand_offs import shown_hand_off
from register.web.pages.inbox.later_step import TurnStep
from register.web.pages.inbox.mail import original_of
from register.web.pages.inbox.step import MessageStep, Post
from register.web.pages.inbox.steps import DecisionForm
from register.web.pages.inbox.versions import earlier
from register.web.pages.shared.fields import id_of
from register.web.pages.shared.find import EVERYWHERE, asked
from register.web.pages.shared.labels import label, word
from register.web.pages.shared.step_form import StepForm, admit, carry_out
from register.web.pages.shared.timeline import events_of, say, who
from register.wiring import Register
from register.wording.spoken import spoken

STEPS: Final[dict[str, type[MessageStep]]] = {
    "ask": steps.AskStep,
    "link": steps.LinkStep,
    "duplicate": steps.DuplicateStep,
    "hand-off": hand.HandOffStep,
    "accept": hand.AcceptStep,
    "finish": hand.FinishStep,
    "turn": TurnStep,
    "reopen": steps.ReopenDecisionStep,
}
VIEWS: Final = {
    "waiting": _("Waiting"),
    "handed-off": _("Handed off"),
    "mine": _("Given to me"),
    "decided": _("Decided"),
}
DECISIONS: Final = ("register", "dismiss", "unsure")


class InboxPages:
    """The list of messages, and one message."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show what waits, the longest first."""
        find = asked()
        view = find.view(VIEWS)
        actor, firm = current_actor(), self.register.reader.firm.now()
        page = Page([], None) if find.refused else self._listed(view, actor, find.words)
        self.register.upkeep.record(actor.name, "search:messages" if find.words else "read:inbox")
        shown = render_template(
            "inbox/index.html",
            page=page,
            view=view,
            views=find.views(VIEWS),
            wanted=find.words,
            refused=find.refused,
            open_states=OPEN_STATES,
            firm_file=firm,
            clock=lambda file: first_clock(file, self._packs(file, firm)[0]),
            kind_of=lambda file: hand.title_of(self._packs(file, firm), file.message.handoff.kind),
            heard=heard,
            word=word,
            unread=self.register.reader.deliveries.count_unread(actor),
            mail=self.register.reader.mail.count(actor),
            relay=self.register.reader.mail.trouble(RELAY),
        )
        return shown, find.status

    def _listed(self, view: str, actor: Actor, words: str) -> Page[MessageFile]:
        inbox, cursor = self.register.reader.inbox, request.args.get("after")
        if view == EVERYWHERE:
            return inbox.search(actor, words, cursor=cursor)
        if view == "waiting":
            return inbox.waiting(actor, words=words, cursor=cursor)
        if view == "decided":
            return inbox.decided(actor, words=words, cursor=cursor)
        return inbox.handed_off(actor, to=actor.account if view == "mine" else None, words=words, cursor=cursor)

    def show(self, message: str) -> ResponseReturnValue:
        """Show a message with all that helps to decide; the reading is written down first."""
        return self._page(self._post(message))

    def decide(self, message: str) -> ResponseReturnValue:
        """Record the decision: a complaint, none, or not known yet."""
        post = self._post(message)
        admit(self.register, DismissMessage)
        form = DecisionForm.for_post(post, fresh=False)
        decision = request.form.get("decision", "")
        if decision not in DECISIONS:
            abort(HTTPStatus.BAD_REQUEST)
        if form.validate_on_submit() and not form.outdated(post):
            outcome = carry_out(self.register, form.order(decision, post), form)
            if outcome is not None and decision == "register":
                return redirect(url_for("cases.show", reference=self._reference(outcome.subject.id)))
            if outcome is not None:
                flash(gettext("Recorded."), "success")
                return redirect(url_for("inbox.index"))
        return self._page(self._post(message), form), HTTPStatus.UNPROCESSABLE_ENTITY

    def act(self, message: str, step: str) -> ResponseReturnValue:
        """Carry out another step, or show the message again with the reasons why not."""
        post = self._post(message)
        if step not in STEPS:
            abort(HTTPStatus.NOT_FOUND)
        admit(self.register, STEPS[step].ASKS)
        form = STEPS[step](prefix=f"{step}-")
        form.prepare(post, fresh=False)
        outcome = self._done(form, post) if form.validate_on_submit() else None
        if outcome is None:
            return self._page(self._post(message), form, step), HTTPStatus.UNPROCESSABLE_ENTITY
        flash(gettext("Recorded."), "success")
        if outcome.reference is not None:
            return redirect(url_for("cases.show", reference=outcome.reference))
        return redirect(url_for("inbox.show", message=message))

    def _done(self, form: MessageStep, post: Post) -> Outcome | None:
        try:
            command = form.order(post)
        except Refused as refusal:
            form.take(refusal)
            return None
        return carry_out(self.register, command, form)

    def _reference(self, case: Id) -> str:
        return next((line.reference for line in self.register.reader.cases.lines(current_actor(), [case])), case)

    def _post(self, message: str) -> Post:
        reader, actor = self.register.reader, current_actor()
        file = reader.inbox.open(actor, id_of(message))
        firm = reader.firm.now()
        return Post(
            self.register,
            actor,
            file,
            self._packs(file, firm),
            firm,
            ZoneInfo(firm.firm.entity(file.message.entity).zone),
            reader.channels.by_id(file.message.channel),
            tuple(self._beside(file)),
            self.register.clock(),
        )

    def _beside(self, file: MessageFile) -> list[MessageFile]:
        """Return what the author wrote elsewhere and what else stands in the thread, each once."""
        reader, actor = self.register.reader, current_actor()
        found = {other.message.id: other for other in reader.authors.other_messages(actor, file.message)}
        for other in file.thread:
            if other not in found:
                try:
                    found[other] = reader.inbox.open(actor, other)
                except Unknown:
                    continue
        return list(found.values())

    def _packs(self, file: MessageFile, firm: FirmFile) -> tuple[Pack, ...]:
        entity = firm.firm.entity(file.message.entity)
        received_on = file.message.received_at.astimezone(ZoneInfo(entity.zone)).date()
        return self.register.policies.nearest(entity.packs, received_on, firm.firm.accepted)

    def _page(self, post: Post, refused: StepForm | None = None, step: str = "") -> str:
        self.register.upkeep.record(post.actor.name, "read:message", (), ("message", post.message.id))
        decides = bool(CASEWORK.roles & post.actor.roles)
        forms = {name: self._fresh(kind, post) for name, kind in STEPS.items() if kind.fits(post)}
        since = post.file.entries[:0]
        if refused is not None:
            if refused.stale:
                since = [entry for entry in post.file.entries if entry.seq > (refused.seen or 0)]
            refused.version.data = str(post.file.version)
        if refused is not None and step:
            forms[step] = refused
        decision = refused if isinstance(refused, DecisionForm) else DecisionForm.for_post(post, fresh=True)
        return render_template(
            "inbox/show.html",
            post=post,
            forms=forms,
            decision=decision if decides else None,
            first=steps.FIRST,
            second=steps.SECOND if post.public else (),
            **self._around(post, since),
        )

    def _fresh(self, kind: type[MessageStep], post: Post) -> MessageStep:
        form = kind(formdata=None, prefix=f"{self._name(kind)}-")
        form.prepare(post, fresh=True)
        return form

    def _name(self, kind: type[MessageStep]) -> str:
        return next(name for name, known in STEPS.items() if known is kind)

    def _around(self, post: Post, since: Sequence[Entry]) -> dict[str, Any]:
        names, manner = self.register.reader.accounts.names(), say(post.zone, spoken((post.pack,), gettext))
        return {
            "heard": heard(post.file),
            "hear": heard,
            "clock": first_clock(post.file, post.pack),
            "cases": post.cases,
            "versions": earlier(post.file),
            "by_mail": original_of(post.file) is not None,
            "attempts": _attempts(post.file),
            "happened": events_of(post.file.entries, names, post.file.plain, manner)[::-1],
            "since": events_of(since, names, post.file.plain, manner)[::-1],
            "who": lambda actor: who(names, actor),
            "word": word,
            "label": lambda known, code: label(post.pack, known, code),
            "open_states": OPEN_STATES,
            "handed": shown_hand_off(post, names),
        }


def first_clock(file: MessageFile, pack: Pack) -> datetime | None:
    """Return when the limit in hours for the acknowledgement ends, were this a complaint."""
    rules = (rule for rule in pack.rules.values() if "acknowledged" in rule.met_by and rule.limit is not None)
    hours = [rule.limit.count for rule in rules if rule.limit is not None and rule.limit.unit == "hour"]
    return file.message.received_at + timedelta(hours=min(hours)) if hours else None


def _attempts(file: MessageFile) -> list[Any]:
    facts = (fact for entry in file.entries for fact in entry.facts)
    return [(f.at, word("asked-by", f.method), file.text(f.words) or "") for f in facts if isinstance(f, AuthorAsked)]


def make(register: Register) -> Blueprint:
    """Return the pages of the inbox."""
    pages = Blueprint("inbox", __name__, url_prefix="/inbox", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    inbox = InboxPages(register)
    pages.add_url_rule("/", "index", inbox.index)
    pages.add_url_rule("/<message>", "show", inbox.show)
    pages.add_url_rule("/<message>/decision", "decide", inbox.decide, methods=["POST"])
    pages.add_url_rule("/<message>/<step>", "act", inbox.act, methods=["POST"])
    return pages
