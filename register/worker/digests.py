"""Once a day the logs beside the trail are put under it: one digest of each, as a fact of the register."""

from datetime import timedelta
from typing import Final

from register.domain.commands.register import DigestLogs
from register.worker.shift import Job, Shift

# A row of yesterday may still be on its way to the database.
GRACE: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def digest(shift: Shift, _job: Job) -> int:
    """Record a digest of the logs of every day (UTC) that is over and has none; return how many records that took."""
    register = shift.register
    firm = register.reader.firm.now().firm
    if firm.founded_at is None:
        return 0
    first = firm.founded_at.date() if firm.digested_on is None else firm.digested_on + DAY
    last = (register.clock() - GRACE).date() - DAY
    if last < first:
        return 0
    shift.do(DigestLogs(from_on=first, to_on=last, logs=register.reader.logs.digests(first, last)))
    return 1
