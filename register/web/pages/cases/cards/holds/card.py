"""Enforcement held: ordered, confirmed, lifted."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.holds.bans import bans
from register.web.pages.cases.cards.holds.steps import ConfirmHoldStep, LiftHoldStep, OrderHoldStep

HOLDS = Card("holds", {"order-hold": OrderHoldStep, "confirm-hold": ConfirmHoldStep, "lift-hold": LiftHoldStep}, bans)
