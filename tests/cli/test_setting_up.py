"""From nothing to a register with people and channels, by commands alone."""

import re
from pathlib import Path

import pytest

from register.app import create_app
from register.settings import BadSetting, load
from register.wiring import Register, wire
from tests.cli.console import Console
from tests.store.raw import ask, raw


def opened(console: Console) -> Register:
    return wire(load(console.environment))


def test_init_makes_a_register_that_only_its_owner_reads(console: Console) -> None:
    assert console.home.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o077 == 0 for file in console.home.glob("*.key"))
    register = opened(console)
    firm = register.reader.firm.now()
    register.close()
    assert firm.entity_name("harbour") == "Harbour Bank Limited"
    assert firm.brand_name("harbour") == "Harbour Bank"
    assert firm.details["firm-phone"] == "telephone not set"
    assert len(firm.firm.entities[0].packs) == 1


def test_init_refuses_a_finished_register_and_changes_nothing(console: Console) -> None:
    key = (console.home / "sealing.key").read_text()
    assert "set up already" in console.refuses("init", "--brand", "other=Other")
    assert (console.home / "sealing.key").read_text() == key
    register = opened(console)
    brands = [brand.id for brand in register.reader.firm.now().firm.brands]
    register.close()
    assert brands == ["harbour"]


def test_init_goes_on_where_it_broke_off(bare: Console) -> None:
    assert "place" in bare.refuses("init", "--place", "Atlantis")
    verifier = re.search(r"Verifier key.*", bare.does("init", "--place", "NSW"))
    assert verifier is not None
    assert bare.does("policy", "list")


def test_init_refuses_a_pack_that_nobody_knows_before_anything_is_made(tmp_path: Path) -> None:
    nowhere = Console(tmp_path / "home")
    assert "no such pack" in nowhere.refuses("init", "--pack", "atlantis")
    assert not nowhere.home.exists()


def test_a_command_without_a_register_says_what_to_do(tmp_path: Path) -> None:
    said = Console(tmp_path / "nowhere").refuses("channel", "list")
    assert "register init" in said
    assert str(tmp_path / "nowhere") in said
    assert not (tmp_path / "nowhere").exists()


def test_an_unreachable_database_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Console(home).does("init")
    away = Console(home, "postgresql://nobody@127.0.0.1:1/none")
    assert "REGISTER_DATABASE_URL" in away.refuses("channel", "list")


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    said = Console(tmp_path, more={"REGISTER_SMTP_PORT": "many"}).refuses("init")
    assert "REGISTER_SMTP_PORT" in said


def test_a_person_gets_an_account_a_role_and_a_password_that_signs_in(console: Console) -> None:
    said = console.does("user", "add", "olive@harbour.example", "--role", "officer", "--name", "Olive Officer")
    password = said.split()[-1]
    assert len(password) >= 12
    register = opened(console)
    client = create_app(register).test_client()
    page = client.get("/login").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "email": "olive@harbour.example", "password": password}
    assert client.post("/login", data=form).status_code == 302
    assert client.get("/account").headers["Location"] == "/account/password"
    register.close()


def test_a_person_is_added_once(console: Console) -> None:
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    assert "already" in console.refuses("user", "add", "Olive@Harbour.example", "--role", "auditor")


def test_once_there_are_two_administrators_the_console_only_proposes(console: Console) -> None:
    for name in ("ada", "abel"):
        assert "administrator: granted" in console.does(
            "user", "add", f"{name}@harbour.example", "--role", "administrator"
        )
    said = console.does("user", "add", "eve@harbour.example", "--role", "approver")
    assert "an administrator has to confirm" in said
    register = opened(console)
    file = register.reader.accounts.by_email("eve@harbour.example")
    register.close()
    assert file is not None
    assert file.account.roles == frozenset()


def test_a_token_is_printed_once_and_works(console: Console) -> None:
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    secret = console.does("token", "create", "--user", "olive@harbour.example", "--scope", "cases:read").strip()
    register = opened(console)
    client = create_app(register).test_client()
    answers = {
        path: client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"}).status_code
        for path in ("cases", "entries")
    }
    assert client.get("/api/v1/cases").status_code == 401
    register.close()
    assert answers == {"cases": 200, "entries": 403}


def test_a_token_asks_for_what_there_is(console: Console) -> None:
    console.does("user", "add", "olive@harbour.example", "--role", "officer")
    assert "everything" in console.refuses(
        "token", "create", "--user", "olive@harbour.example", "--scope", "everything"
    )
    assert "nobody@harbour.example" in console.refuses(
        "token", "create", "--user", "nobody@harbour.example", "--scope", "read"
    )


def test_a_channel_takes_its_secret_from_a_file(console: Console, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("an app secret\n")
    options = ("--option", "page_id=1001", "--option", f"app_secret=@{tmp_path / 'secret'}")
    said = console.does("channel", "add", "facebook", "page", *options)
    assert "/hooks/facebook/page" in said
    register = opened(console)
    file = register.reader.channels.by_slug("facebook", "page")
    register.close()
    assert file is not None
    assert (file.secrets, file.channel.native_account, file.verify_token) == (
        ("an app secret",),
        "1001",
        said.split()[-1],
    )
    assert "facebook/page" in console.does("channel", "list")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("pigeon", "loft"), "no such platform"),
        (("facebook", "page"), "secret"),
        (("facebook", "page", "--option", "page=1"), "page"),
        (("phone", "phones", "--option", "controlled=perhaps"), "controlled"),
        (("phone", "phones", "--option", "covered_since=2026-01-01T09:00:00"), "offset"),
        (("phone", "phones", "--option", "brand=other"), "brand"),
    ],
)
def test_a_wrong_channel_is_refused_with_what_is_wrong(embedded: Console, words: tuple[str, ...], named: str) -> None:
    assert named in embedded.refuses("channel", "add", *words)
    assert "facebook" not in embedded.does("channel", "list")


def test_doctor_finds_the_register_well_and_names_what_is_not_set(embedded: Console) -> None:
    said = embedded.does("doctor")
    assert "WRONG" not in said
    assert re.search(r"notice +contact details: firm-phone", said)
    assert re.search(r"notice +administrators: 0", said)


def test_doctor_fails_on_a_key_that_others_read(embedded: Console) -> None:
    embedded.home.chmod(0o755)
    result = embedded.run("doctor")
    assert result.exit_code == 1
    assert re.search(rf"WRONG +keys: {embedded.home}.*chmod", result.stdout)


def test_upgrade_leaves_a_current_register_as_it_is(console: Console) -> None:
    before = console.does("trail", "checkpoint")
    assert "revision" in console.does("upgrade")
    assert console.does("trail", "checkpoint") == before


@pytest.mark.parametrize("words", [("upgrade",), ("doctor",), ("case", "show", "C-2026-000001"), ("serve",)])
def test_a_register_of_forms_that_ended_is_told_so_and_left_alone(console: Console, words: tuple[str, ...]) -> None:
    database = load(console.environment).database_url
    with raw(database) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0014'")
    told = console.refuses(*words)
    for said in ("revision 0014", "ended before they were frozen", "Nothing was changed", "register demo --fresh"):
        assert said in told
    assert ask(database, "SELECT version_num FROM alembic_version") == "0014"


def test_a_password_for_the_relay_does_not_travel_in_the_clear() -> None:
    told = {"REGISTER_SMTP_HOST": "relay.harbour.example", "REGISTER_SMTP_USER": "register"}
    with pytest.raises(BadSetting, match="REGISTER_SMTP_TLS"):
        load(told)
    assert load({**told, "REGISTER_SMTP_TLS": "1"}).smtp_tls
    assert load({**told, "REGISTER_SMTP_HOST": "127.0.0.1"}).smtp_user == "register"
