"""Possible breaches: which limit passed and when, since when it is recorded, who saw it first, and what was found."""

from dataclasses import dataclass
from datetime import date

from register.domain.subjects.breach import Breach
from register.domain.subjects.case import Case, Deadline
from register.web import formats
from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.breaches.steps import AssessStep, SeeStep
from register.web.pages.cases.desk import Desk


@dataclass(frozen=True)
class Limits:
    """The limits behind the possible breaches of a case."""

    case: Case
    desk: Desk

    def limit(self, breach: Breach) -> Deadline:
        """Return the date a possible breach speaks of."""
        return self.case.limit_behind(breach)

    def passed_on(self, breach: Breach) -> date:
        """Return the last day on which it was in time."""
        return formats.last_day(self.limit(breach).due.due_at, self.desk.zone)


BREACHES = Card("breaches", {"see": SeeStep, "assess": AssessStep}, lambda desk: Limits(desk.case, desk))
