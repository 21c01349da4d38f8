"""What the console says of a case at risk, of delays and of holds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from register.domain.sealed import Sealed
    from register.domain.subjects.case import Case
    from register.domain.subjects.holds import Hold
    from register.reader.plain import Plain
    from register.wiring import Register


def guard_lines(found: "Case", plain: "Plain", register: "Register") -> Iterator[str]:
    """Yield a line for each risk, offer, stated ground, escalation and hold of the case, and each hold it lacks."""
    from register.domain.obligations.delays import offers_of, risks_of
    from register.domain.obligations.prohibitions import unheld
    from register.wording.dates.gaps import risk_words
    from register.wording.dates.manner import PLAINLY

    packs = tuple(register.policies.pack(choice.pack, choice.version) for choice in found.packs)
    now = register.clock()
    for at_risk in risks_of(found, packs, now):
        yield f"At risk: {risk_words(at_risk, packs, PLAINLY)} ({at_risk.risk.cite}), last day {at_risk.due_on}"
    offered = offers_of(found, packs, now)
    if offered:
        yield f"To do, in this order: {', '.join(offered)}"
    for ground in found.delay_grounds:
        yield f"Ground for a delay {ground.ground}, stated {ground.stated_at.date()}: {_words(ground.facts, plain)}"
    for told in found.escalations:
        yield f"Escalated {told.at.date()} {told.risk}: {'taken up' if told.taken_at else 'nobody took it up'}"
    for hold in found.holds:
        yield f"Hold {hold.prohibition} ({_words(hold.recipient, plain)}): {_stands(hold)}"
    for ban in unheld(found, packs):
        yield f"Not held, nobody has confirmed it: {ban.title} ({ban.cite})"


def _stands(hold: "Hold") -> str:
    if hold.lifted_at is not None:
        return f"lifted{f', {hold.exception}' if hold.exception else ''}"
    return "confirmed" if hold.confirmed_at is not None else "not confirmed"


def _words(sealed: "Sealed", plain: "Plain") -> str:
    return plain.get(sealed.digest, "erased")
