"""The forms by which a second administrator confirms or refuses; each knows the command it asks for."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from register.domain.commands import account as a
from register.domain.commands import channel as ch
from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.values import Id
from register.web.pages.fields import id_of
from register.web.pages.setup_forms import SetupForm, known


class SettleRoleForm(SetupForm):
    """Confirm or refuse a proposed role."""

    proposal = HiddenField(validators=[InputRequired()])
    confirm = HiddenField(validators=[InputRequired()])

    def order(self, subject: Id | None) -> Command:
        """Settle it."""
        confirmed = self.confirm.data == "yes"
        return a.SettleRole(account=known(subject), proposal=id_of(self.proposal.data), confirm=confirmed)


class SettleRescueForm(SettleRoleForm):
    """Confirm or refuse a proposed way back in."""

    def order(self, subject: Id | None) -> Command:
        """Settle it."""
        confirmed = self.confirm.data == "yes"
        return a.SettleRescue(account=known(subject), proposal=id_of(self.proposal.data), confirm=confirmed)


class SettleChangeForm(SettleRoleForm):
    """Confirm or refuse a proposed change of an account."""

    def order(self, subject: Id | None) -> Command:
        """Settle it."""
        confirmed = self.confirm.data == "yes"
        return a.SettleAccountChange(account=known(subject), proposal=id_of(self.proposal.data), confirm=confirmed)


class SettleSecretsForm(SettleRoleForm):
    """Confirm or refuse proposed secrets of a channel."""

    def order(self, subject: Id | None) -> Command:
        """Settle it."""
        confirmed = self.confirm.data == "yes"
        return ch.SettleSecrets(channel=known(subject), proposal=id_of(self.proposal.data), confirm=confirmed)


class SettleFirmForm(SettleRoleForm):
    """Confirm or refuse a proposed change of the firm."""

    def order(self, subject: Id | None) -> Command:
        """Settle it."""
        return r.SettleFirmChange(proposal=id_of(self.proposal.data), confirm=self.confirm.data == "yes")
