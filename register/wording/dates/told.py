"""Everything that is said of the dates of a case, for a page, a program or a document: made here, and nowhere else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from register.domain.law.calendars import Calendar
from register.domain.law.gaps import Missing
from register.domain.obligations.dates import Dated
from register.domain.obligations.gaps import missing_dates
from register.domain.sealed import Sealed
from register.domain.subjects.deadline import Deadline
from register.domain.trail.entry import Entry
from register.domain.values import Code
from register.wording.dates.aloud import Call, aloud, missing_aloud
from register.wording.dates.gaps import gap
from register.wording.dates.manner import Manner
from register.wording.dates.picture import Picture, picture, today_in
from register.wording.dates.replacements import Replacement, replaced_words, replacements
from register.wording.dates.why import Proven, Said, why
from register.wording.marker import _


@dataclass(frozen=True, slots=True)
class Gap:
    """A date missing under a pack; ``aloud`` is what a customer is told of it, None where it is nothing they see."""

    found: Missing
    pack: Code
    title: str
    words: str
    aloud: str | None


@dataclass(frozen=True)
class Telling:
    """Tells the dates of a case to one reader.

    ``entries`` are its trail, ``calendar`` finds one by id and version, ``text`` opens what is sealed.
    """

    call: Call
    entries: Sequence[Entry]
    calendar: Callable[[str, str], Calendar]
    text: Callable[[Sealed | None], str | None]
    manner: Manner

    @cached_property
    def replacements(self) -> tuple[Replacement, ...]:
        """Every date that gave way to another."""
        return replacements(self.call.case, self.entries)

    def why(self, deadline: Deadline, dated: Dated) -> list[Said]:
        """Return why a date is what it is, and what it replaced or was replaced by."""
        changes = replaced_words(deadline, self.call.case, self.replacements, self.manner)
        return [*changes, *why(self.proven(deadline, dated), self.manner)]

    def picture(self, deadline: Deadline, dated: Dated) -> Picture:
        """Return the picture of a date's days; today stands in that of one that still waits."""
        proven = self.proven(deadline, dated)
        today = today_in(proven.proof, self.call.now) if deadline.is_open else None
        return picture(dated.title, proven, today, self.manner)

    def aloud(self, deadline: Deadline, dated: Dated) -> str | None:
        """Return what a customer is told of a date on the telephone."""
        return aloud(deadline, dated, self.call, self.manner)

    def gaps(self) -> Iterator[Gap]:
        """Yield every date the case lacks."""
        zone = ZoneInfo(self.call.case.zone)
        for found, pack in missing_dates(self.call.case, self.call.packs):
            title = pack.duties.get(found.duty, found.duty)
            words = gap(found, pack, zone, self.manner)
            yield Gap(found, pack.id, title, words, missing_aloud(found, pack, self.manner))

    def proven(self, deadline: Deadline, dated: Dated) -> Proven:
        """Return the proof of a date with what it names."""
        proof = deadline.due.derivation
        happened = [known.at for known in self.call.case.happenings if known.event == proof.start_event]
        option = deadline.due.kind == "window" and dated.bound == "firm"
        calendar = self.calendar(proof.calendar, proof.calendar_version)
        return Proven(proof, calendar, dated.pack, dated.last_day_of(happened), option, self.source(deadline))

    def source(self, deadline: Deadline) -> str | None:
        """Return where a date that was carried over stands in the other system; None for the register's own."""
        if deadline.carried is None:
            return None
        return self.text(self.call.case.source_of(deadline)) or self.manner.say(_("erased"))
