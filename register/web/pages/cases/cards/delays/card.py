"""Delays and escalations."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.delays.risks import guarded
from register.web.pages.cases.cards.delays.steps import StateGroundStep, TakeEscalationStep

DELAYS = Card("delays", {"take-escalation": TakeEscalationStep}, guarded, {"state-ground": StateGroundStep})
