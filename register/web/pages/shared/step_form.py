"""One step of a person: a form that is carried out once, knows what was seen, and shows why it was refused."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from register.domain import permissions
from register.domain.commands.base import Command
from register.domain.errors import Forbidden, Refused, Stale
from register.domain.values import Id
from register.ids import new_id
from register.orders import Outcome
from register.web.forms import RegisterForm
from register.web.login import current_actor
from register.wiring import Register

COMMAND: Final = "command_id"
LONGEST_VERSION: Final = 18


class StepForm(RegisterForm):
    """A form behind one command. Its id makes a second click the same command; its version says what was seen.

    ``stale`` is true after a refusal because somebody else was faster.
    """

    command_id = HiddenField(default=new_id)
    version = HiddenField()
    stale = False

    @property
    def command(self) -> Id:
        """The command's id; a new one where the browser sent something else."""
        try:
            return Id(self.command_id.data or "")
        except ValueError:
            return Id(new_id())

    @property
    def seen(self) -> int | None:
        """The version of the subject the reader saw; None where the page names none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_VERSION else None


class ReasonForm(StepForm):
    """A step that wants its reason in words."""

    reason = TextAreaField(_("Reason"), [InputRequired(_("Give the reason."))])


def admit(register: Register, command: type[Command]) -> None:
    """Let the visitor go on, if they may ask for such a command at all: their words are not read before.

    Raises ``Forbidden``; that somebody tried is written down as at the door.
    """
    actor = current_actor()
    try:
        permissions.check(actor, command)
    except Forbidden as refusal:
        register.upkeep.record_refusal(actor.name, command.TAG, refusal, None)
        raise


def carry_out(register: Register, command: Command, form: StepForm, version: int | None = None) -> Outcome | None:
    """Carry out the step behind ``form``; a refusal is shown on the form, and None returned.

    ``version`` stands in for the version the form was shown for.
    """
    seen = form.seen if version is None else version
    try:
        return register.registrar.carry_out(command, current_actor(), form.command, seen)
    except Refused as refusal:
        form.stale = isinstance(refusal, Stale)
        form.take(refusal)
        return None


def first_error(form: StepForm) -> str:
    """Return what a form without a page of its own says when it was refused."""
    errors: Mapping[str | None, list[str]] = form.errors
    return " ".join(str(text) for texts in errors.values() for text in texts)
