"""Adopting a corrected reading of the rules."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.commands import case as c
from register.domain.law.policy import Pack
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep, is_open
from register.web.pages.shared.fields import select


class AdoptStep(CaseStep):
    """Hold the case to a correction of our reading of its rules."""

    TITLE, SUBMIT, ASKS = _("Adopt the corrected rules"), _("Adopt"), c.AdoptCorrection
    version = select(
        _("Which"), required=True, description=_("Every date is derived anew; the policy tells what changes.")
    )

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return is_open(desk) and next(_corrections(desk), None) is not None

    def lists(self, desk: Desk) -> None:
        self.version.choices = [
            SelectChoice(f"{pack.id}/{pack.version}", f"{pack.title}, {pack.version}") for pack in _corrections(desk)
        ]

    def order(self, desk: Desk) -> c.AdoptCorrection:
        pack, _sep, version = (self.version.data or "").partition("/")
        return c.AdoptCorrection(case=desk.case.id, pack=pack, version=version)


def _corrections(desk: Desk) -> Iterator[Pack]:
    """Yield the last correction of each pack the case is not held to yet; for an older case a version of its day."""
    yield from _of_its_day(desk)
    for held in desk.packs:
        later = [pack for pack in desk.register.policies.versions(held.id) if pack.puts_right(held)]
        yield from later[-1:]


def _of_its_day(desk: Desk) -> Iterator[Pack]:
    """Yield the versions shipped since that claim a complaint which its packs do not claim yet."""
    received_on = desk.case.origin.received_at.astimezone(desk.zone).date()
    unclaimed = [choice.pack for choice in desk.case.packs if choice.unclaimed]
    yield from (pack for pack in desk.register.policies.nearest(unclaimed, received_on) if pack.claims(received_on))
