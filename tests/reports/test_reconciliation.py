from dataclasses import replace
from datetime import datetime, timedelta
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.board.document import render_board
from reports.regulator.document import render_report
from reports.regulator.figures.tally import count
from reports.regulator.inputs import CaseRow, DelayNotice, ExternalReferral, MessageCounts, Tally
from reports.regulator.reconcile import Unreconciled, reconcile
from tests.reports.rows import NO_MESSAGES, SCOPE, case, data, day

MESSAGES = MessageCounts(20, 5, 4, 1, (Tally("survey", 3), Tally("staff", 1)), (Tally("scam", 2),), 3, 1)


@st.composite
def ways(draw: st.DrawFn, received: datetime, scheme: str) -> ExternalReferral:
    """Any way to a scheme: begun on some day, perhaps before the complaint came, and over on a later one or not yet."""
    begun = received + timedelta(days=draw(st.integers(-2, 60)))
    ended = draw(st.none() | st.integers(0, 60).map(lambda days: begun + timedelta(days=days)))
    lodged_by = draw(st.sampled_from(("complainant", "firm", "scheme")))
    return ExternalReferral(begun, lodged_by, None, ended, "closed" if ended else "", scheme)


@st.composite
def lives(draw: st.DrawFn) -> CaseRow:
    """Any complaint that could have happened: received, then closed and reopened in turn."""
    start = day(4, 1, 0)
    moments = sorted(draw(st.lists(st.integers(0, 100 * 24 * 4), min_size=1, max_size=6, unique=True)))
    received, *turns = (start + timedelta(minutes=15 * moment) for moment in moments)
    turns = [at for at in turns if at <= SCOPE.as_at]
    closed, reopened = tuple(turns[::2]), tuple(turns[1::2])
    return case(
        received,
        *closed,
        reopened_at=reopened,
        is_open=len(closed) == len(reopened),
        product=draw(st.sampled_from(("card", "loan", "other", ""))),
        channel=draw(st.sampled_from(("email", "post"))),
        acknowledged_at=draw(st.none() | st.just(received + timedelta(hours=30))),
        response_due_at=draw(st.none() | st.just(received + timedelta(days=draw(st.integers(1, 45))))),
        closed_early=bool(closed) and draw(st.booleans()),
        delay=draw(st.none() | st.builds(DelayNotice, st.just(received), st.just("complexity"), st.booleans())),
        outcome=draw(st.sampled_from(("resolved", ""))),
        referrals=tuple(draw(ways(received, scheme)) for scheme in draw(st.sets(st.sampled_from(("afca", "tio"))))),
    )


@given(st.lists(lives(), max_size=12), st.integers(0, 110))
@settings(max_examples=150)
def test_whatever_happened_adds_up(rows: list[CaseRow], known: int) -> None:
    as_at: datetime = SCOPE.as_at + timedelta(days=known)
    whole = data(*(row for row in rows if row.received_at <= as_at), scope=replace(SCOPE, as_at=as_at))
    reconcile(count(whole), MESSAGES, NO_MESSAGES)


def test_messages_must_each_be_somewhere() -> None:
    with pytest.raises(Unreconciled) as refusal:
        reconcile(count(data()), replace(MESSAGES, parked=0), replace(MESSAGES, inbound=21))
    found = [(problem.where, problem.params) for problem in refusal.value.problems]
    assert found == [
        ("period messages", {"found": 19, "wanted": 20}),
        ("prior messages", {"found": 20, "wanted": 21}),
    ]


def test_a_row_that_contradicts_its_history_is_named() -> None:
    row = case(day(6, 1), day(6, 3), is_open=True)
    with pytest.raises(Unreconciled, match=row.ref):
        reconcile(count(data(row)), NO_MESSAGES, None)


def test_a_history_that_cannot_have_happened_is_named() -> None:
    twice_closed = case(day(6, 1), day(6, 3), day(6, 4))
    with pytest.raises(Unreconciled) as refusal:
        reconcile(count(data(twice_closed)), NO_MESSAGES, None)
    assert {problem.code for problem in refusal.value.problems} >= {
        "report.history-impossible",
        "report.does-not-add-up",
    }


@pytest.mark.parametrize("render", [render_report, render_board])
def test_nothing_is_printed_that_does_not_add_up(render: object) -> None:
    broken = data(case(day(6, 1)), messages=replace(MESSAGES, inbound=99))
    with pytest.raises(Unreconciled):
        render(broken, NullTranslations())  # type: ignore[operator]  # two functions of one shape
