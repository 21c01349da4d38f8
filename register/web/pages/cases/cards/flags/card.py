"""The flags of a case, what guards it, and the external scheme."""

from collections.abc import Iterator

from flask_babel import gettext

from register.domain.obligations.extensions import remarks_on
from register.domain.obligations.referrals import steps_under
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
from register.web.texts import locale, sentence


def safeguards(desk: Desk) -> list[Pair]:
    """Return the flags of the case and what guards it."""
    case = desk.case
    systemic = gettext("not flagged")
    if case.systemic is not None:
        owner = desk.names.get(case.systemic.owner, case.systemic.owner)
        systemic = f"{label(desk.pack, 'systemic-example', case.systemic.example)} · {owner}"
    linked = desk.everybody(case.linked_accounts) or gettext("none recorded")
    return [
        (gettext("Possible systemic issue"), systemic),
        *_schemes(desk),
        (gettext("Conflicts of interest"), linked),
    ]


def _schemes(desk: Desk) -> Iterator[Pair]:
    """Yield each external scheme by its name, as the case's packs give it, with where the complaint is with it."""
    known: dict[str, Pair] = {}
    for pack in desk.packs:
        steps = steps_under(desk.case, pack)
        said = " · ".join(filter(None, _external(desk, steps[-1]))) if steps else gettext("not involved")
        for scheme in pack.schemes:
            known.setdefault(scheme.id, (scheme.title, said))
    yield from known.values()


def remarks(desk: Desk) -> list[str]:
    """Return what is unusual or missing about the time a scheme gave."""
    calendars = desk.register.policies.calendars
    return [sentence(remark) for pack in desk.packs for remark in remarks_on(desk.case, pack, desk.packs, calendars)]


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
    lambda desk: {"pairs": safeguards(desk), "remarks": remarks(desk)},
    {"settle-restriction": SettleRestrictionStep},
)
