"""What may be done about a case at risk, and which limits a delay notification keeps."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from register.domain.law.duties import Caution
from register.domain.law.letterspec import LetterType
from register.domain.law.policy import DELAY_EVENT, Pack
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.letters import pack_for
from register.domain.obligations.risks import AtRisk, at_risk, delayed_validly
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code

GROUNDS: Final = Code("delay-ground")
RESPOND, REASSIGN, STATE_GROUND, NOTIFY, TELL_OUT_OF_TIME = (
    Code(offer) for offer in ("respond", "reassign", "state-ground", "notify-delay", "tell-out-of-time")
)
OFFERS: Final = (RESPOND, REASSIGN, STATE_GROUND, NOTIFY, TELL_OUT_OF_TIME)


def risks_of(case: Case, packs: tuple[Pack, ...], now: datetime) -> tuple[AtRisk, ...]:
    """Return every reason any of the packs has why the case is at risk, the most pressing first."""
    found = (risk for pack in packs for risk in at_risk(case, pack, now))
    return tuple(sorted(found, key=lambda risk: risk.days_left))


def offers_of(case: Case, packs: tuple[Pack, ...], now: datetime) -> tuple[Code, ...]:
    """Return what any of the packs offers about a case at risk, each once, in the order it is to be considered."""
    offered = {offer for pack in packs for offer in offers(case, pack, now)}
    return tuple(offer for offer in OFFERS if offer in offered)


def offers(case: Case, pack: Pack, now: datetime) -> Iterator[Code]:
    """Yield what may be done about a case at risk, in the order it is to be considered.

    A notification comes after a stated ground only; past the limit there is none, but a notice of the right to go on.
    """
    if not at_risk(case, pack, now):
        return
    yield RESPOND
    yield REASSIGN
    windows = list(windows_of(case, (pack,)))
    if any(now < window.due.due_at for window in windows):
        yield NOTIFY if _grounded(case, pack) else STATE_GROUND
    if any(passed(case, pack, now, kind) for kind in pack.letter_types.values()):
        yield TELL_OUT_OF_TIME


def letters_offered(case: Case, packs: Sequence[Pack], now: datetime) -> Iterator[LetterType]:
    """Yield the kinds of letter that can be given now: of the case's class, at their time, a delay only on a ground.

    They are the first pack's, and those of the others that are written beside them.
    """
    yield from _offered(case, packs[0], now)
    for pack in packs[1:]:
        yield from (kind for kind in _offered(case, pack, now) if pack_for(kind.id, packs) is pack)


def _offered(case: Case, pack: Pack, now: datetime) -> Iterator[LetterType]:
    known = circumstances(case, pack).complaint_class
    for kind in pack.letter_types.values():
        of_class = not kind.classes or known in kind.classes
        in_time = kind.after_limit is None or passed(case, pack, now, kind)
        if of_class and in_time and (kind.event != DELAY_EVENT or _may_notify(case, pack, now)):
            yield kind


def _may_notify(case: Case, pack: Pack, now: datetime) -> bool:
    windows = list(windows_of(case, (pack,)))
    in_time = all(now < window.due.due_at for window in windows)
    return _grounded(case, pack) and in_time and bool(windows or any(ended_by_notice(case, (pack,))))


def cautions_before(event: str, case: Case, pack: Pack) -> Iterator[Caution]:
    """Yield what the pack says to whoever is about to do something to a complaint of the case's class."""
    known = circumstances(case, pack).complaint_class
    return (each for each in pack.cautions if each.before == event and (not each.classes or known in each.classes))


def notify_before(case: Case, packs: tuple[Pack, ...]) -> datetime | None:
    """Return the instant before which a delay must be notified; None where no limit waits for that."""
    return min((window.due.due_at for window in windows_of(case, packs)), default=None)


def _grounded(case: Case, pack: Pack) -> bool:
    """Whether a delay stands on a stated ground, or the pack asks for none."""
    return bool(case.delay_grounds) or not pack.codes[GROUNDS].entries


def passed(case: Case, pack: Pack, now: datetime, kind: LetterType) -> bool:
    """Whether the limit after which alone a letter of this kind is given has passed, unanswered and not delayed."""
    return kind.after_limit is not None and any(
        deadline.is_open
        and deadline.pack == pack.id
        and deadline.due.duty == kind.after_limit
        and deadline.due.kind == "deadline"
        and deadline.due.due_at <= now
        and not delayed_validly(case, (pack,), deadline)
        for deadline in case.deadlines
    )


def windows_of(case: Case, packs: tuple[Pack, ...]) -> Iterator[Deadline]:
    """Yield the limits by which a delay must be notified: of each pack those of the round that runs, or ran last."""
    for pack in packs:
        duties = pack.windows_for(DELAY_EVENT)
        known = [d for d in case.deadlines if d.pack == pack.id and not d.replaced and d.due.duty in duties]
        last = max((window.round for window in known), default=0)
        yield from (window for window in known if window.round == last)


def ended_by_notice(case: Case, packs: tuple[Pack, ...]) -> Iterator[Deadline]:
    """Yield the open limits that an explanation of the delay meets, where a regime lets it."""
    return (d for d in case.open_deadlines("deadline") if d.ends_with(DELAY_EVENT, packs))


def to_escalate(case: Case, packs: tuple[Pack, ...], now: datetime) -> list[AtRisk]:
    """Return the risks of which a manager is to be told and was not yet, for the dates they are about."""
    told = {(escalation.risk, escalation.deadline) for escalation in case.escalations}
    risks = (found for pack in packs for found in at_risk(case, pack, now) if found.risk.escalate)
    return [found for found in risks if (found.risk.id, found.deadline) not in told]
