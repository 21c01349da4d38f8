"""One human with two accounts, over the door, the pages and the inspection."""

from dataclasses import replace

import pytest

from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.errors import Forbidden, Illegal
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.door.looking import codes, verified


def joined(bench: Bench) -> None:
    command = a.JoinAccounts(account=Id(str(bench.officer.account)), other=Id(str(bench.approver.account)))
    bench.do(command, bench.admin)


def test_the_registrar_knows_the_other_accounts_of_whoever_asks(bench: Bench) -> None:
    case = a_case(bench)
    joined(bench)
    link = c.LinkAccount(case=case, account=Id(str(bench.officer.account)), reason="colleague")
    bench.do(link, bench.officer)
    refusal = None
    try:
        bench.do(c.AddNote(case=case, text="Called"), bench.approver)
    except Forbidden as forbidden:
        refusal = forbidden.problems[0].code
    assert refusal == "conflict-of-interest"
    file = bench.register.reader.accounts.by_id(str(bench.approver.account))
    assert file is not None
    assert file.actor().also == {bench.officer.account}
    assert verified(bench).holds


def test_parted_they_are_two_again_and_the_rows_are_those_of_the_facts(bench: Bench) -> None:
    joined(bench)
    bench.do(a.PartAccount(account=Id(str(bench.officer.account))), CONSOLE)
    file = bench.register.reader.accounts.by_id(str(bench.approver.account))
    assert file is not None
    assert file.also == frozenset()
    assert codes(verified(bench)) == set()


def test_no_account_is_made_whose_address_looks_like_one_that_is_there(bench: Bench) -> None:
    create = a.CreateAccount(email="pasco@harbour.example", name="Pasco")
    bench.do(create, CONSOLE)
    for alike in ("\u0440\u0430\u0455\u0441\u043e@harbour.example", "PASCO@harbour.example"):
        with pytest.raises(Illegal) as refused:
            bench.do(replace(create, email=alike), CONSOLE)
        assert refused.value.problems[0].code == "already-taken"
