"""What people dealt with and nobody needs any more is erased."""

from datetime import timedelta
from typing import Final

from register.worker.shift import Job, Shift

KEPT: Final = timedelta(days=30)
EVERY: Final = timedelta(hours=1)


def forget(shift: Shift, job: Job) -> int:
    """Erase the mails that were dealt with a month ago, and what tells old commands apart; looked for once an hour."""
    if shift.rests(job.name):
        return 0
    shift.rest(job.name, EVERY)
    upkeep, before = shift.register.upkeep, shift.register.clock() - KEPT
    return upkeep.erase_mail(before) + upkeep.forget_fingerprints(before)
