"""A person's own tokens for programs: made, shown once, ended."""

from datetime import UTC, datetime, time
from http import HTTPStatus
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_security import auth_required
from wtforms import DateField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER
from register.domain.commands.account import CreateToken, RevokeToken
from register.ids import digest_of, new_token
from register.reader.accounts import AccountFile
from register.web.forms import CheckboxesField
from register.web.login import current_actor, for_roles
from register.web.pages.shared.fields import id_of, line
from register.web.pages.shared.step_form import StepForm, carry_out, first_error
from register.wiring import Register

# Minutes after which the password is asked for again: a token outlives the visit that makes it.
AGAIN_AFTER: Final = 10
SCOPES: Final = (
    ("cases:read", _("Read complaints and messages")),
    ("cases:write", _("Work on complaints and messages")),
    ("approvals:write", _("Approve")),
    ("reports:write", _("Prepare and issue reports")),
    ("trail:read", _("Read and export the audit trail")),
    ("admin:write", _("Administer")),
)


class TokenForm(StepForm):
    """A new token."""

    name = line(_("What it is for"), required=True)
    scopes = CheckboxesField(
        _("What it may do"),
        [InputRequired(_("Choose at least one."))],
        choices=[SelectChoice(*pair) for pair in SCOPES],
    )
    expires_on = DateField(_("Last day (UTC)"), [Optional()], description=_("Without one it lasts a year."))


class Tokens:
    """The page of one's own tokens."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show one's tokens; make a new one and show its secret, this once."""
        form, secret = TokenForm(), None
        if form.validate_on_submit():
            secret = new_token()
            outcome = carry_out(self.register, self._command(form, secret), form)
            if outcome is None or not self._kept(secret):
                secret = None
            if outcome is not None:
                if secret is None:
                    flash(gettext("The token was made before; what it says was shown then, once."), "info")
                form = TokenForm(formdata=None)
        page = render_template(
            "setup/tokens.html",
            form=form,
            ending=StepForm(formdata=None),
            file=self._file(),
            secret=secret,
            scopes=dict(SCOPES),
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK

    def end(self, token: str) -> ResponseReturnValue:
        """End a token."""
        form, account = StepForm(), self._file().account.id
        ended = form.validate_on_submit() and carry_out(
            self.register, RevokeToken(account=account, token=id_of(token)), form
        )
        if ended:
            flash(gettext("The token is ended."), "success")
        else:
            flash(first_error(form), "error")
        return redirect(url_for("tokens.index"))

    def _kept(self, secret: str) -> bool:
        """Whether this secret opens anything: a page sent twice made its token the first time, with another one."""
        return any(token.digest == digest_of(secret) for token in self._file().account.tokens)

    def _command(self, form: TokenForm, secret: str) -> CreateToken:
        last = form.expires_on.data
        return CreateToken(
            account=self._file().account.id,
            name=form.name.data,
            digest=digest_of(secret),
            scopes=tuple(form.scopes.data),
            expires_at=datetime.combine(last, time.max, UTC) if last else None,
        )

    def _file(self) -> AccountFile:
        account = current_actor().account
        file = None if account is None else self.register.reader.accounts.by_id(account)
        if file is None:
            raise LookupError(account)
        return file


def make(register: Register) -> Blueprint:
    """Return the page of one's own tokens."""
    blueprint = Blueprint("tokens", __name__, url_prefix="/account/tokens", template_folder="..")
    pages = Tokens(register)
    for_roles(blueprint, OFFICER, APPROVER, AUDITOR, ADMINISTRATOR)
    fresh = auth_required("session", within=AGAIN_AFTER, grace=0)
    blueprint.add_url_rule("/", "index", fresh(pages.index), methods=["GET", "POST"])
    blueprint.add_url_rule("/<token>/end", "end", pages.end, methods=["POST"])
    return blueprint
