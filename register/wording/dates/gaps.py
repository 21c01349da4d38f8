"""What is said where a date is missing, and where one has passed although the pack still speaks of days left."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from register.domain.law.gaps import FACT, STOPPED, Missing
from register.domain.law.policy import Pack
from register.domain.obligations.risks import AtRisk
from register.wording.dates.aloud import named_by
from register.wording.dates.manner import Manner
from register.wording.marker import _


def gap(found: Missing, pack: Pack, zone: ZoneInfo, manner: Manner) -> str:
    """Return why there is no date, and what it waits for."""
    what = named_by(found, pack, manner)
    if found.lacks == STOPPED and found.since is not None:
        day = manner.day(found.since.astimezone(zone).date())
        said = _("No date: the law has stopped the count since %(day)s. It goes on once this is recorded: “%(what)s”.")
        return manner.say(said, day=day, what=what)
    if found.lacks == FACT:
        return manner.say(_("No date yet: it depends on a fact that nobody stated: “%(what)s”."), what=what)
    return manner.say(_("No date yet: it counts from what nobody recorded: “%(what)s”."), what=what)


def risk_words(found: AtRisk, packs: Iterable[Pack], manner: Manner) -> str:
    """Return why a case is at risk: as its pack says it, or once the last day is over, that the limit has passed."""
    if found.days_left >= 0:
        return found.risk.title
    duty = found.risk.duty
    limit = next((pack.duties[duty] for pack in packs if found.risk in pack.risks and duty in pack.duties), duty)
    said = _("%(limit)s: the limit has passed, %(days)s ago")
    return manner.say(said, limit=limit, days=manner.days(-found.days_left))
