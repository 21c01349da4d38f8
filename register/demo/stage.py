"""Where the demo plays: a register under a clock that is moved by hand, its people, its channels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from register.demo.story import Scene
from register.domain.actors import Actor
from register.domain.commands.base import Command
from register.domain.subjects.case import Case
from register.domain.values import Id
from register.intake import Intake
from register.orders import Outcome
from register.wiring import Register
from register.worker import Worker


class MovedClock:
    """A clock that stands at the moment the story has reached, and never goes back."""

    def __init__(self, now: datetime) -> None:
        """Start at ``now``."""
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, now: datetime) -> None:
        """Go on to ``now``."""
        self.now = max(self.now, now)


@dataclass(frozen=True, slots=True)
class Page:
    """A page on the platform: its own id there, and the secret its deliveries are signed with."""

    channel: Id
    account: str
    secret: str


@dataclass(slots=True)
class Stage:
    """Everything a step may need."""

    register: Register
    clock: MovedClock
    words: Mapping[str, Any]
    people: dict[str, Actor] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    scenes: dict[str, Scene] = field(default_factory=dict)
    worker: Worker = field(init=False)
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        """Set its worker and its intake up."""
        self._man()

    def _man(self) -> None:
        self.worker = Worker(self.register)
        self.intake = Intake(self.register.registrar, self.register.reader, self.register.upkeep)

    def go_on_with(self, register: Register) -> None:
        """Go on with another release of the program over the same database."""
        self.register.close()
        self.register = register
        self._man()

    def do(self, command: Command, who: str) -> Outcome:
        """Carry out a command as one of the people; raises ``Refused``."""
        return self.register.registrar.carry_out(command, self.people[who])

    def act(self, scene: Scene, command: Command) -> Outcome:
        """Carry out a command as the officer of the scene."""
        return self.do(command, scene.officer)

    def take_in(self) -> None:
        """Make messages of what was delivered."""
        for raw in self.register.reader.work.deliveries():
            self.intake.take(raw)

    def pass_the_night(self) -> None:
        """Do what the worker would have done by the morning; its own loop only where more than sealing waits."""
        work, now = self.register.reader.work, self.clock()
        if work.limits_passed(now) or work.dispatches_due(now):
            self.worker.run_once()
        else:
            self.register.sealer.seal()

    def case(self, scene: Scene) -> Case:
        """Return the case of the scene as it stands."""
        return self.register.reader.cases.open(self.people["ash"], scene.made["case"]).case
