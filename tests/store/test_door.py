"""At the door of a one-writer database: one transaction for all who waited, everyone their own answer, none early."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import pytest

from register.outage import DISK_FULL, Outage
from register.store.door import Door

WAITERS = 8
PATIENCE = 10


@dataclass
class Desk:
    """Carries out numbers by doubling them; the first transaction stays open until the test closes it."""

    door: Door[int, int] = field(init=False)
    carried: list[list[int]] = field(default_factory=list)
    busy: Event = field(default_factory=Event)
    close: Event = field(default_factory=Event)
    raising: Callable[[Sequence[int]], None] = lambda _: None

    def __post_init__(self) -> None:
        """Open the door."""
        self.door = Door(self.carry_out)

    def carry_out(self, asked: Sequence[int]) -> list[int]:
        """Note who came together, and answer."""
        self.carried.append(list(asked))
        self.busy.set()
        assert self.close.wait(PATIENCE)
        self.raising(asked)
        return [2 * number for number in asked]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Threads enough for everybody."""
    with ThreadPoolExecutor(WAITERS + 1) as threads:
        yield threads


def _all_waiting(desk: Desk, pool: ThreadPoolExecutor) -> list["Future[int]"]:
    """Number 0 is inside; the others stand at the door."""
    answers = [pool.submit(desk.door.ask, 0)]
    assert desk.busy.wait(PATIENCE)
    answers += [pool.submit(desk.door.ask, number) for number in range(1, WAITERS + 1)]
    while len(desk.door._waiting) < WAITERS:
        assert len(desk.carried) == 1
    return answers


def test_who_waited_together_goes_through_together_and_gets_their_own_answer(pool: ThreadPoolExecutor) -> None:
    desk = Desk()
    answers = _all_waiting(desk, pool)
    assert not any(answer.done() for answer in answers)
    desk.close.set()
    assert [answer.result(PATIENCE) for answer in answers] == [2 * number for number in range(WAITERS + 1)]
    assert [sorted(together) for together in desk.carried] == [[0], list(range(1, WAITERS + 1))]


def test_a_mistake_in_one_costs_nobody_else_their_answer(pool: ThreadPoolExecutor) -> None:
    def three_is_wrong(asked: Sequence[int]) -> None:
        if 3 in asked:
            raise LookupError("three")

    desk = Desk(raising=three_is_wrong)
    answers = _all_waiting(desk, pool)
    desk.close.set()
    with pytest.raises(LookupError, match="three"):
        answers[3].result(PATIENCE)
    others = [answer.result(PATIENCE) for number, answer in enumerate(answers) if number != 3]
    assert others == [2 * number for number in range(WAITERS + 1) if number != 3]


def test_a_failing_database_fails_everybody_and_is_not_asked_again(pool: ThreadPoolExecutor) -> None:
    def no_disk_left(asked: Sequence[int]) -> None:
        if 0 not in asked:
            raise Outage(DISK_FULL)

    desk = Desk(raising=no_disk_left)
    answers = _all_waiting(desk, pool)
    desk.close.set()
    assert answers[0].result(PATIENCE) == 0
    assert {type(answer.exception(PATIENCE)) for answer in answers[1:]} == {Outage}
    assert len(desk.carried) == 2


def test_the_door_stands_open_again_after_an_error() -> None:
    def odd(asked: Sequence[int]) -> None:
        if asked[0] % 2:
            raise LookupError("odd")

    desk = Desk(raising=odd)
    desk.close.set()
    with pytest.raises(LookupError):
        desk.door.ask(1)
    assert desk.door.ask(2) == 4
