"""What would be of real cases under another pack: which dates move, and who would be late."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.law.policy import Pack
from register.domain.law.rules import Limit
from register.domain.obligations.comparison import Change, Outcome, Question, Totals, replay
from register.domain.values import Code
from register.reader import received
from tests.build import PACK, Bench, a_case, an_accepted_response, approved, sent
from tests.door.looking import url_of
from tests.store.raw import ask

RESPONSE = Code("idr-response-standard")
EVER = (date(2000, 1, 1), date(2100, 1, 1))


def pack_of(bench: Bench) -> Pack:
    return bench.register.policies.versions(PACK)[-1]


def other(bench: Bench, **changes: Any) -> Pack:
    """The shipped pack under another version."""
    return replace(pack_of(bench), version=Code("2099-01-01"), **changes)


def with_response_in(bench: Bench, days: int) -> Pack:
    rules = pack_of(bench).rules
    return other(bench, rules={**rules, RESPONSE: replace(rules[RESPONSE], limit=Limit(days, Code("day")))})


def asked(bench: Bench, pack: Pack, **changes: Any) -> Question:
    policies = bench.register.policies
    question = Question(pack, Code(PACK), None, policies.packs, policies.calendars, bench.clock())
    return replace(question, **changes)


def outcomes(bench: Bench, question: Question) -> list[Outcome | None]:
    return [replay(case, question) for case in bench.register.reader.received.stream(*EVER)]


def changes_of(bench: Bench, pack: Pack) -> Mapping[str, Change]:
    (outcome,) = outcomes(bench, asked(bench, pack))
    assert outcome is not None
    assert outcome.problems == ()
    return {change.duty: change for change in outcome.changes}


def answered(bench: Bench, after_days: int) -> None:
    case = a_case(bench)
    bench.clock.step(days=after_days)
    letter = an_accepted_response(bench, case)
    approved(bench, case, letter)
    sent(bench, case, letter)


def test_the_same_pack_changes_nothing(bench: Bench) -> None:
    a_case(bench)
    (outcome,) = outcomes(bench, asked(bench, other(bench)))
    assert outcome is not None
    assert (outcome.changes, outcome.problems) == ((), ())


def test_a_shorter_limit_makes_late_what_was_in_time(bench: Bench) -> None:
    answered(bench, after_days=25)
    change = changes_of(bench, with_response_in(bench, 20))["idr-response"]
    assert change.before is not None
    assert change.after is not None
    assert (change.before.rule, change.after.rule, change.direction) == (RESPONSE, RESPONSE, "earlier")
    assert change.before.due_at - change.after.due_at == timedelta(days=10)
    assert change.standings == ("in-time", "late")


def test_a_longer_limit_makes_timely_what_was_late(bench: Bench) -> None:
    answered(bench, after_days=35)
    change = changes_of(bench, with_response_in(bench, 40))["idr-response"]
    assert (change.direction, change.standings) == ("later", ("late", "in-time"))


@pytest.mark.parametrize(
    ("days", "standings"), [(20, ("open", "passed")), (29, ("open", "open"))], ids=["passed", "still-open"]
)
def test_what_is_open_may_have_passed(bench: Bench, days: int, standings: tuple[str, str]) -> None:
    a_case(bench)
    bench.clock.step(days=25)
    assert changes_of(bench, with_response_in(bench, days))["idr-response"].standings == standings


def test_a_closed_complaint_has_nothing_left_to_pass(bench: Bench) -> None:
    case = a_case(bench)
    said = c.Withdrawing("complainant", bench.clock(), "phone")
    closing = c.Closing("abandoned-withdrawn", "withdrawn", "process", withdrawal="I take it back", withdrawing=said)
    bench.do(c.CloseCase(case=case, closing=closing))
    proposal = bench.register.reader.cases.open(bench.approver, case).case.closure_proposal
    assert proposal is not None
    settling = c.SettleClosure(case=case, proposal=proposal.id, content=proposal.content, approve=True)
    bench.do(settling, bench.approver)
    bench.clock.step(days=25)
    assert changes_of(bench, with_response_in(bench, 20))["idr-response"].standings == ("ended", "ended")


def test_a_duty_may_come_go_or_change_its_force(bench: Bench) -> None:
    a_case(bench)
    rules = dict(pack_of(bench).rules)
    gone = rules.pop(Code("acknowledgement-24-hours"))
    new = replace(gone, id=Code("call-back"), duty=Code("call-back"))
    milder = replace(rules[Code("early-close")], force=Code("G"))
    found = changes_of(bench, other(bench, rules={**rules, new.id: new, milder.id: milder}))
    assert {duty: change.direction for duty, change in found.items()} == {
        "acknowledgement": "gone",
        "call-back": "new",
        "early-close": "force",
    }
    assert (found["acknowledgement"].standings, found["call-back"].standings) == (("open", "none"), ("none", "open"))


def test_a_class_the_other_pack_has_not_is_said_so(bench: Bench) -> None:
    a_case(bench)
    pack = pack_of(bench)
    without = {name: known for name, known in pack.classes.items() if name != "standard"}
    (outcome,) = outcomes(bench, asked(bench, other(bench, classes=without)))
    assert outcome is not None
    assert (outcome.changes, [problem.code for problem in outcome.problems]) == ((), ["unknown-class"])


def test_a_version_nobody_has_any_more_is_said_so(bench: Bench) -> None:
    a_case(bench)
    (outcome,) = outcomes(bench, asked(bench, other(bench), packs={}))
    assert outcome is not None
    assert [problem.code for problem in outcome.problems] == ["unknown-pack"]


def test_only_cases_held_to_what_is_replaced_are_replayed(bench: Bench) -> None:
    a_case(bench)
    pack = with_response_in(bench, 20)
    held = pack_of(bench).version
    assert [found is None for found in outcomes(bench, asked(bench, pack, instead_of=Code("other")))] == [True]
    assert [found is None for found in outcomes(bench, asked(bench, pack, version=Code("1999-01-01")))] == [True]
    assert [found is None for found in outcomes(bench, asked(bench, pack, version=held))] == [False]


def test_totals_count_every_case_once(bench: Bench) -> None:
    answered(bench, after_days=25)
    a_case(bench)
    a_case(bench, classifying=c.Classifying(complaint_class="super-trustee"))
    totals = Totals()
    for outcome in [*outcomes(bench, asked(bench, with_response_in(bench, 20))), None]:
        totals.add(outcome)
    assert totals.cases == {"changed": 2, "same": 1, "not-held": 1}
    assert totals.directions["idr-response", "earlier"] == 2
    assert totals.standings["in-time", "late"] == 1


def test_days_of_receipt_are_local_and_pages_lose_nobody(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "TOGETHER", 2)
    evening, midnight = datetime(2026, 7, 31, 13, 59, tzinfo=UTC), datetime(2026, 7, 31, 14, tzinfo=UTC)
    july = [a_case(bench, received_at=evening) for _ in range(3)]
    august = [a_case(bench, received_at=midnight) for _ in range(2)]
    reader = bench.register.reader.received
    assert [case.id for case in reader.stream(date(2026, 7, 1), date(2026, 7, 31))] == sorted(july)
    assert [case.id for case in reader.stream(date(2026, 8, 1), date(2026, 8, 1))] == sorted(august)
    assert list(reader.stream(date(2026, 8, 2), date(2026, 8, 31))) == []
    assert reader.count(date(2026, 7, 1), date(2026, 7, 31)) == 5


def test_nothing_is_recorded(bench: Bench) -> None:
    a_case(bench)
    before = ask(url_of(bench), "SELECT count(*) FROM entries")
    assert changes_of(bench, with_response_in(bench, 20)) != {}
    assert ask(url_of(bench), "SELECT count(*) FROM entries") == before
