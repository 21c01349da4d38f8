"""The CPU time of work in this process: the least of a few rounds, for that is what the work itself needs."""

import time
from collections.abc import Callable

ROUNDS = 3


def cpu_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the CPU seconds of the quickest round."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(rounds))
