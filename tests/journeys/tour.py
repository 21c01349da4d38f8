"""The README's tour: its sentences, who walks through it, and how a step says which sentence it takes literally."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from register.demo.maker import passwords
from register.worker import Worker
from tests.journeys.visitor import Visitor
from tests.rules.source import ROOT

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR: Final = README.partition("## A tour of ten minutes\n")[2].partition("\n## ")[0]
SENTENCES: Final = [
    line.strip()
    for line in TOUR.partition("The same through REST")[0].splitlines()
    if line.strip() and not re.match(r"\d+\. \*\*", line)
]
COMMANDS: Final = re.findall(r"(?m)^(?:REGISTER_HOME=\S+ )?\.venv/bin/register (.+)$", TOUR)

# A report of three months is printed while somebody waits.
PATIENCE: Final = 180_000


class Tourist(Visitor):
    """Somebody of the demo."""

    def _sign_in(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        super()._sign_in()

    def password(self) -> str:
        return passwords()[self.email]


@dataclass
class Tour:
    """The demo as served, who walks through it, and what they have found."""

    browser: Browser
    site: str
    home: Path
    worker: Worker
    mail: Path
    people: dict[str, Tourist] = field(default_factory=dict)
    case: str = ""
    report: str = ""
    export: Path = Path()

    @property
    def olive(self) -> Tourist:
        return self.people["olive"]

    @property
    def ash(self) -> Tourist:
        return self.people["ash"]

    @property
    def audrey(self) -> Tourist:
        return self.people["audrey"]


Step = Callable[[Tour], None]
STEPS: Final[dict[str, Step]] = {}


def says(sentence: str) -> Callable[[Step], Step]:
    """Mark the step behind a sentence of the README."""

    def mark(step: Step) -> Step:
        STEPS[sentence] = step
        return step

    return mark
