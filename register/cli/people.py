"""People and their tokens."""

import secrets
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from register.cli.console import Commands, Stopped, opened
from register.cli.terminal import say
from register.domain.actors import CONSOLE, ROLES
from register.domain.passwords import is_common
from register.domain.permissions import SCOPES
from register.domain.subjects.account import LOSSES

if TYPE_CHECKING:
    from register.reader.accounts import AccountFile
    from register.wiring import Register

SHORTEST_PASSWORD: Final = 12
GROUPS: Final = {
    "read": ("cases:read", "trail:read"),
    "write": ("cases:write", "approvals:write", "reports:write"),
    "admin": ("admin:write",),
}


@click.group(cls=Commands)
def user() -> None:
    """People who use the register."""


@user.command("add")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="May be given twice.")
@click.option("--name", help="The person's name; the address before the @ unless given.")
@click.option("--brand", "brands", multiple=True, help="Limit the person to a brand; may be given several times.")
def add_user(email: str, roles: tuple[str, ...], name: str | None, brands: tuple[str, ...]) -> None:
    """Give a person an account, roles and a first password (asked for in a terminal, else made up and printed)."""
    from register.foundation import People, Person

    with opened() as register:
        if register.reader.accounts.by_email(email) is not None:
            raise Stopped(f"{email}: there is an account with this address already.")
        password, given = _first_password()
        people, asked = People(register), name or email.partition("@")[0]
        if register.reader.accounts.named(asked):
            say(f"{asked}: there is an account with this name already. One human has one account.", err=True)
        account = people.add(Person(email, asked, given, brands))
        for role in roles:
            granted = people.grant(account, role)
            say(f"{role}: granted." if granted else f"{role}: proposed; an administrator has to confirm it.")
        if password is None:
            say(f"{email}: the first password is {given}")


@user.command("password")
@click.argument("email")
def give_password(email: str) -> None:
    """Give a first password to somebody who has none: a new account, or one whose lost password was forgotten."""
    from register.foundation import People

    with opened() as register:
        account = known(register, email).account
        if account.password is not None:
            raise Stopped(
                f"{email}: has a password. `register user rescue {email} --lost password` proposes a new one."
            )
        password, given = _first_password()
        People(register).give_password(account.id, given)
        say(f"{email}: the first password is {given}" if password is None else f"{email}: the password is set.")


@user.command("rescue")
@click.argument("email")
@click.option("--lost", required=True, type=click.Choice(LOSSES), help="What is lost; `account`: it was closed.")
def rescue(email: str, lost: str) -> None:
    """Propose that somebody gets back in; an administrator confirms it on the page of that person."""
    from register.domain.commands.account import ProposeRescue

    with opened() as register:
        account = known(register, email).account
        register.registrar.carry_out(ProposeRescue(account=account.id, what=lost), CONSOLE)
        say(f"{lost}: proposed; an administrator has to confirm it under Approvals.")


@user.command("secret-lost")
@click.confirmation_option(prompt="Every password and second factor of everybody is forgotten. Go on?")
def secret_lost() -> None:
    """Begin again after the loss of secret.key: a new secret; everybody needs a new first password."""
    from register.domain.commands.account import ForgetCredentials
    from register.foundation import make_secret

    with opened() as register:
        people = register.reader.accounts.everybody()
        for file in people:
            register.registrar.carry_out(ForgetCredentials(account=file.account.id), CONSOLE)
        made = make_secret(register.settings)
    say(f"{len(people)} accounts: password and second factor forgotten.")
    say("A new secret.key is made." if made else "The secret stays the one REGISTER_SECRET_KEY or secret.key holds.")
    say("Next: `register user password EMAIL` for two administrators, who help everybody else.")
    say("The secrets of channels open no more either: enter them anew on the channels' pages.")


def _first_password() -> tuple[str | None, str]:
    """Return what was typed (None: nothing, or there is no terminal), and the password to give."""
    typed = _asked() if sys.stdin.isatty() else None
    return typed, typed or secrets.token_urlsafe(SHORTEST_PASSWORD)


def _asked() -> str | None:
    text: str = click.prompt(
        "Password (nothing: one is made up)", default="", show_default=False, hide_input=True, confirmation_prompt=True
    )
    if text and len(text) < SHORTEST_PASSWORD:
        raise Stopped(f"The password is too short: it needs {SHORTEST_PASSWORD} characters or more. Nothing was done.")
    if text and is_common(text):
        raise Stopped("The password is one of the first that anybody would try. Choose other words. Nothing was done.")
    return text or None


@click.group(cls=Commands)
def token() -> None:
    """Tokens for programs."""


@token.command("create")
@click.option("--user", "email", required=True, help="Whose token it is: it can do no more than this person.")
@click.option("--scope", "scopes", multiple=True, required=True, help=f"{', '.join((*GROUPS, *SCOPES))}.")
@click.option("--name", default="command line", show_default=True, help="What the token is for.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="The day (UTC) on which it ends.")
def create_token(email: str, scopes: tuple[str, ...], name: str, expires: datetime | None) -> None:
    """Make a token and print it, this once."""
    from datetime import UTC

    from register.domain.commands import account as a
    from register.ids import digest_of, new_token

    with opened() as register:
        account = known(register, email).account.id
        secret = new_token()
        asked = tuple(dict.fromkeys(each for scope in scopes for each in GROUPS.get(scope, (scope,))))
        command = a.CreateToken(
            account=account,
            name=name,
            digest=digest_of(secret),
            scopes=asked,
            expires_at=expires.replace(tzinfo=UTC) if expires else None,
        )
        register.registrar.carry_out(command, CONSOLE)
        say("The token is shown this once; the register keeps only its hash.", err=True)
        say(secret)


def known(register: "Register", email: str) -> "AccountFile":
    """Return the account with this address; raises ``Stopped``."""
    file = register.reader.accounts.by_email(email)
    if file is None:
        raise Stopped(f"{email}: there is no account with this address. `register user add` makes one.")
    return file
