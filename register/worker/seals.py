"""The trail is sealed."""

from register.worker.shift import Job, Shift


def seal(shift: Shift, job: Job) -> int:
    """Seal what waits."""
    if not shift.register.reader.work.unsealed():
        return 0
    shift.register.sealer.seal()
    return 1
