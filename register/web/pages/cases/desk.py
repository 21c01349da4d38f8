"""Everything a page about one case stands on: the case as read, its pack, the firm, the people, the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from markupsafe import Markup
from wtforms.fields import SelectChoice

from register.domain.actors import APPROVER, AUDITOR, OFFICER, Actor, account_name
from register.domain.display import shown, storable
from register.domain.law.policy import Pack
from register.domain.obligations.dates import Dated, dated
from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from register.reader.accounts import AccountFile
from register.reader.cases import CaseFile
from register.reader.firm import FirmFile
from register.web import formats
from register.web.pages.shared.labels import Choices
from register.web.pages.shared.timeline import who
from register.web.texts import locale, manner
from register.wiring import Register
from register.wording.dates.aloud import Call
from register.wording.dates.told import Telling


@dataclass(frozen=True)
class Desk:
    """A case on somebody's desk."""

    register: Register
    actor: Actor
    file: CaseFile
    packs: tuple[Pack, ...]
    firm: FirmFile
    staff: tuple[AccountFile, ...]
    now: datetime

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.file.case

    @property
    def pack(self) -> Pack:
        """The first of its packs: the one whose lists and letters the case uses."""
        return self.packs[0]

    @cached_property
    def dated(self) -> tuple[tuple[Deadline, Dated], ...]:
        """The case's deadlines, each with what its pack says of it."""
        return dated(self.case, self.register.policies.pack)

    @cached_property
    def telling(self) -> Telling:
        """What tells its dates to the visitor."""
        call = Call(self.case, self.packs, self.now)
        return Telling(call, self.file.entries, self.register.policies.calendar, self.text, manner())

    def duty(self, deadline: Deadline) -> str:
        """Return what a deadline is for, in the words of its pack."""
        return next((found.title for known, found in self.dated if known.id == deadline.id), deadline.due.duty)

    def party(self, party: Id | None) -> str | None:
        """Return the name of somebody some limits run for; None for nobody, or somebody erased."""
        known = next((each for each in self.case.parties if each.id == party), None)
        return None if known is None else self.text(known.name)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the case's entity."""
        return ZoneInfo(self.case.zone)

    @cached_property
    def names(self) -> dict[str, str]:
        """Everybody's name by account id, and by the name the trail records."""
        by_id = {str(file.account.id): file.name for file in self.staff}
        return by_id | {account_name(Id(account)): name for account, name in by_id.items()}

    def text(self, sealed: Sealed | None) -> str | None:
        """Return the words behind a sealed value in a form that cannot disturb the page; None where there are none."""
        words = self.file.text(sealed)
        return None if words is None else shown(words).text

    def when(self, at: datetime) -> Markup:
        """Return an instant as the page shows it, in the zone of the case."""
        return formats.time_tag(at, formats.moment(at, self.zone, locale()), self.zone, locale())

    def who(self, actor: str) -> str:
        """Return the name behind what the trail records."""
        return who(self.names, actor)

    def everybody(self, accounts: Iterable[str]) -> str:
        """Return the names of accounts."""
        return ", ".join(self.names.get(account, account) for account in accounts)

    @property
    def today(self) -> date:
        """The day it is where the case is."""
        return self.now.astimezone(self.zone).date()

    def handlers(self) -> Choices:
        """People who may work on the case, as choices."""
        return self._people({OFFICER, APPROVER})

    def readers(self) -> Choices:
        """People who may read the case, as choices."""
        return self._people({OFFICER, APPROVER, AUDITOR})

    def _people(self, roles: set[str]) -> Choices:
        here = [f for f in self.staff if not f.account.brands or self.case.brand in f.account.brands]
        able = [f for f in here if f.account.active and roles & set(f.account.roles)]
        return [SelectChoice(f.account.id, f.name) for f in sorted(able, key=lambda f: f.name.casefold())]


def lay_out(register: Register, actor: Actor, reference: str) -> Desk:
    """Read a case for a page; raises ``Unknown`` for one this actor may not know of."""
    case = register.reader.cases.find(actor, storable(reference))
    file = register.reader.cases.open(actor, case)
    return Desk(
        register,
        actor,
        file,
        packs_of(register, file.case),
        register.reader.firm.now(),
        tuple(register.reader.accounts.everybody()),
        register.clock(),
    )


def packs_of(register: Register, case: Case) -> tuple[Pack, ...]:
    """Return the packs a case is under, each in the version it was received under."""
    return tuple(register.policies.pack(choice.pack, choice.version) for choice in case.packs)
