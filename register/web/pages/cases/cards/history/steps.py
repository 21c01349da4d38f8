"""Taking back what was recorded by mistake."""

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.subjects.records import Record, records
from register.web import formats
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import id_of, paragraph, select
from register.web.pages.shared.labels import word
from register.web.texts import locale


class WithdrawStep(CaseStep):
    """Take back what was recorded by mistake."""

    TITLE, SUBMIT, ASKS = _("Take back a mistake"), _("Take it back"), c.WithdrawRecord
    record = select(_("What"), required=True)
    reason = paragraph(_("Reason"), required=True, description=_("Dates are as if it had never been recorded."))

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return next(records(desk.case), None) is not None

    def lists(self, desk: Desk) -> None:
        self.record.choices = [SelectChoice(f"{one.kind}:{one.id}", _named(desk, one)) for one in records(desk.case)]

    def order(self, desk: Desk) -> c.WithdrawRecord:
        kind, _sep, record = (self.record.data or "").partition(":")
        return c.WithdrawRecord(case=desk.case.id, kind=kind, record=id_of(record), reason=self.reason.data)


def _named(desk: Desk, record: Record) -> str:
    return f"{word('record', record.kind)}, {formats.moment(record.at, desk.zone, locale())}"
