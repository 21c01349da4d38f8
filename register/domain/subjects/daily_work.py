"""What the daily work leaves on a case: what it waits for, and what it may be an example of."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Task:
    """Something the case waits for, with an internal reminder that never moves a deadline."""

    id: Id
    kind: Code
    waiting_on: Code
    text: Sealed
    remind_on: date | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SystemicFlag:
    """A possible systemic issue seen in this case, and who looks into it."""

    owner: Id
    example: Code
    at: datetime
