"""The mail server that letters leave by: while it cannot be used everything waits, and one thing is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from register.delivery import smtp
from register.delivery.mail import Mail
from register.delivery.return_paths import ReturnPaths
from register.delivery.smtp import Verdict
from register.reader.mail import RELAY
from register.worker.shift import RoundOver, Shift

PAUSE: Final = timedelta(minutes=1)


def ready(shift: Shift) -> bool:
    """Whether the relay may be asked now: one that could not be used a moment ago is left alone for a minute."""
    return not shift.rests(RELAY)


def return_paths(shift: Shift) -> ReturnPaths:
    """Return the addresses reports come back to."""
    settings = shift.register.settings
    return ReturnPaths(settings.return_path, settings.secret())


def hand_over(shift: Shift, mail: Mail, begin: Callable[[], object] = lambda: None) -> Verdict:
    """Hand a mail to the relay; raises ``RoundOver`` when it takes none, with nothing begun.

    That it takes none is told once, for all that waits, and again when it does.
    """
    upkeep = shift.register.upkeep
    verdict = smtp.send(mail, smtp.relay_of(shift.register.settings), begin)
    if verdict.result == "unready":
        shift.rest(RELAY, PAUSE)
        if upkeep.trouble(RELAY, verdict.reason):
            shift.log.warning("relay-unready", reason=verdict.reason)
        raise RoundOver
    if shift.register.reader.mail.trouble(RELAY) is not None and upkeep.trouble(RELAY, None):
        shift.log.info("relay-ready")
    return verdict
