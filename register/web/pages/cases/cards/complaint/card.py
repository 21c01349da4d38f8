"""What the complaint is about, and the steps that say so."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.complaint.about import about
from register.web.pages.cases.cards.complaint.classify import ClassifyStep, SettleClassificationStep
from register.web.pages.cases.cards.complaint.prioritise import PrioritiseStep
from register.web.pages.cases.cards.complaint.receipt import ReceiptStep, SettleReceiptStep
from register.web.pages.cases.cards.complaint.steps import PointStep

COMPLAINT = Card(
    "complaint",
    {
        "classify": ClassifyStep,
        "prioritise": PrioritiseStep,
        "point": PointStep,
        "receipt": ReceiptStep,
    },
    about,
    {"settle-classification": SettleClassificationStep, "settle-receipt": SettleReceiptStep},
)
