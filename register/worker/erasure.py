"""What people dealt with and nobody needs any more is erased; what strangers left behind is swept up."""

from datetime import timedelta
from typing import Final

from register.worker.shift import Job, Shift

KEPT: Final = timedelta(days=30)
EVERY: Final = timedelta(hours=1)
# No session and no counter of wrong guesses holds so long.
VISITS_KEPT: Final = timedelta(days=1)


def forget(shift: Shift, job: Job) -> int:
    """Erase the mails that were dealt with a month ago, what tells old commands apart, and visits that are over.

    What was only counted comes into the security log. Looked for once an hour.
    """
    if shift.rests(job.name):
        return 0
    shift.rest(job.name, EVERY)
    upkeep, now = shift.register.upkeep, shift.register.clock()
    shift.register.visits.forget(now - VISITS_KEPT)
    return upkeep.erase_mail(now - KEPT) + upkeep.forget_fingerprints(now - KEPT) + upkeep.write_tallies()
