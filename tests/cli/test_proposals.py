"""What waits for a second administrator, at the console: listed always, settled only where nobody else could."""

from register.domain.actors import CONSOLE, Actor
from register.domain.commands.account import LimitBrands
from register.domain.commands.letter import SubmitLetter
from register.domain.commands.register import SetBrand
from register.domain.commands.settlements import SETTLED_BY
from register.reader.pagination import every
from register.settings import load
from register.wiring import Register, wire
from tests.build import Bench, a_case, an_accepted_response
from tests.cli.console import Console

ADA, ABE = "ada@harbour.example", "abe@harbour.example"


def proposed(console: Console, *people: str) -> str:
    """One administrator renames the brand, and widens the brands of each of these people; the first id of it all."""
    register = wire(load(console.environment))
    try:
        rename = SetBrand(brand="harbour", entity="harbour", name="Harbour Other")
        made = register.registrar.carry_out(rename, actor(register, ADA)).made
        for email in people:
            file = register.reader.accounts.by_email(email)
            assert file is not None
            register.registrar.carry_out(LimitBrands(account=file.account.id, brands=()), actor(register, ADA))
        return made["proposal"]
    finally:
        register.close()


def actor(register: Register, email: str) -> Actor:
    file = register.reader.accounts.by_email(email)
    assert file is not None
    return file.actor()


def brand_name(console: Console) -> str:
    register = wire(load(console.environment))
    try:
        return register.reader.firm.now().brand_name("harbour")
    finally:
        register.close()


def test_a_firm_with_one_administrator_confirms_at_the_console(console: Console) -> None:
    assert "Nothing waits" in console.does("proposal", "list")
    console.does("user", "add", ADA, "--role", "administrator")
    made = proposed(console)
    assert made in console.does("proposal", "list")
    assert brand_name(console) == "Harbour Bank"
    console.does("proposal", "confirm", made, "--yes")
    assert brand_name(console) == "Harbour Other"
    assert "nothing waits under this id" in console.refuses("proposal", "confirm", made, "--yes")
    assert console.run("trail", "verify").exit_code == 0


def test_where_there_is_another_administrator_the_console_settles_nothing(embedded: Console) -> None:
    for email in (ADA, ABE):
        embedded.does("user", "add", email, "--role", "administrator")
    made = proposed(embedded)
    for answer in (("confirm", made, "--yes"), ("refuse", made)):
        assert "Another administrator can settle this" in embedded.refuses("proposal", *answer)
    assert brand_name(embedded) == "Harbour Bank"


def test_each_kind_that_waits_can_be_refused_at_the_console(embedded: Console) -> None:
    embedded.does("user", "add", ADA, "--role", "administrator")
    embedded.does("user", "add", "olive@harbour.example", "--role", "officer", "--brand", "harbour")
    proposed(embedded, "olive@harbour.example")
    said = embedded.does("proposal", "list").splitlines()[1:]
    assert {line.split()[1] for line in said} == {"firm", "account"}
    for line in said:
        embedded.does("proposal", "refuse", line.split()[0])
    assert "Nothing waits" in embedded.does("proposal", "list")
    assert brand_name(embedded) == "Harbour Bank"


def test_what_waits_at_the_console_is_found_behind_all_that_is_urgent(bench: Bench) -> None:
    for _ in range(3):
        bench.do(SubmitLetter(case=(case := a_case(bench)), letter=an_accepted_response(bench, case)))
    bench.do(SetBrand(brand="harbour", entity="harbour", name="Harbour Other"), bench.admin)
    approvals = bench.register.reader.parts.approvals
    assert [item.kind for item in approvals(CONSOLE, limit=3).items] == ["letter"] * 3
    (found,) = every(lambda cursor: approvals(CONSOLE, kinds=SETTLED_BY, cursor=cursor, limit=1))
    assert (found.kind, found.asked_by) == ("firm", bench.admin.name)
    assert len(list(every(lambda cursor: approvals(CONSOLE, cursor=cursor, limit=1)))) == 4
