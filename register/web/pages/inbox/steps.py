"""The steps on a message: the decision with its two-step test, and what else may become of it."""

from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.channels.catalogue import PLATFORMS, received_by
from register.domain.commands import case as c
from register.domain.commands import message as m
from register.domain.commands.base import Command
from register.domain.errors import Problem, Stale
from register.domain.subjects.message import OPEN_STATES, Message
from register.domain.subjects.priority import PERSONAL
from register.domain.values import Id
from register.reader.channels import ChannelFile
from register.web.pages.inbox.step import MessageStep, Post, excerpt, readable
from register.web.pages.shared.carried_over import BroughtOverForm
from register.web.pages.shared.fields import MomentField, line, paragraph, radio, select
from register.web.pages.shared.labels import WORDS, choices, grouped, pack_choices
from register.web.pages.shared.step_form import ReasonForm

FIRST: Final = ("expressed", "about_us", "answer_expected")
SECOND: Final = ("controlled", "subject", "identifiable", "contactable")
LONGEST_SUMMARY: Final = 300


class DecisionForm(BroughtOverForm):
    """The two-step test, and what follows from it. ``for_post`` adds the questions that are asked of this message."""

    complaint_class = select(_("Complaint class"))
    product = select(_("Product or service"))
    issues = select(_("Issue"))
    brand = select(_("Brand"), required=True)
    channel = select(_("How it came"), required=True)
    tier = select(_("Support tier"), choices("tier"), required=True)
    summary = paragraph(_("Summary"), render_kw={"rows": 3})
    points = paragraph(_("Points raised"), description=_("One a line; a rejection must answer each."))
    reason = select(_("Reason"))
    later = select(
        _("It is about an earlier message"),
        description=_(
            "One that was no complaint at first: both then stand with this complaint, received when this one was."
        ),
    )

    related = select(
        _("It is a new issue of somebody who complained before"),
        description=_("The earlier complaint: both then name each other, each with dates of its own."),
    )

    @classmethod
    def for_post(cls, post: Post, *, fresh: bool) -> "DecisionForm":
        """Return the form with its questions and suggestions; filled with what was sent, if it was."""
        asked = (*FIRST, *SECOND) if post.public else FIRST
        parts = {}
        for question in asked:
            parts[question] = radio(WORDS["question"][question.replace("_", "-")], choices("answer"), required=False)
            parts[f"{question}_basis"] = line(_("Basis"))
        kind: type[DecisionForm] = type("AskingForm", (cls,), parts)
        form = kind(formdata=None) if fresh else kind()
        form.prepare(post, fresh=fresh)
        return form

    def prepare(self, post: Post, *, fresh: bool) -> None:
        """Fill in the lists and, into a ``fresh`` form, what is known and what is likely."""
        self.complaint_class.choices = [
            SelectChoice("", _("Not known yet")),
            *(SelectChoice(k.id, k.title) for k in post.pack.classes.values()),
        ]
        self.product.choices = grouped(post.pack, "product", _("Not known yet"))
        self.issues.choices = grouped(post.pack, "issue", _("Not known yet"))
        brands = [(brand.id, post.firm.brand_name(brand.id)) for brand in post.firm.firm.brands]
        self.brand.choices = [SelectChoice(brand, name) for brand, name in brands if post.actor.covers(brand)]
        self.channel.choices = pack_choices(post.pack, "received-channel")
        self.reason.choices = pack_choices(post.pack, "not-a-complaint", _("Choose one"))
        self._offer_earlier(post)
        if not post.older_than_its_rules:
            del self.carried_over_source, self.carried_over_reason
        needed = [question for question in (*FIRST, *SECOND) if question in self]
        bases = [f"{question}_basis" for question in SECOND if question in self]
        for name in (*needed, *bases, "summary", "reason"):
            # Which of them a decision needs is said behind the door; none of them is a courtesy.
            self[name].flags.required = True
        if fresh:
            self._suggest(post)

    def _offer_earlier(self, post: Post) -> None:
        known = [SelectChoice(file.message.id, excerpt(file)) for file in post.earlier]
        if known:
            self.later.choices = [SelectChoice("", _("No")), *known]
        else:
            del self.later
        if post.cases:
            self.related.choices = [SelectChoice("", _("No")), *(SelectChoice(k.id, k.reference) for k in post.cases)]
        else:
            del self.related

    def _suggest(self, post: Post) -> None:
        text = readable(post.file.text(post.message.text) or "")
        self.version.data, self.tier.data = str(post.file.version), str(PERSONAL)
        self.brand.data, self.channel.data = post.message.brand, _came_by(post.message)
        called_for = post.pack.class_by_words(text)
        self.complaint_class.data = next(iter(post.pack.classes)) if called_for is None else called_for.id
        self.summary.data = text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1]}…"
        for answered in post.message.test:
            question = answered.question.replace("-", "_")
            self[question].data = answered.answer
            self[f"{question}_basis"].data = post.file.text(answered.basis)
        if post.public and not post.message.test and post.channel is not None:
            self._suggest_second_step(post, post.channel)

    def _suggest_second_step(self, post: Post, channel: ChannelFile) -> None:
        platform = channel.channel.platform.capitalize()
        where = f"{platform} · {channel.channel.slug}"
        self["controlled"].data = "yes" if channel.channel.controlled else "no"
        self["controlled_basis"].data = gettext("Declared channel %(where)s", where=where)
        if channel.channel.controlled:
            self["subject"].data, self["subject_basis"].data = "yes", gettext("Written to us on our own page")
        if post.message.author is not None or post.message.author_id is not None:
            self["identifiable"].data = "yes"
            self["identifiable_basis"].data = gettext("%(platform)s names the author's account", platform=platform)
        reached = PLATFORMS.get(post.message.platform)
        if reached is not None and reached.replies:
            self["contactable"].data = "yes"
            self["contactable_basis"].data = gettext("An answer can be sent on %(platform)s", platform=platform)

    def outdated(self, post: Post) -> bool:
        """Whether an undecided message changed since the page was shown; the form says so.

        A case is a new subject, so the door cannot see that the message behind it was edited meanwhile.
        """
        self.stale = post.message.state in OPEN_STATES and self.seen not in {None, post.file.version}
        if self.stale:
            self.take(Stale(Problem("changed-meanwhile")))
        return self.stale

    def test(self) -> c.TwoStepTest:
        """Return the test as answered."""
        return c.TwoStepTest(**{question: self._judgement(question) for question in (*FIRST, *SECOND)})

    def _judgement(self, question: str) -> c.Judgement | None:
        answer = self[question].data if question in self else None
        return c.Judgement(answer, self[f"{question}_basis"].data or "") if answer else None

    def order(self, decision: str, post: Post) -> Command:
        """Return the command for a decision: ``register``, ``dismiss`` or ``unsure``."""
        message, test = post.message.id, self.test()
        if decision == "dismiss":
            return m.DismissMessage(message=message, reason=self.reason.data or "", test=test)
        if decision == "unsure":
            return m.KeepUnsure(message=message, test=test)
        issues = (self.issues.data,) if self.issues.data else ()
        return c.OpenCase(
            brand=self.brand.data,
            channel=self.channel.data,
            summary=self.summary.data,
            message=message,
            classifying=c.Classifying(self.complaint_class.data, self.product.data, issues, tier=int(self.tier.data)),
            points=tuple(self.points.data.splitlines()),
            test=test,
            later=c.LaterDissatisfaction(Id(self.later.data)) if self.later is not None and self.later.data else None,
            related=Id(self.related.data) if self.related is not None and self.related.data else None,
            carried_over=self.carrying_over() if self.carried_over_source is not None else None,
        )


class AskStep(MessageStep):
    """Record an attempt to ask the author."""

    TITLE, SUBMIT, ASKS = _("Record that you asked"), _("Record"), m.AskAuthor
    method = select(_("How"), choices("asked-by"), required=True)
    words = paragraph(_("In which words"), required=True)
    at = MomentField(_("When"), description=_("Empty: now."))

    def prepare(self, post: Post, *, fresh: bool) -> None:
        super().prepare(post, fresh=fresh)
        self.at.zone = post.zone
        platform = PLATFORMS.get(post.message.platform)
        if fresh and platform is not None and platform.route("private-reply") is not None:
            self.method.data = "private-reply"

    def order(self, post: Post) -> m.AskAuthor:
        return m.AskAuthor(
            message=post.message.id,
            method=self.method.data,
            words=self.words.data,
            at=self.at.instant,
            cases=post.message.cases,
        )


class LinkStep(MessageStep):
    """The message belongs to a complaint that is registered already."""

    TITLE, SUBMIT, ASKS = _("Link to a complaint"), _("Link"), m.LinkMessage
    case = line(_("Reference"), required=True, description=_("As in C-2026-000001."))
    issue = select(
        _("Which issue it is about"),
        choices("link", _("The complaint is still open")),
        description=_(
            "The same issue reopens a closed complaint with the dates it had. A new issue is a complaint of its own: "
            "register it, with the earlier one as related."
        ),
    )

    def prepare(self, post: Post, *, fresh: bool) -> None:
        super().prepare(post, fresh=fresh)
        if fresh and post.cases:
            self.case.data = post.cases[-1].reference

    def order(self, post: Post) -> m.LinkMessage:
        found = post.register.reader.cases.find(post.actor, self.case.data.strip().upper())
        return m.LinkMessage(message=post.message.id, case=found, issue=self.issue.data or "")


class DuplicateStep(MessageStep):
    """The message says again what another one said."""

    TITLE, SUBMIT, ASKS = _("Mark as a duplicate"), _("Mark"), m.MarkDuplicate
    of = select(_("It repeats"), required=True)

    @classmethod
    def useful(cls, post: Post) -> bool:
        return super().useful(post) and bool(post.beside)

    def prepare(self, post: Post, *, fresh: bool) -> None:
        super().prepare(post, fresh=fresh)
        self.of.choices = [SelectChoice(file.message.id, excerpt(file)) for file in post.beside]

    def order(self, post: Post) -> m.MarkDuplicate:
        return m.MarkDuplicate(message=post.message.id, of=Id(self.of.data))


class ReopenDecisionStep(ReasonForm, MessageStep):
    """Decide again."""

    TITLE, SUBMIT, ASKS = _("Decide again"), _("The decision was wrong: put it back"), m.ReopenDecision

    @classmethod
    def useful(cls, post: Post) -> bool:
        return post.message.state not in OPEN_STATES and not post.message.cases

    def order(self, post: Post) -> m.ReopenDecision:
        return m.ReopenDecision(message=post.message.id, reason=self.reason.data)


def _came_by(message: Message) -> str:
    social = "social-public-post" if message.visibility == "public" else "social-direct-message"
    return received_by(message.platform) or social
