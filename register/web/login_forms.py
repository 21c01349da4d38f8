"""The forms for signing in, cut to what this register offers."""

from flask_security import LoginForm, TwoFactorRescueForm, TwoFactorSetupForm
from wtforms import RadioField
from wtforms.fields import SelectChoice

from register.web.accounts import AUTHENTICATOR


class PasswordForm(LoginForm):
    """Address and password; nobody is remembered, because a session ends where its row says so."""

    remember = None


class SecondFactorForm(TwoFactorSetupForm):
    """An authenticator app or nothing: codes by mail or text message are not offered."""

    setup = RadioField(choices=[SelectChoice(AUTHENTICATOR), SelectChoice("disable")], validate_choice=False)


class NoRescueForm(TwoFactorRescueForm):
    """Who lost the phone has recovery codes or asks an administrator; nothing is sent by mail."""

    help_setup = RadioField(choices=[])
