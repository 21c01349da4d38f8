"""Who has the case, and the steps that move it on."""

from flask_babel import gettext
from markupsafe import Markup

from register.web.pages.cases.card import Card, Pair
from register.web.pages.cases.cards.next.steps import (
    AcknowledgeStep,
    AssignStep,
    CloseStep,
    ReopenStep,
    SettleClosureStep,
)
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import word


def standing(desk: Desk) -> list[Pair]:
    """Return who has the case and whether it was acknowledged."""
    case = desk.case
    acknowledged: str | Markup = gettext("not yet")
    if case.acknowledgement is not None:
        at = desk.when(case.acknowledgement.at)
        acknowledged = Markup("{}, {}").format(word("acknowledged-by", case.acknowledgement.method), at)
    assignee = desk.names.get(case.assignee, case.assignee) if case.assignee else gettext("nobody yet")
    return [(gettext("Officer"), assignee), (gettext("Acknowledged"), acknowledged)]


NEXT = Card(
    "next",
    {
        "acknowledge": AcknowledgeStep,
        "assign": AssignStep,
        "close": CloseStep,
        "reopen": ReopenStep,
    },
    standing,
    {"settle-closure": SettleClosureStep},
)
