"""Who asks: a person's account, the worker, or the operator at the console."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from register.domain.values import Code, Id

OFFICER: Final = "officer"
APPROVER: Final = "approver"
AUDITOR: Final = "auditor"
ADMINISTRATOR: Final = "administrator"
ROLES: Final = (OFFICER, APPROVER, AUDITOR, ADMINISTRATOR)

SYSTEM: Final = "system"
OPERATOR: Final = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that asks for a change.

    ``name`` is what the trail records (``account:<id>``, ``system:worker``, ``operator:console``). ``brands`` limits
    what the actor may touch (None: no limit); ``scopes`` limits an API token (None: not a token), which ends at
    ``until`` (None: at no set time). ``also`` are the other accounts of the same human.
    """

    name: Code
    roles: frozenset[str]
    account: Id | None = None
    brands: frozenset[str] | None = None
    scopes: frozenset[str] | None = None
    until: datetime | None = None
    also: frozenset[Id] = frozenset()

    @property
    def accounts(self) -> frozenset[Id]:
        """Every account of the human who asks; none for a machine."""
        return self.also if self.account is None else self.also | {self.account}

    @property
    def names(self) -> frozenset[Code]:
        """Every name under which the trail records the human who asks."""
        return frozenset({self.name, *map(account_name, self.also)})

    def covers(self, brand: str | None) -> bool:
        """Say whether this actor may work for ``brand``."""
        return self.brands is None or brand is None or brand in self.brands

    def covers_whole(self, brand: str | None) -> bool:
        """Say whether this actor may work for ``brand`` or, where none is named, for all of them."""
        return self.brands is None or brand in self.brands


WORKER: Final = Actor(Code("system:worker"), frozenset({SYSTEM}))
INTAKE: Final = Actor(Code("system:intake"), frozenset({SYSTEM}))
CONSOLE: Final = Actor(Code("operator:console"), frozenset({OPERATOR}))


def account_name(account: Id) -> Code:
    """Return the name under which the trail records an account."""
    return Code(f"account:{account}")
