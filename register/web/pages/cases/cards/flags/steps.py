"""Steps of the daily work on a case: who has it, notes, files, tasks, conflicts, flags."""

import mimetypes

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from register.domain.actors import APPROVER
from register.domain.commands import case as c
from register.domain.commands.base import Upload
from register.domain.values import Id
from register.web.forms import CheckboxesField
from register.web.pages.case_step import CaseStep, OpenCaseStep
from register.web.pages.desk import Desk
from register.web.pages.fields import id_of, line, paragraph, radio, select
from register.web.pages.words import choices, pack_choices

_ = lazy_gettext

PRIVILEGED = _("Left out of exports and reports, and closed to auditors.")


class PointStep(OpenCaseStep):
    """Add a point the complainant raised."""

    TITLE, SUBMIT, ASKS = _("Add a point raised"), _("Add"), c.RaisePoint
    text = paragraph(_("Point raised"), required=True, description=_("A rejection must answer each point."))

    def order(self, desk: Desk) -> c.RaisePoint:
        return c.RaisePoint(case=desk.case.id, text=self.text.data)


class AssignStep(OpenCaseStep):
    """Give the case to somebody."""

    TITLE, SUBMIT, ASKS = _("Assign"), _("Assign"), c.AssignCase
    assignee = select(_("Officer"))

    def lists(self, desk: Desk) -> None:
        self.assignee.choices = [SelectChoice("", _("Nobody")), *desk.handlers()]

    def known(self, desk: Desk) -> None:
        self.assignee.data = desk.case.assignee or desk.actor.account

    def order(self, desk: Desk) -> c.AssignCase:
        return c.AssignCase(case=desk.case.id, assignee=Id(self.assignee.data) if self.assignee.data else None)


class ConflictStep(CaseStep):
    """Record that somebody of ours is linked to the complaint's subject."""

    TITLE, SUBMIT, ASKS = _("Record a conflict of interest"), _("Record"), c.LinkAccount
    account = select(_("Who is linked to it"), required=True)
    reason = select(_("How"), choices("conflict"), required=True)

    def lists(self, desk: Desk) -> None:
        mine = [choice for choice in desk.handlers() if choice.value == desk.actor.account]
        self.account.choices = desk.handlers() if APPROVER in desk.actor.roles else mine

    def order(self, desk: Desk) -> c.LinkAccount:
        return c.LinkAccount(case=desk.case.id, account=Id(self.account.data), reason=self.reason.data)


class OverrideStep(CaseStep):
    """Let a linked officer work on the case."""

    TITLE, SUBMIT, ASKS = _("Let a linked officer work on it"), _("Allow"), c.OverrideConflict
    account = select(_("Who"), required=True)
    reason = paragraph(_("Reason"), required=True)

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return bool(desk.case.linked_accounts)

    def lists(self, desk: Desk) -> None:
        self.account.choices = [
            SelectChoice(account, desk.names.get(account, account)) for account in desk.case.linked_accounts
        ]

    def order(self, desk: Desk) -> c.OverrideConflict:
        return c.OverrideConflict(case=desk.case.id, account=Id(self.account.data), reason=self.reason.data)


class RestrictStep(CaseStep):
    """Let only named people open the case."""

    TITLE, SUBMIT, ASKS, DANGER = _("Restrict who may open it"), _("Restrict"), c.RestrictCase, True
    readers = CheckboxesField(
        _("Who may open it"),
        [Optional()],
        description=_(
            "Nobody chosen: everybody may again. Without an auditor among them it waits for a second approver."
        ),
    )
    reason = paragraph(_("Reason"), required=True)

    def lists(self, desk: Desk) -> None:
        self.readers.choices = desk.readers()

    def known(self, desk: Desk) -> None:
        self.readers.data = list(desk.case.restricted_to) or [str(desk.actor.account)]

    def order(self, desk: Desk) -> c.RestrictCase:
        readers = tuple(Id(account) for account in self.readers.data or ())
        return c.RestrictCase(case=desk.case.id, readers=readers, reason=self.reason.data)


class SettleRestrictionStep(CaseStep):
    """Approve or refuse that only some may open the case, as the second person."""

    TITLE, SUBMIT, ASKS = _("Settle the restriction"), _("Record"), c.SettleRestriction
    proposal = HiddenField()
    approve = radio(_("Decision"), choices("settle"))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return desk.case.restriction_proposal is not None

    def known(self, desk: Desk) -> None:
        waiting = desk.case.restriction_proposal
        self.proposal.data = waiting.id if waiting else None

    def order(self, desk: Desk) -> c.SettleRestriction:
        approve = self.approve.data == "yes"
        return c.SettleRestriction(case=desk.case.id, proposal=id_of(self.proposal.data), approve=approve)


class NoteStep(CaseStep):
    """Add an internal comment."""

    TITLE, SUBMIT, ASKS = _("Add a note"), _("Add"), c.AddNote
    text = paragraph(_("Note"), required=True, description=_("Internal: the complainant never sees it."))
    privileged = BooleanField(
        _("Privileged"), description=_("Left out of exports and reports, and closed to auditors.")
    )

    def order(self, desk: Desk) -> c.AddNote:
        return c.AddNote(case=desk.case.id, text=self.text.data, privileged=self.privileged.data)


class FileStep(CaseStep):
    """Keep a file as evidence."""

    TITLE, SUBMIT, ASKS, FILES = _("Attach a file"), _("Attach"), c.AttachFile, True
    file = FileField(_("File"), [FileRequired(_("Choose a file."))], description=_("At most 25 MB."))
    privileged = BooleanField(
        _("Privileged"), description=_("Left out of exports and reports, and closed to auditors.")
    )

    def order(self, desk: Desk) -> c.AttachFile:
        sent = self.file.data
        kind = mimetypes.guess_type(sent.filename)[0] or "application/octet-stream"
        upload = Upload(sent.filename, kind, sent.read())
        return c.AttachFile(case=desk.case.id, file=upload, privileged=self.privileged.data)


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


class SystemicStep(CaseStep):
    """Flag a possible systemic issue, or withdraw the flag."""

    TITLE, SUBMIT, ASKS = _("Flag a possible systemic issue"), _("Record"), c.FlagSystemic
    example = select(_("What it looks like"))
    owner = select(_("Who looks into it"))

    def lists(self, desk: Desk) -> None:
        self.example.choices = pack_choices(desk.pack, "systemic-example", _("Not chosen"))
        self.owner.choices = [SelectChoice("", _("Nobody: withdraw the flag")), *desk.handlers()]

    def known(self, desk: Desk) -> None:
        flag = desk.case.systemic
        self.example.data = None if flag is None else flag.example
        self.owner.data = desk.actor.account if flag is None else flag.owner

    def order(self, desk: Desk) -> c.FlagSystemic:
        owner = Id(self.owner.data) if self.owner.data else None
        return c.FlagSystemic(case=desk.case.id, owner=owner, example=self.example.data or "")
