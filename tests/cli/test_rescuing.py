"""Ways back in at the console: proposed there, confirmed by an administrator, and what a lost secret takes."""

from register.domain.commands import account as a
from register.settings import load
from register.wiring import wire
from tests.cli.console import Console
from tests.web.pages.test_signing_in import sign_in

OLIVE = "olive@harbour.example"
ADA, ABE = "ada@harbour.example", "abe@harbour.example"


def people(console: Console) -> dict[str, str]:
    """Two administrators and an officer: the first password of each."""
    roles = {ADA: "administrator", ABE: "administrator", OLIVE: "officer"}
    said = {email: console.does("user", "add", email, "--role", role) for email, role in roles.items()}
    return {email: text.rsplit(" ", 1)[1].strip() for email, text in said.items()}


def signs_in(console: Console, email: str, password: str) -> bool:
    from register.app import create_app  # noqa: PLC0415 - after the console has made its home

    register = wire(load({**console.environment, "REGISTER_SECURE_COOKIES": "0"}))
    try:
        return sign_in(create_app(register).test_client(), email, password) == 302
    finally:
        register.close()


def confirm(console: Console) -> None:
    """An administrator confirms what waits for the officer."""
    register = wire(load(console.environment))
    try:
        officer, admin = (register.reader.accounts.by_email(email) for email in (OLIVE, ADA))
        assert officer is not None
        assert admin is not None
        (waiting,) = officer.account.rescues
        settle = a.SettleRescue(account=officer.account.id, proposal=waiting.id, confirm=True)
        register.registrar.carry_out(settle, admin.actor())
    finally:
        register.close()


def test_a_lost_password_comes_back_by_the_operator_and_an_administrator(console: Console) -> None:
    first = people(console)[OLIVE]
    assert "has a password" in console.refuses("user", "password", OLIVE)
    assert "an administrator has to confirm" in console.does("user", "rescue", OLIVE, "--lost", "password")
    assert signs_in(console, OLIVE, first)
    confirm(console)
    assert not signs_in(console, OLIVE, first)
    given = console.does("user", "password", OLIVE).rsplit(" ", 1)[1].strip()
    assert signs_in(console, OLIVE, given)
    assert console.run("trail", "verify").exit_code == 0


def test_after_the_loss_of_the_secret_everybody_starts_anew(embedded: Console) -> None:
    before = people(embedded)
    (embedded.home / "secret.key").unlink()
    said = embedded.does("user", "secret-lost", "--yes")
    assert "3 accounts" in said
    assert "new secret.key" in said
    for email in (ADA, ABE):
        given = embedded.does("user", "password", email).rsplit(" ", 1)[1].strip()
        assert signs_in(embedded, email, given)
        assert not signs_in(embedded, email, before[email])
    assert embedded.run("trail", "verify").exit_code == 0
