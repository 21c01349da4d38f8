"""The dates of a case as its page shows them: what the law sets apart from what it does not, each before its proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from register.domain.law.proofs import UNCONFIRMED as NOT_CONFIRMED
from register.domain.obligations.dates import (
    COMPLAINANT,
    DRAFT,
    EXAMPLE,
    HOUSE,
    LEGAL,
    UNCLAIMED,
    UNCONFIRMED,
    Dated,
    alternatives,
    strictest_first,
)
from register.domain.obligations.risks import delay_notified
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from register.web import formats
from register.web.assets import icon
from register.web.looks import Look
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import duty_title, pack_title, word
from register.web.texts import locale, manner
from register.wording.dates.told import Gap
from register.wording.dates.why import SURE

GROUPS: Final = {
    LEGAL: _("Legal dates"),
    UNCLAIMED: _("Not claimed by the pack: received before it took force"),
    COMPLAINANT: _("The complainant's time"),
    HOUSE: _("The firm's own targets"),
    UNCONFIRMED: _("Unconfirmed: not legal dates"),
    EXAMPLE: _("From an example pack: not legal dates"),
    DRAFT: _("Draft law, UNCONFIRMED: not legal dates"),
}


Pair = tuple[Deadline, Dated]


@dataclass(frozen=True, slots=True)
class LegalDate:
    """One date: what it is for and how it stands.

    ``of`` names the person it is about, ``pack`` the rules it is from where there are several; ``remarks`` say what
    keeps it from being a date of the law, or from being certain. ``source``: where one that was carried over stands.
    ``aloud`` is what a customer is told of it, ``alternatives`` are later dates of which the same act keeps one too.
    """

    id: Id
    name: str
    of: str | None
    pack: str | None
    rule: str
    force: str
    due_at: datetime
    in_hours: bool
    look: Look
    provisional: bool
    missed: bool
    remarks: list[Look]
    aloud: str | None
    source: str | None
    alternatives: tuple["LegalDate", ...] = ()


def dates_by_group(desk: Desk) -> list[tuple[LazyString, list[LegalDate]]]:
    """Return the case's dates under their headings, those still open first, the strictest of each duty before the rest.

    Only what the law sets and binds the firm stands under the first heading. Alternatives are one line.
    """
    standing = alternatives(strictest_first((pair for pair in desk.dated if not pair[0].replaced), desk.now))
    found = [
        (heading, [_one_of(same, desk) for same in standing if same[0][1].group == group])
        for group, heading in GROUPS.items()
    ]
    return [(heading, dates) for heading, dates in found if dates]


def replaced_dates(desk: Desk) -> list[LegalDate]:
    """Return the dates that other facts replaced, by date."""
    gone = sorted((pair for pair in desk.dated if pair[0].replaced), key=lambda pair: pair[0].due.due_at)
    return [legal_date(deadline, known, desk) for deadline, known in gone]


def gaps(desk: Desk) -> list[tuple[str | None, Gap]]:
    """Return the dates the case lacks, each with the person it is about, if about one."""
    return [(desk.party(gap.found.party), gap) for gap in desk.telling.gaps()]


def _one_of(same: tuple[Pair, ...], desk: Desk) -> LegalDate:
    """Return the strictest of several dates, with the others beside it."""
    first, *others = sorted(same, key=lambda pair: pair[0].due.due_at)
    return legal_date(*first, desk, tuple(legal_date(*other, desk) for other in others))


def legal_date(deadline: Deadline, dated: Dated, desk: Desk, others: tuple[LegalDate, ...] = ()) -> LegalDate:
    """Return one date of the case as its page shows it."""
    due, proof = deadline.due, deadline.due.derivation
    return LegalDate(
        id=deadline.id,
        name=dated.title,
        of=None if due.party is None else desk.party(due.party) or gettext("erased"),
        pack=pack_title(dated.pack) if len(desk.packs) > 1 or dated.pack.is_example or dated.pack.is_draft else None,
        rule=proof.cite,
        force=_force(dated),
        due_at=due.due_at,
        in_hours=proof.due_calendar is None,
        look=_look(deadline, desk),
        provisional=due.provisional,
        missed=_is_missed(deadline, desk),
        remarks=[*_whose(deadline, desk), *_remarks(dated)],
        aloud=desk.telling.aloud(deadline, dated) if deadline.is_open else None,
        source=desk.telling.source(deadline),
        alternatives=others,
    )


def _is_missed(deadline: Deadline, desk: Desk) -> bool:
    """Whether it is told as missed: not where a delay was notified, nor where no pack claims it."""
    told = deadline.missed_recorded and not deadline.due.unclaimed
    return told and delay_notified(desk.case, desk.packs, deadline) is None


def _whose(deadline: Deadline, desk: Desk) -> Iterator[Look]:
    """Yield whether a date is the register's own, where some of the case are not."""
    if deadline.carried is not None:
        yield Look(gettext("carried over"), "calm", icon("box-arrow-up-right"))
    elif any(known.carried is not None for known in desk.case.deadlines):
        yield Look(gettext("the register's own"), "quiet")


def _force(dated: Dated) -> str:
    if dated.prompt:
        return str(gettext("promptly; the date is the firm's own target"))
    if dated.due.kind == "window" and dated.bound == "firm":
        return str(gettext("an option, not a duty"))
    return word("force", dated.due.force)


def _remarks(dated: Dated) -> Iterator[Look]:
    """Yield what keeps the date from being one of the law's, or from being certain."""
    lacking = None if dated.rule is None else dated.rule.lacks
    if lacking is not None:
        known = dated.pack.events.get(lacking)
        said = gettext("cautious: not known when “%(event)s”", event=known.title if known else lacking)
        yield Look(said, "warn", icon("question-circle"))
    confirmed = dated.due.derivation.confirmed
    if dated.pack.is_draft:
        yield Look(gettext("draft law, UNCONFIRMED"), "warn", icon("exclamation-triangle"))
    elif confirmed == NOT_CONFIRMED:
        yield Look(manner().say(SURE[confirmed]), "warn", icon("question-circle"))
    elif dated.due.unclaimed:
        yield Look(gettext("not claimed by the pack"), "warn", icon("question-circle"))
    elif confirmed in {"D", "S"}:
        yield Look(manner().say(SURE[confirmed]), "quiet")
    if dated.bound == "complainant" and dated.group != COMPLAINANT:
        yield Look(gettext("the complainant's time"), "quiet", icon("person-check"))


def _look(deadline: Deadline, desk: Desk) -> Look:
    due, met = deadline.due, deadline.met_at
    if deadline.replaced:
        return Look(gettext("replaced"), "quiet", icon("clock-history"))
    notified = delay_notified(desk.case, desk.packs, deadline) if due.kind == "deadline" else None
    if notified is not None and (met or desk.now) >= due.due_at:
        day = formats.day(notified.astimezone(desk.zone).date(), locale())
        answered = gettext("answered under delay notification of %(day)s", day=day)
        waiting = gettext("not answered, under delay notification of %(day)s", day=day)
        return Look(answered if met is not None else waiting, "warn", icon("hourglass-split"))
    if due.kind == "deadline" or met is not None:
        return formats.deadline_look(due.due_at, desk.now, desk.zone, met)
    if due.kind == "not_before":
        allowed = Look(gettext("allowed now"), "good", icon("check-circle"))
        return allowed if desk.now >= due.due_at else Look(gettext("not yet"), "warn", icon("hourglass-split"))
    if desk.now >= due.due_at:
        return Look(gettext("no longer open"), "quiet", icon("dash-circle"))
    return Look(gettext("open"), "calm", icon("clock"))


def passed(desk: Desk) -> list[str]:
    """Return a sentence for each open limit that has passed; one that another class or receipt gave is a new one."""
    return [_passed(desk, deadline) for deadline in desk.case.passed_limits(desk.now)]


def _passed(desk: Desk, deadline: Deadline) -> str:
    due = deadline.due
    limit, day = duty_title(desk.packs, due.duty), formats.day(formats.last_day(due.due_at, desk.zone), locale())
    older = (d.due for d in desk.case.deadlines if d.replaced and d.pack == deadline.pack)
    if any((known.duty, known.party) == (due.duty, due.party) for known in older):
        return str(gettext("%(limit)s: the new limit passed on %(day)s.", limit=limit, day=day))
    return str(gettext("%(limit)s: the limit passed on %(day)s.", limit=limit, day=day))
