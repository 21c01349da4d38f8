"""The other firms the complaint is about: who they are, what passed between us, what each answered, who bears what."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from register.domain.obligations.respondents import Offer, equal_shares, parties
from register.domain.subjects.respondents import Exchange, FirmFinding, Share, Sharing, finding_of
from register.domain.values import Amount
from register.web import formats
from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.respondents.steps import (
    AgreeSharesStep,
    ExchangeStep,
    FindingStep,
    NameRespondentStep,
    ProposeSharesStep,
    firm_name,
    known_loss,
)
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import word
from register.web.texts import locale


@dataclass(frozen=True, slots=True)
class Party:
    """One firm as the card shows it; our own firm comes first."""

    name: str
    sector: str
    contact: str | None
    finding: FirmFinding | None
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """What the card shows. ``offer`` is the default for shares, ``basis`` where that default is written."""

    parties: tuple[Party, ...]
    sharing: Sharing | None
    shares: tuple[tuple[str, str], ...]
    offer: Offer
    offered: tuple[tuple[str, str], ...]
    basis: str


def others(desk: Desk) -> Others | None:
    """Return what there is of other firms; None while none is named."""
    case = desk.case
    if not case.respondents:
        return None
    sharing = case.sharings[-1] if case.sharings else None
    offer = equal_shares(case, known_loss(desk))
    return Others(
        tuple(_parties(desk)),
        sharing,
        () if sharing is None else tuple(_told(desk, sharing.shares)),
        offer,
        tuple(_told(desk, offer.shares)),
        _basis(desk),
    )


def _parties(desk: Desk) -> Iterator[Party]:
    known = {respondent.id: respondent for respondent in desk.case.respondents}
    for party in parties(desk.case):
        finding, name = finding_of(desk.case.findings, party), firm_name(desk, party)
        if party is None:
            yield Party(name, "", None, finding, ())
            continue
        exchanges = tuple(one for one in desk.case.exchanges if one.respondent == party)
        respondent = known[party]
        yield Party(name, word("sector", respondent.sector), desk.text(respondent.contact), finding, exchanges)


def _told(desk: Desk, shares: tuple[Share, ...]) -> Iterator[tuple[str, str]]:
    for share in shares:
        yield firm_name(desk, share.respondent), _much(desk, share)


def _much(desk: Desk, share: Share) -> str:
    return f"{share.percent} %" if share.percent is not None else _money(desk, share.amount)


def _money(desk: Desk, amount: Amount | None) -> str:
    return "" if amount is None else formats.money(amount, desk.pack.currency, locale())


def _basis(desk: Desk) -> str:
    """Say where the default stands: in a pack, with how sure that is, or nowhere but in this house."""
    for pack in desk.packs:
        for one in pack.scope.apportionments:
            unsure = f" · {gettext('UNCONFIRMED')}" if one.confirmed == "U" else ""
            return f"{one.title} ({one.cite}){unsure}"
    return str(gettext("No rule of this complaint's packs says so: a default of the house."))


RESPONDENTS = Card(
    "respondents",
    {
        "respondent": NameRespondentStep,
        "exchange": ExchangeStep,
        "finding": FindingStep,
        "shares": ProposeSharesStep,
        "shares-agreed": AgreeSharesStep,
    },
    others,
)
