"""The steps on a message that is another team's: to whom it goes, who took it, and what came of it."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.actors import APPROVER, OFFICER
from register.domain.commands import message as m
from register.domain.law.handoffs import HAND_OFFS, HandOffRule
from register.domain.law.policy import Pack
from register.domain.values import Code, Id
from register.web.pages.inbox.step import MessageStep, Post
from register.web.pages.shared.fields import MomentField, line, paragraph, select
from register.web.pages.shared.labels import word


class HandOffStep(MessageStep):
    """Give it to another team."""

    TITLE, SUBMIT, ASKS = _("Hand off"), _("Hand off"), m.HandOffMessage
    kind = select(_("What it is"), required=True)
    recipient = line(_("To whom"), description=_("The team or the person, where no account is chosen below."))
    person = select(
        _("Person with an account"), description=_("Needed where somebody's safety is at stake: they have it at once.")
    )

    def prepare(self, post: Post, *, fresh: bool) -> None:
        super().prepare(post, fresh=fresh)
        self.kind.choices = [
            SelectChoice(code, _named(post, code)) for code in dict.fromkeys((*HAND_OFFS, *post.kinds))
        ]
        people = [
            SelectChoice(file.account.id, file.name)
            for file in post.register.reader.accounts.everybody()
            if file.account.active
            and {OFFICER, APPROVER} & set(file.account.roles)
            and (not file.account.brands or post.message.brand in file.account.brands)
        ]
        self.person.choices = [SelectChoice("", _("Nobody in particular")), *people]

    def order(self, post: Post) -> m.HandOffMessage:
        person = Id(self.person.data) if self.person.data else None
        return m.HandOffMessage(
            message=post.message.id, kind=self.kind.data, recipient=self.recipient.data or "", person=person
        )


class AcceptStep(MessageStep):
    """The other team took it."""

    TITLE, SUBMIT, ASKS = _("They took it"), _("Record that they took it"), m.AcceptHandOff
    who = line(_("Who took it"), description=_("Empty: you did."))

    @classmethod
    def useful(cls, post: Post) -> bool:
        return post.message.handoff is not None and post.message.handoff.waits

    def order(self, post: Post) -> m.AcceptHandOff:
        return m.AcceptHandOff(message=post.message.id, who=self.who.data or "")


class FinishStep(MessageStep):
    """The other team answered."""

    TITLE, SUBMIT, ASKS = _("They answered"), _("Record the answer"), m.FinishHandOff
    evidence = paragraph(
        _("Evidence"), required=True, description=_("What was answered, to whom; or where it can be seen.")
    )
    at = MomentField(_("When"), description=_("Empty: now."))

    @classmethod
    def useful(cls, post: Post) -> bool:
        return post.message.handoff is not None and post.message.handoff.is_open

    def prepare(self, post: Post, *, fresh: bool) -> None:
        super().prepare(post, fresh=fresh)
        self.at.zone = post.zone

    def order(self, post: Post) -> m.FinishHandOff:
        return m.FinishHandOff(message=post.message.id, evidence=self.evidence.data, at=self.at.instant)


def title_of(packs: Iterable[Pack], code: str) -> str:
    """Return what a hand-off is called: by the first pack that knows it, or else by the register."""
    named = (pack.hand_offs[Code(code)].title for pack in packs if code in pack.hand_offs)
    return next(named, word("hand-off", code))


def _named(post: Post, code: str) -> str:
    rule: HandOffRule | None = post.kinds.get(code)
    if rule is None or rule.limit is None:
        return title_of(post.packs, code)
    return str(gettext("%(title)s (has a limit of its own: %(cite)s)", title=rule.title, cite=rule.cite))
