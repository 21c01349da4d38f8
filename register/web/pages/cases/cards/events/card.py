"""What happened outside the firm, and the people with limits of their own."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.events.steps import EventStep, PartyStep, WithdrawEventStep

EVENTS = Card("events", {"event": EventStep, "event-withdrawn": WithdrawEventStep, "party": PartyStep})
