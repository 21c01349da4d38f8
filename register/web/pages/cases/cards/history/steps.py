"""Taking back what was recorded by mistake."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.records import records
from register.domain.values import Code, Id
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
        self.record.choices = [
            SelectChoice(f"{kind}:{record}", _named(desk, kind, record)) for kind, record in records(desk.case)
        ]

    def order(self, desk: Desk) -> c.WithdrawRecord:
        kind, _sep, record = (self.record.data or "").partition(":")
        return c.WithdrawRecord(case=desk.case.id, kind=kind, record=id_of(record), reason=self.reason.data)


def _named(desk: Desk, kind: Code, record: str) -> str:
    at = next((one_at for one, one_at in _times(desk.case) if one == record), None)
    day = "" if at is None else f", {formats.moment(at, desk.zone, locale())}"
    return f"{word('record', kind)}{day}"


def _times(case: Case) -> Iterator[tuple[Id | None, datetime | None]]:
    """Yield when each record happened, by its id."""
    yield from ((step.id, step.at) for step in case.external_steps)
    yield from ((hold.id, hold.ordered_at) for hold in case.holds)
    yield from ((ground.id, ground.stated_at) for ground in case.delay_grounds)
    yield from ((letter.id, letter.sent_at) for letter in case.letters)
    yield from ((check.id, check.at) for check in case.identity)
    if case.acknowledgement is not None:
        yield case.id, case.acknowledgement.at
