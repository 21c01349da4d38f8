"""A card: one part of a case's page, with what it shows and the steps that are taken on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep

# A term and what the case says of it.
Pair = tuple[str, str | Markup | None]


@dataclass(frozen=True)
class Card:
    """A card by its name in addresses. ``model`` makes what its template shows, beside the case itself.

    ``steps`` are in the order of their buttons, each under its name in addresses.
    """

    name: str
    steps: Mapping[str, type[CaseStep]] = field(default_factory=dict)
    model: Callable[[Desk], Any] = lambda desk: desk.case

    @property
    def template(self) -> str:
        """What shows it."""
        return f"cases/cards/{self.name}/card.html"


def offered(desk: Desk, steps: Mapping[str, type[CaseStep]]) -> dict[str, type[CaseStep]]:
    """Return those steps that the visitor may take and that have something to do."""
    return {name: kind for name, kind in steps.items() if kind.fits(desk)}
