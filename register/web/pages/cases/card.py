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

    ``buttons`` are the steps at its end, in their order, each under its name in addresses; ``elsewhere`` those that
    stand beside what they are about: in a notice, or in the middle of the card.
    """

    name: str
    buttons: Mapping[str, type[CaseStep]] = field(default_factory=dict)
    model: Callable[[Desk], Any] = lambda desk: desk.case
    elsewhere: Mapping[str, type[CaseStep]] = field(default_factory=dict)

    @property
    def steps(self) -> Mapping[str, type[CaseStep]]:
        """Every step that is taken on it."""
        return {**self.buttons, **self.elsewhere}

    @property
    def template(self) -> str:
        """What shows it."""
        return f"cases/cards/{self.name}/card.html"


def offered(desk: Desk, steps: Mapping[str, type[CaseStep]]) -> dict[str, type[CaseStep]]:
    """Return those steps that the visitor may take and that have something to do."""
    return {name: kind for name, kind in steps.items() if kind.fits(desk)}
