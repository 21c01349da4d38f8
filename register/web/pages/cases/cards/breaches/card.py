"""Possible breaches: known since when, to be assessed by when, and what was found."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.breaches.steps import AssessStep

BREACHES = Card("breaches", {"assess": AssessStep})
