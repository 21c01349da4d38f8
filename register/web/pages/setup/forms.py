"""The forms of the set-up; each knows the command it asks for."""

from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from register.domain.actors import ROLES
from register.domain.commands import account as a
from register.domain.commands import channel as ch
from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.values import Id
from register.web.forms import CheckboxesField
from register.web.pages.shared.fields import CHOSEN, NEEDED, MomentField, id_of, line, paragraph, select
from register.web.pages.shared.labels import WORDS, choices
from register.web.pages.shared.step_form import StepForm

ROLE_WORDS: Final = WORDS["role"]


class SetupForm(StepForm):
    """A step of the set-up about one subject (None: about the register itself, or something new)."""

    def order(self, subject: Id | None) -> Command:
        """Return the command the filled form asks for."""
        raise TypeError(type(self).__name__)


class CreateAccountForm(SetupForm):
    """A new person, and the role they are proposed for."""

    name = line(_("Name"), required=True)
    email = line(_("E-mail address"), required=True, description=_("They sign in with it."))
    role = select(
        _("Role"),
        [SelectChoice("", _("None yet")), *(SelectChoice(role, ROLE_WORDS[role]) for role in ROLES)],
        description=_("It counts as soon as another administrator confirms it."),
    )
    brands = CheckboxesField(_("Only for these brands"), [Optional()], choices=[])

    def order(self, subject: Id | None) -> Command:
        """Ask for the account."""
        return a.CreateAccount(email=self.email.data, name=self.name.data, brands=tuple(self.brands.data or ()))


class RoleForm(SetupForm):
    """Give or take a role."""

    role = select(_("Role"), [SelectChoice(role, ROLE_WORDS[role]) for role in ROLES], required=True)
    change = RadioField(
        _("Change"), [CHOSEN], choices=[SelectChoice("give", _("Give it")), SelectChoice("take", _("Take it away"))]
    )

    def order(self, subject: Id | None) -> Command:
        """Propose it."""
        return a.ChangeRole(account=_known(subject), role=self.role.data, grant=self.change.data == "give")


class RescueForm(SetupForm):
    """Propose a way back in."""

    what = HiddenField(validators=[InputRequired()])

    def order(self, subject: Id | None) -> Command:
        """Propose it."""
        return a.ProposeRescue(account=_known(subject), what=self.what.data)


class JoinForm(SetupForm):
    """Say that the same human has another account too."""

    other = select(_("Other account"), required=True)

    def order(self, subject: Id | None) -> Command:
        """Say it."""
        return a.JoinAccounts(account=_known(subject), other=id_of(self.other.data))


class PartForm(SetupForm):
    """Say that an account is of a human of its own after all."""

    def order(self, subject: Id | None) -> Command:
        """Propose it."""
        return a.PartAccount(account=_known(subject))


class BrandsForm(SetupForm):
    """Limit a person to brands."""

    brands = CheckboxesField(
        _("Only for these brands"), [Optional()], choices=[], description=_("None chosen: for all.")
    )

    def order(self, subject: Id | None) -> Command:
        """Limit."""
        return a.LimitBrands(account=_known(subject), brands=tuple(self.brands.data or ()))


class EndSessionsForm(SetupForm):
    """Log somebody out everywhere."""

    def order(self, subject: Id | None) -> Command:
        """End the sessions."""
        return a.EndSessions(account=_known(subject))


class CloseAccountForm(SetupForm):
    """Close an account."""

    def order(self, subject: Id | None) -> Command:
        """Close it."""
        return a.DeactivateAccount(account=_known(subject))


class AddChannelForm(SetupForm):
    """Declare a channel."""

    platform = select(_("Platform"), required=True)
    slug = line(_("Short name"), required=True, description=_("Part of its webhook address: lower case, no spaces."))
    brand = select(_("Brand"), required=True)
    controlled = BooleanField(_("We own or control it"), default=True)
    owner = line(_("Team that looks after it"), required=True, default="complaints", description=_("One word."))
    covered_since = MomentField(_("Watched since"))
    native_account = line(_("Our account's id there"))
    secrets = paragraph(_("Secrets that deliveries are verified with"), description=_("One a line."))
    verify_token = line(_("Token of the platform's handshake"))

    def order(self, subject: Id | None) -> Command:
        """Declare it."""
        told: dict[str, Any] = {
            name: self[name].data
            for name in ("platform", "slug", "brand", "controlled", "owner", "native_account", "verify_token")
        }
        return ch.AddChannel(**told, covered_since=self.covered_since.instant, secrets=_secrets(self.secrets.data))


class SecretsForm(SetupForm):
    """Replace a channel's secrets."""

    secrets = paragraph(
        _("Secrets"), required=True, description=_("One a line; several may be active while they are exchanged.")
    )

    def order(self, subject: Id | None) -> Command:
        """Replace them."""
        return ch.ChangeSecrets(channel=_known(subject), secrets=_secrets(self.secrets.data))


class GapForm(SetupForm):
    """Declare a gap."""

    from_at = MomentField(_("From"), required=True)
    until_at = MomentField(_("Until"), required=True)
    reason = select(_("Reason"), choices("gap"), required=True)

    def order(self, subject: Id | None) -> Command:
        """Record it."""
        from_at, until_at = self.from_at.instant, self.until_at.instant
        if from_at is None or until_at is None:
            raise ValueError(self.reason.data)
        return ch.RecordGap(channel=_known(subject), from_at=from_at, until_at=until_at, reason=self.reason.data)


class CloseChannelForm(SetupForm):
    """Use a channel no more."""

    def order(self, subject: Id | None) -> Command:
        """Close it."""
        return ch.CloseChannel(channel=_known(subject))


class EntityForm(SetupForm):
    """Add or change a licence holder."""

    entity = line(_("Code"), required=True, description=_("Of an existing one to change it."))
    name = line(_("Name"), required=True)
    licence = line(_("Licence number"), required=True)
    place = select(_("Place"), required=True, description=_("Its calendar and zone decide every date."))
    packs = CheckboxesField(_("Packs"), [InputRequired(_("Choose at least one."))], choices=[])
    member = line(_("Number with the external scheme"))

    def order(self, subject: Id | None) -> Command:
        """Set it."""
        told = {name: self[name].data for name in ("entity", "name", "licence", "place", "member")}
        return r.SetEntity(**told, packs=tuple(self.packs.data))


class BrandForm(SetupForm):
    """Add or change a brand."""

    brand = line(_("Code"), required=True)
    name = line(_("Name"), required=True)
    entity = select(_("Entity"), required=True)

    def order(self, subject: Id | None) -> Command:
        """Set it."""
        return r.SetBrand(brand=self.brand.data, entity=self.entity.data, name=self.name.data)


class HouseForm(SetupForm):
    """The rules of the house."""

    officer_amount = line(
        _("One person settles remedies up to"), required=True, description=_("An amount, as in 500.00.")
    )
    second_person = CheckboxesField(_("A second person approves"), [Optional()], choices=[])
    assess_within_days = IntegerField(_("Possible breaches are assessed within"), [NEEDED], description=_("In days."))
    second_factor = CheckboxesField(
        _("A second factor is needed by"),
        [Optional()],
        choices=[SelectChoice(role, ROLE_WORDS[role]) for role in ROLES],
        description=_("Whoever has none yet sets one up before anything else."),
    )

    def order(self, subject: Id | None) -> Command:
        """Set them."""
        return r.SetHouseRules(
            officer_amount=self.officer_amount.data,
            second_person=tuple(self.second_person.data or ()),
            assess_within_days=self.assess_within_days.data,
            second_factor=tuple(self.second_factor.data or ()),
        )


def _known(subject: Id | None) -> Id:
    if subject is None:
        raise LookupError("subject")
    return subject


def _secrets(text: str) -> tuple[str, ...]:
    return tuple(secret for row in (text or "").splitlines() if (secret := row.strip()))
