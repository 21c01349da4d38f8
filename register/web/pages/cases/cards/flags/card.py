"""The flags of a case, what guards it, and the external scheme."""

from collections.abc import Iterator

from flask_babel import gettext

from register.domain.subjects import external_scheme as external
from register.web import formats
from register.web.pages.cases.card import Card, Pair
from register.web.pages.cases.cards.flags.external_scheme import ExternalStep
from register.web.pages.cases.cards.flags.steps import (
    ConflictStep,
    OverrideStep,
    RestrictStep,
    SettleRestrictionStep,
    SystemicStep,
)
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import label, word
from register.web.texts import locale


def safeguards(desk: Desk) -> list[Pair]:
    """Return the flags of the case and what guards it."""
    case = desk.case
    systemic, scheme = gettext("not flagged"), gettext("not involved")
    if case.systemic is not None:
        owner = desk.names.get(case.systemic.owner, case.systemic.owner)
        systemic = f"{label(desk.pack, 'systemic-example', case.systemic.example)} · {owner}"
    if case.external is not None:
        scheme = " · ".join(filter(None, _external(desk, case.external)))
    linked = desk.everybody(case.linked_accounts) or gettext("none recorded")
    return [
        (gettext("Possible systemic issue"), systemic),
        (_scheme(desk), scheme),
        (gettext("Conflicts of interest"), linked),
    ]


def _scheme(desk: Desk) -> str:
    """Return the external scheme's name, as the case's pack gives it."""
    return next((scheme.title for scheme in desk.pack.schemes), gettext("External scheme"))


def _external(desk: Desk, step: external.ExternalStep) -> Iterator[str | None]:
    """Say where the complaint is with the external scheme: the last step, and what the scheme asks for."""
    yield word("external-step", step.kind)
    yield word("referral-stage", step.stage)
    yield desk.text(step.reference)
    if step.due_on is not None:
        yield gettext("answer asked for by %(day)s", day=formats.day(step.due_on, locale()))


FLAGS = Card(
    "flags",
    {
        "systemic": SystemicStep,
        "external": ExternalStep,
        "conflict": ConflictStep,
        "override": OverrideStep,
        "restrict": RestrictStep,
    },
    safeguards,
    {"settle-restriction": SettleRestrictionStep},
)
