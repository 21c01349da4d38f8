"""The forms by which a second administrator confirms or refuses, one for each kind of what waits."""

from typing import ClassVar

from wtforms import HiddenField
from wtforms.validators import InputRequired

from register.domain.commands.base import Command
from register.domain.commands.settlements import settling
from register.domain.values import Id
from register.web.pages.setup.forms import SetupForm
from register.web.pages.shared.fields import id_of


class SettleForm(SetupForm):
    """Confirm or refuse what was proposed; ``KIND`` says what it is."""

    KIND: ClassVar[str]
    proposal = HiddenField(validators=[InputRequired()])
    confirm = HiddenField(validators=[InputRequired()])

    def order(self, subject: Id | None) -> Command:
        """Settle it."""
        return settling(self.KIND, subject, id_of(self.proposal.data), confirm=self.confirm.data == "yes")


class SettleRoleForm(SettleForm):
    """A role, given or taken."""

    KIND = "role"


class SettleRescueForm(SettleForm):
    """A way back in."""

    KIND = "rescue"


class SettleChangeForm(SettleForm):
    """Another change of an account."""

    KIND = "account"


class SettleSecretsForm(SettleForm):
    """The secrets of a channel."""

    KIND = "secrets"


class SettleFirmForm(SettleForm):
    """A change of the firm, its brands, its details or its rules."""

    KIND = "firm"
