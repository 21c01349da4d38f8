"""The base of the steps on a case: each form knows its words, its lists, what is known already, and its command."""

from typing import ClassVar

from flask_babel import LazyString

from register.domain.commands.base import Command
from register.domain.lifecycle import ANY, LIFECYCLE
from register.domain.permissions import MAY
from register.orders import Outcome
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.fields import MomentField, MomentsField
from register.web.pages.shared.step_form import StepForm


class CaseStep(StepForm):
    """A step on a case. ``TITLE`` names it, ``SUBMIT`` is its button, ``ASKS`` the command behind it."""

    TITLE: ClassVar[LazyString]
    SUBMIT: ClassVar[LazyString]
    ASKS: ClassVar[type[Command]]
    FILES: ClassVar[bool] = False
    DANGER: ClassVar[bool] = False

    @classmethod
    def fits(cls, desk: Desk) -> bool:
        """Whether the page offers the step; what may happen is decided behind the door."""
        legal = desk.case.status in LIFECYCLE.get(cls.ASKS, ANY)
        return legal and bool(MAY[cls.ASKS].roles & desk.actor.roles) and cls.useful(desk)

    @classmethod
    def useful(cls, desk: Desk) -> bool:  # noqa: ARG003 -- steps that look at the case override it
        """Whether there is something to do."""
        return True

    @classmethod
    def on(cls, desk: Desk) -> type["CaseStep"]:  # noqa: ARG003 -- steps whose fields depend on the case override it
        """Return the form for this case."""
        return cls

    def prepare(self, desk: Desk, *, fresh: bool) -> None:
        """Fill in lists, and into a ``fresh`` form what is known already."""
        for field in self:
            if isinstance(field, MomentField | MomentsField):
                field.zone = desk.zone
        self.lists(desk)
        if fresh:
            self.version.data = str(desk.file.version)
            self.known(desk)

    def lists(self, desk: Desk) -> None:
        """Fill in the lists to choose from."""

    def known(self, desk: Desk) -> None:
        """Fill in what is known already."""

    def done(self, outcome: Outcome) -> tuple[str, str] | None:
        """Return what is said once it was carried out, and how; None: what was recorded is told by the trail."""
        return None

    def order(self, desk: Desk) -> Command:
        """Return the command the filled form asks for."""
        raise TypeError(type(self).__name__)


class OpenCaseStep(CaseStep):
    """A step on a case that is open."""

    @classmethod
    def useful(cls, desk: Desk) -> bool:
        return is_open(desk)


def is_open(desk: Desk) -> bool:
    """Whether the case is open."""
    return desk.case.status == "open"
