"""What happened to a case, the newest first; the page of the case shows the newest of it."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.history.steps import WithdrawStep
from register.web.pages.cases.cards.history.void_cases import ReinstateStep, SettleVoidingStep, VoidStep
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.timeline import Event, events_of, say
from register.wording.spoken import spoken

SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class History:
    """What happened to the case of a desk, one line a fact."""

    desk: Desk

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(entry.facts) for entry in self.desk.file.entries)

    @property
    def cut(self) -> bool:
        """Whether the page of the case leaves some out."""
        return self.count > SHOWN

    def lines(self, *, whole: bool) -> list[Event]:
        """Return all of it, or what the page of the case shows."""
        most = None if whole else SHOWN
        desk, manner = self.desk, say(self.desk.zone, spoken(self.desk.packs, gettext))
        # An entry has one fact at least.
        entries = desk.file.entries if most is None else desk.file.entries[-most:]
        return events_of(entries, desk.names, desk.file.plain, manner)[::-1][:most]


HISTORY = Card(
    "history",
    {"withdraw": WithdrawStep, "void": VoidStep},
    History,
    {"settle-voiding": SettleVoidingStep, "reinstate": ReinstateStep},
)
