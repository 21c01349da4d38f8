"""What a case waits for."""

from flask_babel import lazy_gettext as _
from wtforms import DateField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.commands import case as c
from register.domain.values import Id
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import line, select
from register.web.pages.shared.labels import choices


class TaskStep(CaseStep):
    """Wait for something."""

    TITLE, SUBMIT, ASKS = _("Wait for something"), _("Add"), c.OpenTask
    kind = select(_("What"), choices("task"), required=True)
    waiting_on = select(_("Waiting on"), choices("waiting-on"), required=True)
    text = line(_("In words"), required=True)
    remind_on = DateField(_("Remind on"), [Optional()], description=_("Internal: it moves no legal date."))

    def order(self, desk: Desk) -> c.OpenTask:
        return c.OpenTask(
            case=desk.case.id,
            kind=self.kind.data,
            waiting_on=self.waiting_on.data,
            text=self.text.data,
            remind_on=self.remind_on.data,
        )


class TaskDoneStep(CaseStep):
    """What the case waited for has come."""

    TITLE, SUBMIT, ASKS = _("It has come"), _("Done"), c.FinishTask
    task = select(_("Which"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return any(task.done_at is None for task in desk.case.tasks)

    def lists(self, desk: Desk) -> None:
        waiting = [t for t in desk.case.tasks if t.done_at is None]
        self.task.choices = [SelectChoice(t.id, desk.file.text(t.text) or t.kind) for t in waiting]

    def order(self, desk: Desk) -> c.FinishTask:
        return c.FinishTask(case=desk.case.id, task=Id(self.task.data))
