"""What happened to a subject, told to people: one line a fact, in their language.

Codes become words and sealed values plain text only as far as the caller hands them over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final

from register.domain.codec import Fact
from register.domain.facts import case as f
from register.domain.facts import letter as le
from register.domain.sealed import Sealed
from register.domain.subjects.respondents import Share
from register.domain.trail.entry import Entry
from register.domain.values import Id
from register.timeline.lists import list_of
from register.timeline.of_carried_over import CARRIED_OVER
from register.timeline.of_cases import ACTORS, CASE, ENDED, ERASED, LETTER, NO, WITHHELD, YES, Telling
from register.timeline.of_endings import ENDING
from register.timeline.of_others import ACCOUNT, CHANNEL, MESSAGE, REGISTER, REPORT
from register.timeline.of_people import PEOPLE
from register.timeline.of_respondents import OWN_FIRM, RESPONDENTS
from register.timeline.of_schemes import SCHEME

Gettext = Callable[[str], str]
TELLING: Final[Mapping[str, Telling]] = {
    **CASE,
    **ENDING,
    **SCHEME,
    **PEOPLE,
    **CARRIED_OVER,
    **RESPONDENTS,
    **LETTER,
    **MESSAGE,
    **ACCOUNT,
    **CHANNEL,
    **REGISTER,
    **REPORT,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact told: when, by whom, what. ``number`` is the entry's place in the subject's chain.

    ``privileged`` lines stay out of exports; their words are only there when the caller could open them.
    """

    number: int
    at: datetime
    actor: str
    tag: str
    title: str
    details: tuple[tuple[str, str], ...] = ()
    privileged: bool = False


def _iso(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes")


@dataclass(frozen=True, slots=True)
class Say:
    """How instants, days and codes are said; without words for a code, the code itself.

    ``words`` are by list and code: the same code says one thing in one list and another in the next.
    """

    moment: Callable[[datetime], str] = _iso
    day: Callable[[date], str] = date.isoformat
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


PLAINLY = Say()
# Where a fact says of which complainant it is.
WHOSE: Final = frozenset({"person", "contact.person", "dispatch.person"})


def lines(
    entries: Sequence[Entry], names: Mapping[str, str], plain: Mapping[str, str], gettext: Gettext, say: Say = PLAINLY
) -> list[Line]:
    """Return every fact of a subject's entries as a line, in order.

    ``names`` are the people's, by the name the trail records; ``plain`` the opened texts by digest; ``gettext`` speaks
    the reader's language.
    """
    parts = {**dict(_parts(entries)), **dict(_people(entries, plain))}
    joint = any(isinstance(fact, f.ComplainantAdded) for entry in entries for fact in entry.facts)
    teller = _Teller(names, plain, gettext, say, parts, joint)
    return [teller.line(entry, fact) for entry in entries for fact in entry.facts]


@dataclass(frozen=True, slots=True)
class _Teller:
    names: Mapping[str, str]
    plain: Mapping[str, str]
    gettext: Gettext
    say: Say
    parts: Mapping[Id, tuple[str, str]]
    joint: bool

    def line(self, entry: Entry, fact: Fact) -> Line:
        title, labels = TELLING[fact.TAG]
        if fact.TAG in ENDED and getattr(fact, fields(fact)[0].name) is None:  # type: ignore[arg-type]  # facts are dataclasses
            title = ENDED[fact.TAG]
        privileged = bool(getattr(fact, "privileged", False))
        said = (
            (self.gettext(label), self._said(self._value(entry, fact, path), list_of(fact.TAG, path), privileged))
            for path, label in labels.items()
        )
        details = tuple((label, words) for label, words in said if words)
        return Line(entry.seq, entry.at, self._who(entry.actor), fact.TAG, self.gettext(title), details, privileged)

    def _value(self, entry: Entry, fact: Fact, path: str) -> Any:  # noqa: ANN401 -- any field of any fact
        """Return what a fact says at a path; where several complain, also that it is of whom it was registered for."""
        value = _found(fact, path)
        return entry.subject if value is None and self.joint and path in WHOSE else value

    def _who(self, actor: str) -> str:
        return self.names.get(actor) or (self.gettext(ACTORS[actor]) if actor in ACTORS else actor)

    def _said(self, value: Any, listed: str, privileged: bool) -> str:  # noqa: ANN401 -- any field of any fact
        match value:
            case None:
                said = ""
            case bool():
                said = self.gettext(YES if value else NO)
            case Sealed():
                said = self.plain.get(value.digest) or self.gettext(WITHHELD if privileged else ERASED)
            case datetime():
                said = self.say.moment(value)
            case date():
                said = self.say.day(value)
            case tuple() | frozenset():
                said = ", ".join(words for item in value if (words := self._said(item, listed, privileged)))
            case Id():
                said = self._known(value)
            case Share():
                said = self._share(value)
            case _:
                said = self._named(listed, str(value))
        return said

    def _share(self, share: Share) -> str:
        firm = self.gettext(OWN_FIRM) if share.respondent is None else self._known(share.respondent)
        return f"{firm}: {share.amount}" if share.percent is None else f"{firm}: {share.percent} %"

    def _named(self, listed: str, code: str) -> str:
        return self.say.words.get(listed, {}).get(code) or (self._who(code) if ":" in code else code)

    def _known(self, part: Id) -> str:
        """Return what an id stands for: a part of this subject, or an account; else nothing people could read."""
        if part in self.parts:
            return self._named(*self.parts[part])
        return self.names.get(f"account:{part}", "")


def _found(fact: Fact, path: str) -> Any:  # noqa: ANN401 -- any field of any fact
    """Return the value at a dotted path; None where something on the way is not there."""
    value: Any = fact
    for name in path.split("."):
        value = None if value is None else attrgetter(name)(value)
    return value


def _people(entries: Iterable[Entry], plain: Mapping[str, str]) -> Iterator[tuple[Id, tuple[str, str]]]:
    """Yield who complains, whom some limits run for separately, other firms, and the sources of dates carried over.

    All as far as they could be opened.
    """
    for subject, fact in ((entry.subject, fact) for entry in entries for fact in entry.facts):
        match fact:
            case f.PartyAdded():
                yield fact.party.id, ("", plain.get(fact.party.name.digest, ""))
            case f.RespondentNamed():
                yield fact.respondent.id, ("", plain.get(fact.respondent.name.digest, ""))
            case f.DateCarriedOver():
                yield fact.date.id, ("", plain.get(fact.date.source.digest, ""))
            case f.ComplainantAdded() | f.ComplainantRecorded():
                who = fact.complainant
                if who.name is not None:
                    yield who.id or subject, ("", plain.get(who.name.digest, ""))


def _parts(entries: Iterable[Entry]) -> Iterator[tuple[Id, tuple[str, str]]]:
    """Yield the list and the code each part of a case goes by, so that later facts about it can name it."""
    rules: dict[Id, str] = {}
    letters: dict[Id, str] = {}
    remedies: dict[Id, str] = {}
    for fact in (fact for entry in entries for fact in entry.facts):
        match fact:
            case f.DeadlineSet():
                rules[fact.deadline] = fact.due.rule
                yield fact.deadline, ("rule", fact.due.rule)
            case f.EventHappened():
                yield fact.happening.id, ("event", fact.happening.event)
            case f.BreachOpened():
                yield fact.breach.id, ("rule", rules.get(fact.breach.deadline, ""))
            case f.RemedyPromised():
                remedies[fact.remedy.id] = fact.remedy.code
                yield fact.remedy.id, ("remedy", fact.remedy.code)
            case f.RemedyProposed():
                yield fact.proposal.id, ("remedy", remedies.get(fact.proposal.remedy, ""))
            case f.TaskOpened():
                yield fact.task.id, ("task", fact.task.kind)
            case le.LetterDrafted():
                letters[fact.letter] = fact.content.type
                yield fact.letter, ("letter", fact.content.type)
            case le.LetterQueued():
                yield fact.dispatch.id, ("letter", letters.get(fact.dispatch.letter, ""))
