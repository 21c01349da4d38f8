"""What other systems share with the register is in no database and in no backup of one as it was given."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from register.domain.actors import CONSOLE
from register.domain.commands.channel import AddChannel, ChangeSecrets
from register.domain.values import Id
from register.store import tables as t
from register.vault import Vault
from register.wiring import wire
from tests.build import Bench
from tests.door.looking import verified

SECRET, TOKEN = "0f-app-secret-of-the-platform", "handshake-of-the-platform"


def declared(bench: Bench) -> Id:
    command = AddChannel(
        platform="facebook", slug="reef", brand="tide", native_account="77", secrets=(SECRET,), verify_token=TOKEN
    )
    return Id(bench.do(command, CONSOLE).subject.id)


def stored(bench: Bench) -> bytes:
    """Every value and every subject, as the database keeps them."""
    with bench.register.reader._engine.connect() as connection:
        values = [bytes(value) for value in connection.execute(sa.select(t.sealed_values.c.value)).scalars()]
        states = connection.execute(sa.select(t.subjects.c.state)).scalars()
        return b"\n".join([*values, *(state if isinstance(state, bytes) else str(state).encode() for state in states)])


def test_the_database_holds_no_secret_as_it_was_given(bench: Bench) -> None:
    channel = declared(bench)
    bench.do(ChangeSecrets(channel=channel, secrets=(SECRET, "next-" + SECRET)), CONSOLE)
    kept = stored(bench)
    assert b"Harbour Bank" in kept
    for word in (SECRET, TOKEN):
        assert word.encode() not in kept
    file = bench.register.reader.channels.by_slug("facebook", "reef")
    assert file is not None
    assert (file.secrets, file.verify_token) == ((SECRET, "next-" + SECRET), TOKEN)
    assert verified(bench).holds


def test_without_the_key_of_the_installation_they_open_nothing(bench: Bench, tmp_path: Path) -> None:
    declared(bench)
    elsewhere = wire(replace(bench.register.settings, secret_key="another secret of an installation" * 2), bench.clock)
    try:
        file = elsewhere.reader.channels.by_slug("facebook", "reef")
    finally:
        elsewhere.close()
    assert file is not None
    assert (file.secrets, file.verify_token) == ((), None)


def test_the_same_command_asked_again_is_the_same(bench: Bench) -> None:
    command = ChangeSecrets(channel=bench.channel, secrets=("again",))
    first = bench.do(command, CONSOLE, command_id="00000000-0000-7000-8000-00000000f001")
    assert bench.do(command, CONSOLE, command_id="00000000-0000-7000-8000-00000000f001") == first


@pytest.mark.parametrize("text", ["plain since before", "", "locked:1", "locked"])
def test_what_was_kept_before_is_read_as_it_is(text: str) -> None:
    assert Vault(lambda: b"k" * 32).opened(text) == text


@pytest.mark.parametrize("text", ["locked:1:", "locked:1:AAAA", "locked:1:not base64!", "locked:1:" + "A" * 64])
def test_what_nobody_locked_opens_to_nothing(text: str) -> None:
    assert Vault(lambda: b"k" * 32).opened(text) is None
