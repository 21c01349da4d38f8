"""The cards of a case's page, in their order."""

from typing import Final

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.breaches.card import BREACHES
from register.web.pages.cases.cards.closure.card import CLOSURE
from register.web.pages.cases.cards.complaint.card import COMPLAINT
from register.web.pages.cases.cards.dates.card import DATES
from register.web.pages.cases.cards.delays.card import DELAYS
from register.web.pages.cases.cards.events.card import EVENTS
from register.web.pages.cases.cards.flags.card import FLAGS
from register.web.pages.cases.cards.history.card import HISTORY
from register.web.pages.cases.cards.holds.card import HOLDS
from register.web.pages.cases.cards.letters.card import LETTERS
from register.web.pages.cases.cards.next.card import NEXT
from register.web.pages.cases.cards.notes.card import NOTES
from register.web.pages.cases.cards.people.card import PEOPLE
from register.web.pages.cases.cards.remedies.card import REMEDIES
from register.web.pages.cases.cards.respondents.card import RESPONDENTS
from register.web.pages.cases.cards.words.card import WORDS
from register.web.pages.cases.step import CaseStep

# Side by side where there is room; the last runs under both.
FIRST: Final = (COMPLAINT, WORDS, EVENTS, LETTERS, RESPONDENTS, CLOSURE, REMEDIES, NOTES)
SECOND: Final = (DELAYS, HOLDS, NEXT, DATES, BREACHES, PEOPLE, FLAGS)
LAST: Final = (HISTORY,)

CARDS: Final[dict[str, Card]] = {card.name: card for card in (*FIRST, *SECOND, *LAST)}
STEPS: Final[dict[str, type[CaseStep]]] = {step: kind for card in CARDS.values() for step, kind in card.steps.items()}
CARD_OF: Final[dict[str, Card]] = {step: card for card in CARDS.values() for step in card.steps}
