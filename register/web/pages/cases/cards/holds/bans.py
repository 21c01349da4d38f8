"""What a page says of what the firm may not do while a complaint runs: who was told, who confirmed, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass

from register.domain.law.duties import Prohibition
from register.domain.law.policy import Pack
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.events import possible_events
from register.domain.obligations.prohibitions import earliest, prohibitions, unheld
from register.domain.subjects.case import Case
from register.domain.subjects.holds import Hold
from register.web.pages.cases.dates import LegalDate, legal_date
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import event_title, word


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as a page shows it: to whom, by whom, how it was confirmed, why it was lifted."""

    hold: Hold
    recipient: str | None
    by: str
    confirmation: str | None
    lifted_because: str | None
    exception: str


@dataclass(frozen=True, slots=True)
class Ban:
    """Something prohibited: whether it still is of this class, red while nobody confirmed, and what ends it.

    ``dates`` are those before which it may not be done; ``missing`` the events without which there is no such date,
    each with whether it can be recorded now.
    """

    prohibition: Prohibition
    force: str
    stands: bool
    red: bool
    orders: list[Ordered]
    dates: list[LegalDate]
    missing: list[tuple[str, bool]]


def bans(desk: Desk) -> list[Ban]:
    """Return what is prohibited for the case, and what was held before its class changed."""
    now = {ban.id: (pack, ban) for pack, ban in reversed(list(prohibitions(desk.case, desk.packs)))}
    before = {ban.id: (pack, ban) for pack in desk.packs for ban in pack.prohibitions if _ordered(desk.case, ban)}
    red = {ban.id for ban in unheld(desk.case, desk.packs)}
    return [_ban(desk, pack, ban, stands=ban.id in now, red=ban.id in red) for pack, ban in (before | now).values()]


def _ban(desk: Desk, pack: Pack, ban: Prohibition, *, stands: bool, red: bool) -> Ban:
    known = {deadline.id: said for deadline, said in desk.dated}
    dates = [legal_date(deadline, known[deadline.id], desk) for deadline in earliest(desk.case, ban, desk.packs)]
    orders = [_shown(desk, hold) for hold in desk.case.holds if hold.prohibition == ban.id]
    missing = list(_missing(desk, pack, ban)) if stands and any(order.hold.stands for order in orders) else []
    return Ban(ban, word("force", ban.force), stands, red, orders, dates, missing)


def _ordered(case: Case, ban: Prohibition) -> bool:
    return any(hold.prohibition == ban.id for hold in case.holds)


def _missing(desk: Desk, pack: Pack, ban: Prohibition) -> Iterator[tuple[str, bool]]:
    """Yield the events that the rule which ends the ban counts from and that have not happened."""
    rule, known = pack.rules.get(ban.until), circumstances(desk.case, pack)
    if rule is not None and not any(event in known.events for event in rule.start.events):
        possible = {event.id for event in possible_events(desk.case, pack, known)}
        for event in rule.start.events:
            yield event_title(desk.packs, event), event in possible


def _shown(desk: Desk, hold: Hold) -> Ordered:
    return Ordered(
        hold,
        desk.text(hold.recipient),
        desk.who(hold.ordered_by),
        desk.text(hold.confirmation),
        desk.text(hold.lifted_because),
        word("hold-exception", hold.exception),
    )
