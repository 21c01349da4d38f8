"""How a complainant leaves: withdrawn in words of their own, or out of reach after an answer. Silence is neither."""

from typing import Final

from register.domain.commands import case as c
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks
from register.domain.display import blank
from register.domain.obligations.answers import responded, response_cite
from register.domain.subjects.closure import ABANDONED, WITHDRAWN, Withdrawn
from register.domain.values import Code

LEFT: Final = frozenset({WITHDRAWN, ABANDONED})
COMPLAINANT, REPRESENTATIVE = Code("complainant"), Code("representative")
SPEAKERS: Final = (COMPLAINANT, REPRESENTATIVE)
# Only what somebody says is here: a post deleted at its source says nothing.
WAYS: Final = ("phone", "in-person", "email", "letter", "direct-message", "public-post")


def check_leaving(unfolding: Unfolding, closing: c.Closing, checks: Checks) -> None:
    """Note what is missing where the complainant withdrew, or cannot be reached."""
    if closing.basis == WITHDRAWN:
        checks.require(not blank(closing.withdrawal), "words-of-withdrawal-needed", "withdrawal")
        checks.require(not unfolding.case.joint, "others-still-complain", "basis")
        _check_speaker(unfolding, closing.withdrawing, checks)
    elif closing.basis == ABANDONED:
        checks.require(closing.attempts, "attempts-needed", "attempts")
        for attempt in closing.attempts:
            if checks.not_after(attempt, unfolding.situation.now, "attempts"):
                checks.require(attempt >= unfolding.case.origin.received_at, "before-receipt", "attempts")


def check_answered(unfolding: Unfolding, checks: Checks) -> None:
    """Note that nobody is let go as out of reach before they were answered on what is held."""
    cite = response_cite(unfolding.packs[0])
    checks.require(responded(unfolding.case, unfolding.packs), "response-on-what-is-held-needed", "basis", cite)


def withdrawn_of(said: c.Withdrawing | None) -> Withdrawn | None:
    """Return whose words a withdrawal is, as checked."""
    if said is None or said.at is None:
        return None
    return Withdrawn(Code(said.by), said.at, Code(said.how))


def _check_speaker(unfolding: Unfolding, said: c.Withdrawing | None, checks: Checks) -> None:
    case = unfolding.case
    checks.require(said is not None, "who-withdrew-needed", "withdrawing")
    if said is None:
        return
    checks.require(said.by in SPEAKERS, "withdrawn-by-others", "withdrawing.by")
    acting = said.by != REPRESENTATIVE or case.representative is not None
    checks.require(acting, "no-representative", "withdrawing.by")
    checks.require(said.how in WAYS, "unknown-method", "withdrawing.how")
    checks.require(said.at is not None, "required", "withdrawing.at")
    if checks.not_after(said.at, unfolding.situation.now, "withdrawing.at"):
        checks.require(said.at is None or said.at >= case.origin.received_at, "before-receipt", "withdrawing.at")
