"""Remedies promised, and tasks the case waits for."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.remedies.steps import (
    RemedyDayStep,
    RemedyDoneStep,
    RemedyMoneyStep,
    RemedyStep,
    SettleRemedyStep,
)
from register.web.pages.cases.cards.remedies.tasks import TaskDoneStep, TaskStep

REMEDIES = Card(
    "remedies",
    {
        "remedy": RemedyStep,
        "remedy-money": RemedyMoneyStep,
        "remedy-day": RemedyDayStep,
        "remedy-done": RemedyDoneStep,
        "task": TaskStep,
        "task-done": TaskDoneStep,
    },
    elsewhere={"settle-remedy": SettleRemedyStep},
)
