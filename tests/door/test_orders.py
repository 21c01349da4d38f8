"""One door: a refused command leaves nothing but a line in the security log, and no command takes effect twice."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from register.domain.actors import CONSOLE, INTAKE, Actor, account_name
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands.base import Command
from register.domain.errors import Forbidden, Illegal, Invalid, Refused, Reused, Stale, Unknown
from register.domain.values import Code, Id
from register.ids import new_id
from register.orders import Order, Outcome
from register.store import tables as t
from tests.build import Bench, a_case, an_opening
from tests.store.raw import ask, raw

UNTOUCHED_BY_REFUSAL = [table for table in t.metadata.sorted_tables if table.name != "security_log"]


def _url(bench: Bench) -> str:
    return bench.register.settings.database_url


def _everything(bench: Bench) -> dict[str, list[Any]]:
    with raw(_url(bench)) as connection:
        return {table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in UNTOUCHED_BY_REFUSAL}


def _note(case: Id, text: str = "a note") -> c.AddNote:
    return c.AddNote(case=case, text=text)


def _stranger() -> Actor:
    account = Id(new_id())
    return Actor(account_name(account), frozenset({"officer"}), account)


REFUSED: dict[str, tuple[type[Refused], Callable[[Bench, Id], tuple[Command, Actor]]]] = {
    "a wrong role": (Forbidden, lambda b, case: (_note(case), b.auditor)),
    "no role at all": (Forbidden, lambda b, case: (_note(case), replace(b.officer, roles=frozenset(), account=None))),
    "a token without the scope": (
        Forbidden,
        lambda b, case: (_note(case), replace(b.officer, scopes=frozenset({"cases:read"}))),
    ),
    "an account that does not exist": (Forbidden, lambda _b, case: (_note(case), _stranger())),
    "a case that does not exist": (Unknown, lambda b, _case: (_note(Id(new_id())), b.officer)),
    "a case of another brand": (Unknown, lambda b, case: (_note(case), _limited(b, "tide"))),
    "an empty note": (Invalid, lambda b, case: (_note(case, "  "), b.officer)),
    "an unknown class": (
        Invalid,
        lambda b, _case: (an_opening(b, classifying=c.Classifying(complaint_class="x")), b.officer),
    ),
    "a future receipt": (
        Invalid,
        lambda b, _case: (an_opening(b, received_at=b.clock() + timedelta(minutes=1)), b.officer),
    ),
    "a naive receipt": (
        Invalid,
        lambda b, _case: (an_opening(b, received_at=b.clock().replace(tzinfo=None)), b.officer),
    ),
    "an illegal step": (Illegal, lambda b, case: (c.ReopenCase(case=case, reason="again"), b.officer)),
    "a slug that is taken": (
        Illegal,
        lambda _b, _case: (ch.AddChannel(platform="facebook", slug="harbour", brand="tide"), CONSOLE),
    ),
    "an e-mail that is taken": (
        Illegal,
        lambda _b, _case: (a.CreateAccount(email="OLIVE@harbour.example", name="Twin"), CONSOLE),
    ),
}


def _limited(bench: Bench, brand: str) -> Actor:
    bench.do(a.LimitBrands(account=Id(str(bench.approver.account)), brands=(brand,)), bench.admin)
    return bench.approver


@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_command_leaves_nothing_but_a_line_in_the_security_log(bench: Bench, why: str) -> None:
    kind, ask_for = REFUSED[why]
    command, actor = ask_for(bench, a_case(bench))
    before, logged = _everything(bench), ask(_url(bench), "SELECT count(*) FROM security_log")
    with pytest.raises(Refused) as refusal:
        bench.do(command, actor)
    assert type(refusal.value) is kind
    assert refusal.value.problems
    after = _everything(bench)
    numbers = before.pop("case_numbers"), after.pop("case_numbers")
    assert after == before
    assert len(numbers[1]) - len(numbers[0]) <= 1
    assert ask(_url(bench), "SELECT count(*) FROM security_log") == logged + 1
    what = ask(_url(bench), "SELECT what FROM security_log ORDER BY id DESC LIMIT 1")
    codes = json.loads(ask(_url(bench), "SELECT codes FROM security_log ORDER BY id DESC LIMIT 1"))
    assert what == f"refused:{command.TAG}"
    assert codes[0].split()[0] == refusal.value.problems[0].code


def test_every_reason_is_named_at_once(bench: Bench) -> None:
    opening = an_opening(bench, summary="", received_at=None, classifying=c.Classifying(complaint_class="x", tier=9))
    with pytest.raises(Invalid) as refusal:
        bench.do(opening)
    assert [problem.where for problem in refusal.value.problems] == ["received_at"]
    opening = replace(opening, received_at=bench.clock())
    with pytest.raises(Invalid) as refusal:
        bench.do(opening)
    assert {problem.where for problem in refusal.value.problems} == {"complaint_class", "tier", "summary"}


# -------------------------------------------------------------------------------------- command ids


def test_the_same_command_under_the_same_id_gives_the_same_answer_and_no_second_effect(bench: Bench) -> None:
    command, name = an_opening(bench), new_id()
    first = bench.do(command, command_id=name)
    before = _everything(bench)
    assert bench.do(command, command_id=name) == first
    assert _everything(bench) == before


def test_another_command_under_the_same_id_is_refused(bench: Bench) -> None:
    case, name = a_case(bench), new_id()
    bench.do(_note(case, "one"), command_id=name)
    for other in (
        _note(case, "two"),
        c.RaisePoint(case=case, text="one"),
        c.AddNote(case=case, text="one", privileged=True),
    ):
        with pytest.raises(Reused):
            bench.do(other, command_id=name)


def test_another_actors_command_id_is_never_visible(bench: Bench) -> None:
    case, name = a_case(bench), new_id()
    bench.do(_note(case, "one"), command_id=name)
    assert bench.do(_note(case, "two"), bench.approver, command_id=name).version == 3


def test_a_refused_command_may_be_asked_again_under_its_id(bench: Bench) -> None:
    case, name = a_case(bench), new_id()
    with pytest.raises(Stale):
        bench.do(_note(case), command_id=name, expected_version=7)
    assert bench.do(_note(case), command_id=name, expected_version=1).version == 2


def test_the_same_id_at_the_same_time_has_one_effect(bench: Bench) -> None:
    case, name = a_case(bench), new_id()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: bench.do(_note(case), command_id=name), range(16)))
    assert {answer.version for answer in answers} == {2}
    assert ask(_url(bench), "SELECT count(*) FROM commands WHERE id = :id", id=name) == 1
    opening, again = an_opening(bench), new_id()
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: bench.do(opening, command_id=again).subject.id, range(16)))
    assert len(set(opened)) == 1
    assert ask(_url(bench), "SELECT count(*) FROM cases") == 2


def test_the_fingerprint_of_a_command_cannot_be_guessed_from(bench: Bench) -> None:
    """The same words under two ids leave two fingerprints: each is keyed by a salt of its own."""
    case = a_case(bench)
    bench.do(_note(case, "yes"))
    bench.do(_note(case, "yes"))
    with raw(_url(bench)) as connection:
        kept = connection.execute(sa.select(t.commands.c.fingerprint)).scalars().all()
    assert len(set(kept)) == len(kept)


# -------------------------------------------------------------------------------------- versions


def test_a_stale_version_is_refused_and_says_the_newest(bench: Bench) -> None:
    case = a_case(bench)
    assert bench.do(_note(case), expected_version=1).version == 2
    with pytest.raises(Stale) as refusal:
        bench.do(_note(case), expected_version=1)
    assert refusal.value.problems[0].params == {"version": 2}
    assert bench.do(_note(case)).version == 3


def test_of_two_at_once_with_the_same_version_one_is_told(bench: Bench) -> None:
    case = a_case(bench)

    def attempt(number: int) -> bool:
        try:
            bench.do(_note(case, f"note {number}"), expected_version=1)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


# -------------------------------------------------------------------------------------- many at once


def _orders(bench: Bench, *commands: Command) -> list[Order]:
    return [Order(command, bench.officer, Id(new_id())) for command in commands]


def test_of_a_group_the_refused_one_takes_none_of_the_others_with_it(bench: Bench) -> None:
    case, missing = a_case(bench), Id(new_id())
    wanted = (_note(case, "one"), _note(missing), _note(case, ""), an_opening(bench), _note(case, "two"))
    results = bench.register.registrar.carry_out_many(_orders(bench, *wanted))
    assert [type(result) for result in results] == [Outcome, Unknown, Invalid, Outcome, Outcome]
    assert [results[i].version for i in (0, 4)] == [2, 3]  # type: ignore[union-attr]  # told apart above
    assert bench.register.inspector.verify().holds


def test_a_group_that_meets_a_rule_of_the_database_falls_back_to_one_by_one(bench: Bench) -> None:
    slugs = ("one", "harbour", "two", "one")
    commands = [ch.AddChannel(platform="facebook", slug=slug, brand="harbour") for slug in slugs]
    orders = [Order(command, CONSOLE, Id(new_id())) for command in commands]
    results = bench.register.registrar.carry_out_many(orders)
    assert [type(result) for result in results] == [Outcome, Illegal, Outcome, Illegal]
    assert [r.problems[0].code for r in results if isinstance(r, Refused)] == ["already-taken", "already-taken"]
    assert ask(_url(bench), "SELECT count(*) FROM channels") == 3
    assert bench.register.inspector.verify().holds


def test_two_accounts_with_one_address_at_once_become_one(bench: Bench) -> None:
    def create(number: int) -> bool:
        try:
            bench.do(a.CreateAccount(email="New@harbour.example", name=f"New {number}"), CONSOLE)
        except Illegal:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(create, range(6))) == 1


def test_the_same_id_twice_in_one_group_has_one_effect(bench: Bench) -> None:
    case, order = a_case(bench), Order(_note(a_case(bench)), INTAKE, Id(new_id()))
    mine = replace(order, command=_note(case), actor=bench.officer)
    results = bench.register.registrar.carry_out_many([mine, mine])
    assert results[0] == results[1]
    assert ask(_url(bench), "SELECT seq FROM subjects WHERE id = :id", id=case) == 2


def test_who_became_administrator_earlier_in_a_group_counts(bench: Bench) -> None:
    """The console makes the second administrator alone; the third one waits for both."""
    made = [bench.do(a.CreateAccount(email=f"new{n}@harbour.example", name=f"New {n}"), CONSOLE) for n in range(2)]
    commands = [a.ChangeRole(account=each.subject.id, role="administrator", grant=True) for each in made]
    results = bench.register.registrar.carry_out_many([Order(command, CONSOLE, Id(new_id())) for command in commands])
    assert [list(result.made) for result in results if isinstance(result, Outcome)] == [[], ["proposal"]]


def test_no_orders_are_no_work(bench: Bench) -> None:
    assert bench.register.registrar.carry_out_many([]) == []


# -------------------------------------------------------------------------------------- who asks, and when


def test_roles_are_read_anew_for_every_command(bench: Bench) -> None:
    """A role taken away counts at once, whatever the caller's session still says."""
    case = a_case(bench)
    bench.do(a.DeactivateAccount(account=Id(str(bench.officer.account))), bench.admin)
    with pytest.raises(Forbidden) as refusal:
        bench.do(_note(case))
    assert refusal.value.problems[0].code == "account-closed"


def test_an_officer_linked_to_the_complaint_is_refused_until_overridden(bench: Bench) -> None:
    case, me = a_case(bench), Id(str(bench.officer.account))
    bench.do(c.LinkAccount(case=case, account=me, reason="relative"))
    with pytest.raises(Forbidden):
        bench.do(_note(case))
    bench.do(c.OverrideConflict(case=case, account=me, reason="nobody else is there"), bench.approver)
    bench.do(_note(case))


def test_time_never_runs_backwards_within_a_subject(bench: Bench) -> None:
    case = a_case(bench)
    noted = bench.clock()
    bench.clock.step(hours=-2)
    bench.do(_note(case))
    entries = bench.register.reader.cases.open(bench.officer, case).entries
    assert [entry.at for entry in entries] == [noted, noted]


def test_each_entry_names_actor_command_and_subject(bench: Bench) -> None:
    name = new_id()
    case = bench.do(an_opening(bench), command_id=name).subject.id
    (entry,) = bench.register.reader.cases.open(bench.officer, case).entries
    assert (entry.actor, entry.command, entry.subject, entry.seq) == (bench.officer.name, name, case, 1)
    assert entry.subject_kind == Code("case")
