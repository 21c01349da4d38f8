"""The door of a database that takes one writer at a time: who waits there together goes through together."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from register.outage import Outage

A = TypeVar("A")
B = TypeVar("B")
MOST_TOGETHER = 100


class Door(Generic[A, B]):
    """Shares one transaction among all who ask while the one before is under way (design, section 8).

    ``carry_out`` commits what it is given and returns one answer for each, in the same order.
    """

    def __init__(self, carry_out: Callable[[Sequence[A]], Sequence[B]]) -> None:
        self._carry_out = carry_out
        self._turn = Lock()
        self._waiting: deque[tuple[A, Future[B]]] = deque()

    def ask(self, asked: A) -> B:
        """Return the answer, once what was asked is committed; raises what carrying it out raised."""
        answer: Future[B] = Future()
        self._waiting.append((asked, answer))
        with self._turn:
            # Whoever had the turn before may have carried this out already; if not, it still waits in the queue.
            while not answer.done():
                self._answer([self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))])
        return answer.result()

    def _answer(self, together: list[tuple[A, Future[B]]]) -> None:
        try:
            answers = self._carry_out([asked for asked, _ in together])
        except BaseException as error:  # noqa: BLE001 -- nobody may be left waiting, whatever it was
            # A mistake in one must not cost the others their answer; a database in trouble fails them all alike.
            if len(together) > 1 and isinstance(error, Exception) and not isinstance(error, Outage):
                for one in together:
                    self._answer([one])
                return
            for _, waiting in together:
                waiting.set_exception(error)
        else:
            for (_, waiting), answer in zip(together, answers, strict=True):
                waiting.set_result(answer)
