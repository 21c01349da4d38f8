"""Every command there is, asked by a stranger and asked with nonsense: refused by name, never by accident."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import sqlalchemy as sa

from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, OFFICER, OPERATOR, SYSTEM, Actor
from register.domain.commands import case as c
from register.domain.commands.base import Command
from register.domain.errors import Forbidden, Refused
from register.domain.permissions import MAY
from register.domain.values import Code, Digest, Id
from register.ids import new_id
from register.orders import Order
from register.store import tables as t
from tests.build import Bench, a_post
from tests.store.raw import raw

# What nothing is wrong with even so: a look at the clock, no contact details, an export of nothing, a message
# (intake alone may ask).
HARMLESS = {"CaptureMessage", "ConfirmTime", "RecordExport", "SetDetails"}
EVERYBODY = frozenset({OFFICER, APPROVER, AUDITOR, ADMINISTRATOR, OPERATOR, SYSTEM})
PLAIN: dict[Any, Any] = {str: "?!", Code: Code("nonsense"), Digest: Digest("0" * 64), bytes: b"", int: 0, bool: False}


def _nonsense(kind: Any, bench: Bench) -> Any:
    """Return a value of the right type that means nothing."""
    if kind is Id:
        return Id(new_id())
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is tuple:
        return ()
    if get_args(kind):
        return _nonsense(get_args(kind)[0], bench)
    if is_dataclass(kind):
        hints = get_type_hints(kind, vars(c))
        wanted = (f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
        return kind(**{f.name: _nonsense(hints[f.name], bench) for f in wanted})  # type: ignore[operator]  # a class
    return bench.clock().date() if kind is date else bench.clock()


def _asked(command: type[Command], bench: Bench) -> Command:
    if command.__name__ == "CaptureMessage":
        told: dict[str, Any] = {"entity": "none", "brand": "none", "captured_at": bench.clock()}
        return command(message=Id(new_id()), inbound=a_post(bench), channel=Id(new_id()), **told)  # type: ignore[call-arg]  # its own fields
    made: Command = _nonsense(command, bench)
    return made


def _entries(bench: Bench) -> int:
    with raw(bench.register.settings.database_url) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(t.entries)).scalar_one())


def _orders(bench: Bench, roles: frozenset[str]) -> list[Order]:
    actor = Actor(Code("account:stranger"), roles)
    return [Order(_asked(command, bench), actor, Id(new_id())) for command in MAY]


def test_no_command_is_anybodys(bench: Bench) -> None:
    before = _entries(bench)
    results = bench.register.registrar.carry_out_many(_orders(bench, frozenset()))
    assert {type(result) for result in results} == {Forbidden}
    assert _entries(bench) == before


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_opens_no_door_but_its_own(bench: Bench, role: str) -> None:
    orders = _orders(bench, EVERYBODY - {role})
    results = bench.register.registrar.carry_out_many(orders)
    alone = {type(o.command) for o, r in zip(orders, results, strict=True) if type(r) is Forbidden}
    assert alone >= {command for command, row in MAY.items() if row.roles == {role}}


def test_nonsense_is_refused_by_name_whatever_the_command(bench: Bench) -> None:
    before = _entries(bench)
    orders = _orders(bench, EVERYBODY)
    for order in orders:
        (result,) = bench.register.registrar.carry_out_many([order])
        name = type(order.command).__name__
        assert isinstance(result, Refused) != (name in HARMLESS), name
        assert not isinstance(result, Refused) or result.problems
    assert _entries(bench) == before + len(HARMLESS)
    assert bench.register.inspector.verify().holds
