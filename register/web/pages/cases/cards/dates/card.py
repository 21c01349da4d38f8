"""The dates of a case, and those that were replaced."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.dates.carried_over import CarryDateOverStep
from register.web.pages.cases.cards.dates.steps import AdoptStep
from register.web.pages.cases.dates import dates_by_group, gaps, replaced_dates

DATES = Card(
    "dates",
    {"adopt": AdoptStep, "carry-date-over": CarryDateOverStep},
    lambda desk: {"groups": dates_by_group(desk), "gaps": gaps(desk), "replaced": replaced_dates(desk)},
)
