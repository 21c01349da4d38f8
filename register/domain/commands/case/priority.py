"""Commands about the order in which cases are taken up."""

from dataclasses import dataclass

from register.domain.commands.base import CaseCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiseCase(CaseCommand):
    """Record what makes the case urgent: a trigger makes its tier the gravest; another ``tier`` needs a ``reason``."""

    TAG = "PrioritiseCase"
    triggers: tuple[str, ...] = ()
    tier: int | None = None
    reason: str = ""
