"""One plain sentence about a limit that an officer can read to a customer on the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from register.domain.law.gaps import FACT, STOPPED, Missing
from register.domain.law.policy import Pack
from register.domain.law.proofs import Due
from register.domain.law.rules import Rule
from register.domain.obligations.dates import EXAMPLE, HOUSE, UNCONFIRMED, Dated
from register.domain.obligations.risks import delay_notified
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Code
from register.wording.dates.manner import Manner
from register.wording.dates.why import event_title
from register.wording.marker import _

# What the firm owes, by the event that ends a limit: the first of a rule's that stands here says it.
ACTS: Final = {
    "acknowledged": _("confirm that we have your complaint"),
    "final_sent": _("answer your complaint in writing"),
    "resolved": _("settle your complaint"),
    "remedy_done": _("carry out what we promised you"),
    "agreement_confirmed": _("confirm in writing what we agreed with you"),
    "advocate_concluded": _("tell you what the customer advocate found"),
    "progress_sent": _("tell you how far we are"),
}
MUST, SHOULD, AIM = (
    _("We must %(act)s by %(day)s."),
    _("We should %(act)s by %(day)s."),
    _("We aim to %(act)s by %(day)s."),
)


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call about a case: the case, its packs, and when it is."""

    case: Case
    packs: Sequence[Pack]
    now: datetime

    @property
    def today(self) -> date:
        """The day it is where the case is."""
        return self.now.astimezone(ZoneInfo(self.case.zone)).date()


def aloud(deadline: Deadline, dated: Dated, call: Call, manner: Manner) -> str | None:
    """Return what a customer is told of a limit; None for what is no business of theirs.

    Nothing is said of a date that was replaced, of the firm's own options and reviews, and of what concerns others.
    """
    if deadline.replaced:
        return None
    if dated.bound == "complainant":
        return _their_time(deadline, dated, call, manner)
    act = None if dated.rule is None else act_of(dated.rule)
    if deadline.due.kind != "deadline" or act is None:
        return None
    act = manner.say(act)
    if deadline.met_at is None:
        return " ".join(_open(deadline, dated, act, call, manner))
    return " ".join(_met(deadline, deadline.met_at, act, call, manner))


def act_of(rule: Rule) -> str | None:
    """Return what the firm is to do for the customer, as a marked text; None where it is nothing they see."""
    return next((ACTS[event] for event in rule.met_by if event in ACTS), None)


def missing_aloud(found: Missing, pack: Pack, manner: Manner) -> str | None:
    """Return what a customer is told where there is no date yet."""
    act = act_of(pack.rules[found.rule])
    if act is None:
        return None
    what = manner.say(act)
    named = named_by(found, pack, manner)
    if found.lacks == STOPPED:
        return manner.say(
            _("We cannot name the day by which we must %(act)s: the time stands still, and goes on with “%(what)s”."),
            act=what,
            what=named,
        )
    if found.lacks == FACT:
        said = _("We cannot name the day by which we must %(act)s: it depends on “%(what)s”, which we do not know yet.")
        return manner.say(said, act=what, what=named)
    said = _("We cannot name the day by which we must %(act)s: it counts from “%(what)s”, which we do not have yet.")
    return manner.say(said, act=what, what=named)


def named_by(found: Missing, pack: Pack, manner: Manner) -> str:
    """Return what is lacking, in the pack's words."""
    if found.lacks == FACT:
        return ", ".join(pack.facts[fact].title if fact in pack.facts else fact for fact in found.names)
    return ", ".join(event_title(pack, event, manner) for event in found.names)


def until(due: Due, manner: Manner) -> str:
    """Return the last moment of a limit as it is said aloud: its last day, or the hour for a limit in hours."""
    proof = due.derivation
    if proof.unit != "hour":
        return manner.long_day(proof.last_day)
    zone = ZoneInfo(proof.zone)
    said, day = _("%(hour)s on %(day)s"), manner.long_day(due.due_at.astimezone(zone).date())
    return manner.say(said, hour=manner.hour(due.due_at, zone), day=day)


def _their_time(deadline: Deadline, dated: Dated, call: Call, manner: Manner) -> str | None:
    due = deadline.due
    day = until(due, manner)
    if due.kind == "not_before":
        first = manner.long_day(due.due_at.astimezone(ZoneInfo(call.case.zone)).date())
        return manner.say(_("From %(day)s: %(what)s."), day=first, what=dated.title)
    if deadline.met_at is not None:
        return None
    if call.now >= due.due_at:
        return manner.say(_("Your time for this ended on %(day)s: %(what)s."), day=day, what=dated.title)
    return manner.say(_("You have until %(day)s: %(what)s."), day=day, what=dated.title)


def _met(deadline: Deadline, met_at: datetime, act: str, call: Call, manner: Manner) -> list[str]:
    due, zone = deadline.due, ZoneInfo(call.case.zone)
    day, done = until(due, manner), manner.long_day(met_at.astimezone(zone).date())
    if due.derivation.unit == "hour":
        done = manner.say(_("%(day)s at %(hour)s"), day=done, hour=manner.hour(met_at, zone))
    said = [manner.say(_("We had until %(day)s to %(act)s, and did so on %(done)s."), day=day, act=act, done=done)]
    if met_at >= due.due_at:
        told = _notified(deadline, call, manner)
        said.append(told or manner.say(_("That was %(late)s late."), late=_late(due, met_at, manner)))
    return said


def _open(deadline: Deadline, dated: Dated, act: str, call: Call, manner: Manner) -> list[str]:
    due = deadline.due
    day, told = until(due, manner), _notified(deadline, call, manner)
    if call.now >= due.due_at:
        said = [manner.say(_("We had until %(day)s to %(act)s, and have not done so yet."), day=day, act=act)]
        return [*said, told or manner.say(_("That is %(late)s late."), late=_late(due, call.now, manner))]
    said = [manner.say(_bound(dated), act=act, day=day)]
    said += [told] if told else []
    if dated.rule is not None and dated.rule.lacks is not None:
        event = event_title(dated.pack, dated.rule.lacks, manner)
        said.append(manner.say(_("The day may change: we do not know yet when this was: “%(event)s”."), event=event))
    if due.provisional:
        said.append(manner.say(_("The day may still move: not all public holidays are announced yet.")))
    return said


def _bound(dated: Dated) -> str:
    if dated.group in {HOUSE, UNCONFIRMED, EXAMPLE}:
        return AIM
    return SHOULD if dated.due.force == Code("G") else MUST


def _notified(deadline: Deadline, call: Call, manner: Manner) -> str | None:
    """Return what is said of a delay that was notified in time; None where none was."""
    at = delay_notified(call.case, call.packs, deadline)
    if at is None:
        return None
    day = manner.long_day(at.astimezone(ZoneInfo(call.case.zone)).date())
    said = _("On %(day)s we wrote to you that it takes longer, why, and where else you can turn.")
    return manner.say(said, day=day)


def _late(due: Due, at: datetime, manner: Manner) -> str:
    days = (at.astimezone(ZoneInfo(due.derivation.zone)).date() - due.derivation.last_day).days
    if days > 0:
        return manner.days(days)
    return manner.count(_("%(num)d hour"), _("%(num)d hours"), max(1, int((at - due.due_at).total_seconds() // 3600)))
