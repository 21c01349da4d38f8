"""The step by which what rightly was no complaint becomes one: dissatisfaction expressed later."""

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.web.pages.inbox.step import MessageStep, Post
from register.web.pages.shared.fields import MomentField, paragraph, select
from register.web.pages.shared.labels import pack_choices


class TurnStep(MessageStep):
    """They are dissatisfied now."""

    TITLE, SUBMIT, ASKS = _("They are dissatisfied now"), _("Register the complaint"), c.OpenCase
    at = MomentField(
        _("When they said so"), required=True, description=_("The legal dates count from then, not from this message.")
    )
    words = paragraph(_("In their words"), required=True)
    channel = select(_("How it came"), required=True)
    complaint_class = select(_("Complaint class"))
    summary = paragraph(_("Summary"), required=True)

    @classmethod
    def useful(cls, post: Post) -> bool:
        return post.turning is not None and post.message.turned_at is None

    def prepare(self, post: Post, *, fresh: bool) -> None:
        super().prepare(post, fresh=fresh)
        self.at.zone = post.zone
        self.channel.choices = pack_choices(post.pack, "received-channel")
        classes = [SelectChoice(known.id, known.title) for known in post.pack.classes.values()]
        self.complaint_class.choices = [SelectChoice("", _("Not known yet")), *classes]
        if fresh and post.turning is not None:
            self.at.show(post.now, post.zone)
            self.channel.data = "telephone"
            self.complaint_class.data = next(iter(post.turning.classes), None)

    def order(self, post: Post) -> c.OpenCase:
        return c.OpenCase(
            brand=post.message.brand,
            channel=self.channel.data,
            summary=self.summary.data,
            classifying=c.Classifying(self.complaint_class.data),
            later=c.LaterDissatisfaction(post.message.id, self.at.instant, self.words.data),
        )
