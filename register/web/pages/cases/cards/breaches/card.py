"""Possible breaches: which limit passed and when, since when it is recorded, who saw it first, and what was found."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.breaches.steps import AssessStep, SeeStep

BREACHES = Card("breaches", {"see": SeeStep, "assess": AssessStep})
