"""A possible breach: a limit that passed, kept until a person has said what it was."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from register.domain.values import Code, Id

# What is known now of a limit that passed: it is missed, or it is not, and why not.
STANDS: Final = Code("stands")
IN_TIME: Final = Code("in-time")
DELAYED: Final = Code("delayed")
REPLACED: Final = Code("replaced")
OF_NO_CASE: Final = Code("of-no-case")


@dataclass(frozen=True, slots=True)
class Breach:
    """A passed limit kept for assessment; never reported to anybody by itself. There is one for a duty and its round.

    ``recorded_at``: when the register wrote it down, which is nobody's knowledge; ``seen_by`` is who first said that
    they know of it. ``standing`` is what is known of the limit now, since ``changed_at``: a change asks for another
    assessment. ``privileged``: the reasons of the assessment are for those who may read what is privileged.
    """

    id: Id
    deadline: Id
    recorded_at: datetime
    assess_by: date
    assessor: Id | None = None
    result: Code | None = None
    assessed_at: datetime | None = None
    standing: Code = STANDS
    changed_at: datetime | None = None
    seen_by: Code | None = None
    seen_at: datetime | None = None
    privileged: bool = False
