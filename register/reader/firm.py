"""Questions about the firm: its entities and brands by name, its contact details, its rules of the house."""

from dataclasses import dataclass

import sqlalchemy as sa

from register.domain.commands.register import REGISTER
from register.domain.subjects.firm import Firm, HouseRules
from register.reader.plain import Plain, open_texts, sealed_in
from register.store.subjects import load


@dataclass(frozen=True, slots=True)
class FirmFile:
    """The firm with its version and the texts behind it."""

    firm: Firm
    version: int
    plain: Plain

    def entity_name(self, entity: str) -> str:
        """Return the entity's name."""
        return self.plain.get(self.firm.entity(entity).name.digest, entity)

    def brand_name(self, brand: str) -> str:
        """Return the brand's name."""
        return self.plain.get(self.firm.brand(brand).name.digest, brand)

    @property
    def details(self) -> dict[str, str]:
        """The contact details that letters print, by name."""
        return {d.name: self.plain[d.value.digest] for d in self.firm.details if d.value.digest in self.plain}


class FirmReader:
    """Reads the register's own subject."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def house(self) -> HouseRules:
        """Return the rules of the house as they stand."""
        with self._engine.connect() as connection:
            firm: Firm | None = load(connection, [REGISTER])[REGISTER].value
        return HouseRules() if firm is None else firm.house

    def now(self) -> FirmFile:
        """Return the firm as it stands."""
        with self._engine.connect() as connection:
            held = load(connection, [REGISTER])[REGISTER]
            return FirmFile(held.value or Firm(), held.seq, open_texts(connection, sealed_in(held.value)))
