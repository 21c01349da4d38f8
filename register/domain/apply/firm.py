"""How facts change the register's own value, the firm."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import register as f
from register.domain.facts.report import TrailExported
from register.domain.frozen import replace
from register.domain.subjects.firm import Firm
from register.domain.values import Id


def founded(_register: Id, fact: f.RegisterFounded) -> Firm:
    """Return the firm of a new register: no entity yet."""
    return Firm(founded_at=fact.at, origin=fact.origin)


def _entity_set(firm: Firm, fact: f.EntitySet) -> Firm:
    return replace(firm, entities=(*(e for e in firm.entities if e.id != fact.entity.id), fact.entity))


def _brand_set(firm: Firm, fact: f.BrandSet) -> Firm:
    return replace(firm, brands=(*(b for b in firm.brands if b.id != fact.brand.id), fact.brand))


def _draft_accepted(firm: Firm, fact: f.DraftLawAccepted) -> Firm:
    others = (draft for draft in firm.drafts if draft.pack != fact.draft.pack)
    return replace(firm, drafts=(*others, fact.draft))


def _draft_ended(firm: Firm, fact: f.DraftLawEnded) -> Firm:
    ended = fact.pack, fact.version
    return replace(firm, drafts=tuple(draft for draft in firm.drafts if (draft.pack, draft.version) != ended))


CHANGES: dict[type, Callable[[Firm, Any], Firm]] = {
    f.EntitySet: _entity_set,
    f.BrandSet: _brand_set,
    f.DraftLawAccepted: _draft_accepted,
    f.DraftLawEnded: _draft_ended,
    f.DetailsSet: lambda firm, fact: replace(firm, details=fact.details),
    f.FirmChangeProposed: lambda firm, fact: replace(firm, proposals=(*firm.proposals, fact.proposal)),
    f.FirmChangeSettled: lambda firm, fact: replace(
        firm, proposals=tuple(p for p in firm.proposals if p.id != fact.proposal)
    ),
    f.HouseRulesSet: lambda firm, fact: replace(firm, house=fact.house),
    f.EpochBegun: lambda firm, fact: replace(firm, epochs=(*firm.epochs, fact.epoch)),
    f.LogsDigested: lambda firm, fact: replace(firm, digested_on=fact.to_on),
    f.TimeConfirmed: lambda firm, fact: replace(firm, time_confirmed_at=fact.at),
    TrailExported: lambda firm, _fact: replace(firm, exports=firm.exports + 1),
}
