"""More time that a scheme gave for a complaint it sent back: what it usually gives, and what the complainant must know.

The scheme states the day, so a longer time than usual is recorded as stated, and told to whoever reads it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from register.domain.errors import Problem
from register.domain.frozen import replace
from register.domain.law.calendars import Calendar
from register.domain.law.duties import Practice
from register.domain.law.policy import DELAY_EVENT, Pack
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.limits import limits_of
from register.domain.obligations.referrals import latest_referral, steps_under
from register.domain.subjects.case import Case
from register.domain.subjects.external_scheme import EXTENDED, MORE_TIME
from register.domain.values import Cite

SENT_BACK: Final = "referred_back"


def remarks_on(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> Iterator[Problem]:
    """Yield what is to be said of the time the pack's scheme gave last; it refuses nothing.

    ``packs``: all the case is held to.
    """
    steps = sorted(steps_under(case, pack), key=lambda step: step.at)
    if not steps or steps[-1].kind != EXTENDED:
        return
    usual, until, given = usual_time(case, pack), usual_until(case, pack, packs, calendars), steps[-1].due_on
    if usual is not None and until is not None and given is not None and given > until:
        said: dict[str, str | int] = {"days": usual.days, "until": until.isoformat(), "given": given.isoformat()}
        yield Problem("longer-than-usual", "due_on", usual.cite, said)
    asked = delay_notice(pack)
    if asked is not None and not notified(case, pack):
        yield Problem("delay-not-notified", "kind", asked)


def usual_time(case: Case, pack: Pack) -> Practice | None:
    """Return what the pack's scheme usually gives for the complaint it sent back last, by how far it had come."""
    referral = latest_referral(steps_under(case, pack))
    if referral is None:
        return None
    return next((known for known in pack.practices if referral.stage in known.stages), None)


def usual_until(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> date | None:
    """Return the last day of what the scheme usually gives, counted from the last day there was without it."""
    usual, first = usual_time(case, pack), _last_day_without(case, pack, packs, calendars)
    return None if usual is None or first is None else first + timedelta(days=usual.days)


def delay_notice(pack: Pack) -> Cite | None:
    """Return the paragraph by which a delay is notified to the complainant; None where the pack knows no notice."""
    return next((rule.cite for rule in pack.rules.values() if DELAY_EVENT in rule.met_by), None)


def notified(case: Case, pack: Pack) -> bool:
    """Whether the complainant was notified of the delay since the scheme sent the complaint back."""
    referral = latest_referral(steps_under(case, pack))
    told = circumstances(case, pack).events.get(DELAY_EVENT, ())
    return referral is None or any(at >= referral.at for at in told)


def _last_day_without(case: Case, pack: Pack, packs: Sequence[Pack], calendars: Mapping[str, Calendar]) -> date | None:
    """Return the last day for the referral back as if no more time had been given."""
    plain = tuple(step for step in case.external_steps if step.kind not in MORE_TIME)
    found = limits_of(replace(case, external_steps=plain), pack, packs, calendars)
    proofs = [limit.due.derivation for limit in found if SENT_BACK in pack.rules[limit.due.rule].start.events]
    last = max((proof.start_at for proof in proofs), default=None)
    return min((proof.due_calendar for proof in proofs if proof.start_at == last and proof.due_calendar), default=None)
