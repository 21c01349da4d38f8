"""The dates of a case for programs: each with its whole proof, in words and day by day, and those that are missing."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from marshmallow import fields

from register.api.context import the_register
from register.domain.law.announced import doubt
from register.domain.law.day_by_day import stretches
from register.domain.law.proofs import Derivation
from register.domain.obligations.dates import Dated, alternatives, dated
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from register.reader.cases import CaseFile
from register.schemas import answers
from register.schemas.dates import DaysOfLimit, MissingDate, ReplacementOfDate, SaidOfDate
from register.schemas.shown import bare, opened, shown, with_more
from register.wording.dates.aloud import Call
from register.wording.dates.manner import PLAINLY
from register.wording.dates.told import Telling

DeadlineAnswer = with_more(
    shown(Deadline),
    "DeadlineNow",
    passed=fields.Boolean,
    title=fields.String,
    legal=fields.Boolean,
    bound=fields.String,
    prompt=fields.Boolean,
    example=fields.Boolean,
    draft=fields.Boolean,
    claimed=fields.Boolean,
    source=partial(fields.String, allow_none=True),
    announced_year=partial(fields.Integer, allow_none=True),
    estimated=partial(fields.List, fields.Nested(answers.EstimatedDay)),
    why=partial(fields.List, fields.Nested(SaidOfDate)),
    days=partial(fields.List, fields.Nested(DaysOfLimit)),
    aloud=partial(fields.String, allow_none=True),
    alternative_of=partial(fields.String, allow_none=True, metadata={"format": "uuid"}),
    replacement=partial(fields.Nested, ReplacementOfDate, allow_none=True),
)
MissingDates = partial(fields.List, fields.Nested(MissingDate))


class Dates:
    """The dates of one case, told to a program."""

    def __init__(self, file: CaseFile) -> None:
        """Read what they stand on: packs, calendars, the trail, and the time."""
        self.file, self.register = file, the_register()
        packs = tuple(self.register.policies.pack(choice.pack, choice.version) for choice in file.case.packs)
        call = Call(file.case, packs, self.register.clock())
        self.telling = Telling(call, file.entries, self.register.policies.calendar, file.text, PLAINLY)
        self.pairs = dated(file.case, self.register.policies.pack)
        self.first = dict(_firsts(self.pairs))

    def shown(self, deadline: Deadline, known: Dated) -> dict[str, Any]:
        """Return a date as it is answered."""
        return {
            **opened(deadline, self.file.plain),
            "passed": deadline.is_open and deadline.due.due_at <= self.telling.call.now,
            "title": known.title,
            "legal": known.legal,
            "bound": known.bound,
            "prompt": known.prompt,
            "example": known.pack.is_example,
            "draft": known.pack.is_draft,
            "claimed": not deadline.due.unclaimed,
            "source": self.file.text(self.file.case.source_of(deadline)),
            **self._doubt(deadline.due.derivation),
            "why": [said._asdict() for said in self.telling.why(deadline, known)],
            "days": list(self._days(deadline, known)),
            "aloud": self.telling.aloud(deadline, known),
            "alternative_of": self.first.get(deadline.id),
            "replacement": self._replacement(deadline.id),
        }

    def missing(self) -> list[dict[str, Any]]:
        """Return the dates the case lacks."""
        return [
            {"pack": gap.pack, "title": gap.title, "words": gap.words, "aloud": gap.aloud, **bare(gap.found)}
            for gap in self.telling.gaps()
        ]

    def _days(self, deadline: Deadline, known: Dated) -> Iterator[Mapping[str, Any]]:
        of_days = self.telling.picture(deadline, known)
        for stretch in stretches(of_days.days):
            yield {**bare(stretch), "holiday": of_days.names.get(stretch.from_day)}

    def _doubt(self, proof: Derivation) -> dict[str, Any]:
        """Return why a date is provisional: the last year announced where it lies past it, and its estimated days."""
        found = doubt(proof, self.register.policies.calendar(proof.calendar, proof.calendar_version))
        days = [{"day": day.isoformat(), "holiday": holiday.name} for day, holiday in found.estimated]
        return {"announced_year": found.announced_year, "estimated": days}

    def _replacement(self, deadline: Id) -> dict[str, Any] | None:
        found = next((one for one in self.telling.replacements if one.old == deadline), None)
        return None if found is None else {"at": bare(found.at), "reason": found.reason, "by": found.by}


def _firsts(pairs: tuple[tuple[Deadline, Dated], ...]) -> Iterator[tuple[Id, Id]]:
    """Yield each later alternative with the strictest date of which the same act keeps one."""
    for same in alternatives(pairs):
        first, *others = sorted((deadline for deadline, _known in same), key=lambda one: one.due.due_at)
        yield from ((other.id, first.id) for other in others)
