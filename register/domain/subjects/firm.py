"""The firm: its entities (licence holders), their brands, the packs they are under, and who may approve what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from register.domain.errors import Invalid, Problem
from register.domain.sealed import Sealed
from register.domain.values import Amount, Code, Digest, Id

OF: Final = "/"


@dataclass(frozen=True, slots=True)
class Brand:
    """A name under which an entity deals with the public."""

    id: Code
    entity: Code
    name: Sealed


@dataclass(frozen=True, slots=True)
class Entity:
    """A licence holder: where days are counted, which packs hold; ``member`` is its number with the external scheme."""

    id: Code
    name: Sealed
    licence: Code
    place: Code
    zone: Code
    packs: tuple[Code, ...]
    member: Code | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A contact detail that letters print (``firm-phone``, ``firm-address``, ...), as configured.

    ``<brand>/firm-phone`` stands in its place in the letters of that brand.
    """

    name: Code
    value: Sealed


def details_of(details: Mapping[str, str], brand: str) -> dict[str, str]:
    """Return the contact details a brand's letters print: its own where it has them, else the firm's."""
    before = f"{brand}{OF}"
    own = {name.removeprefix(before): value for name, value in details.items() if name.startswith(before)}
    return {name: value for name, value in details.items() if OF not in name} | own


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The firm's own choices: the delegation matrix, and how soon a possible breach is to be assessed.

    One person settles remedies up to ``officer_amount`` alone; the letters in ``second_person`` (a letter type, or
    ``type:decision``) and any remedy above the amount are approved by a second one.
    """

    officer_amount: Amount = Amount("500.00")
    second_person: tuple[Code, ...] = (
        Code("idr-response"),
        Code("delay-notification"),
        Code("out-of-time-notice"),
    )
    assess_within_days: int = 30
    second_factor: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptedDraft:
    """Draft law the firm chose to work to, one version of a pack, and why; it binds nobody until it is made."""

    pack: Code
    version: Code
    reason: Sealed
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class FirmProposal:
    """What weakens a control and waits for a second administrator: rules of the ``house`` by which one person may do
    more alone, another ``entity`` or ``brand`` in place of the known one, ``draft`` law to work to, or, without these,
    other contact ``details``.
    """

    id: Id
    proposed_by: Code
    proposed_at: datetime
    house: HouseRules | None = None
    entity: Entity | None = None
    brand: Brand | None = None
    details: tuple[Detail, ...] = ()
    draft: AcceptedDraft | None = None

    @property
    def about(self) -> tuple[str, str]:
        """Which part of the firm it would change: of two for the same part one waits."""
        if self.entity is not None:
            return "entity", self.entity.id
        if self.brand is not None:
            return "brand", self.brand.id
        if self.draft is not None:
            return "draft", self.draft.pack
        return ("details" if self.house is None else "house"), ""


@dataclass(frozen=True, slots=True)
class Epoch:
    """The trail since a restore: it held ``size`` entries under its newest checkpoint when ``lost`` were signed."""

    id: Code
    reason: Sealed
    size: int
    lost_size: int
    lost_root: Digest
    at: datetime


@dataclass(frozen=True, slots=True)
class LogDigest:
    """What stands for the rows of one log over some days: how many there were, and SHA-256 over all of them."""

    name: Code
    rows: int
    digest: Digest


@dataclass(frozen=True, slots=True)
class Firm:
    """The ``register`` subject's value, changed only by commands.

    ``digested_on`` is the last day (UTC) whose logs the trail holds a digest of.
    """

    founded_at: datetime | None = None
    origin: Code | None = None
    entities: tuple[Entity, ...] = ()
    brands: tuple[Brand, ...] = ()
    details: tuple[Detail, ...] = ()
    house: HouseRules = HouseRules()
    exports: int = 0
    epochs: tuple[Epoch, ...] = ()
    digested_on: date | None = None
    time_confirmed_at: datetime | None = None
    proposals: tuple[FirmProposal, ...] = ()
    drafts: tuple[AcceptedDraft, ...] = ()

    @property
    def accepted(self) -> frozenset[tuple[str, str]]:
        """The draft law the firm works to: packs by id and version."""
        return frozenset((draft.pack, draft.version) for draft in self.drafts)

    def brand(self, brand: str) -> Brand:
        """Return the brand; raises ``Invalid`` (unknown-brand)."""
        for known in self.brands:
            if known.id == brand:
                return known
        raise Invalid(Problem("unknown-brand", "brand", params={"brand": brand[:60]}))

    def entity(self, entity: str) -> Entity:
        """Return the entity; raises ``Invalid`` (unknown-entity)."""
        for known in self.entities:
            if known.id == entity:
                return known
        raise Invalid(Problem("unknown-entity", "entity", params={"entity": entity[:60]}))
