"""Resting while the storage fails: ever longer, said once when it begins and once when it is over."""

from typing import Any, Final

from register.outage import Outage

SHORTEST: Final = 1.0
LONGEST: Final = 60.0


class Halt:
    """What one turn of the worker knows of an outage; ``log`` is where each change of state is said."""

    def __init__(self, log: Any) -> None:  # noqa: ANN401 -- the logging library's own, which has no type
        self._log = log
        self._code: str | None = None
        self._pause = SHORTEST

    def lengthen(self, outage: Outage) -> float:
        """Say what fails, if that is news; return for how many seconds to rest."""
        if outage.code != self._code:
            self._log.error("storage-unavailable", code=outage.code, detail=outage.detail)
            self._code, self._pause = outage.code, SHORTEST
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST)
        return pause

    def over(self) -> None:
        """Say that the storage can be used again, if it could not."""
        if self._code is not None:
            self._log.info("storage-back", code=self._code)
            self._code = None
