"""What people dealt with and nobody needs any more is erased."""

from datetime import timedelta
from typing import Final

from register.worker.shift import Job, Shift

KEPT: Final = timedelta(days=30)
EVERY: Final = timedelta(hours=1)


def forget(shift: Shift, job: Job) -> int:
    """Erase the mails that were dealt with a month ago; looked for once an hour."""
    if shift.rests(job.name):
        return 0
    shift.rest(job.name, EVERY)
    return shift.register.upkeep.erase_mail(shift.register.clock() - KEPT)
