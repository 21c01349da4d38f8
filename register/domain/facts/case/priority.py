"""How urgent a case is."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.subjects.priority import Priority


@dataclass(frozen=True, slots=True)
class CasePrioritised:
    """The tier of the case with its grounds."""

    TAG: ClassVar[str] = "case:priority:set/2"
    priority: Priority
