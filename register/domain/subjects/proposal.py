"""What every proposal says that waits for a second administrator, whatever it would change."""

from datetime import datetime
from typing import Protocol

from register.domain.values import Code, Id


class Proposal(Protocol):
    """Something that waits for a second administrator."""

    @property
    def id(self) -> Id:
        """Its id: what was shown is what is settled."""
        ...

    @property
    def proposed_by(self) -> Code:
        """The name of whoever proposed it."""
        ...

    @property
    def proposed_at(self) -> datetime:
        """When that was."""
        ...
