"""Entries of the trail as people read them, in the visitor's language and the zone of the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Final

from flask_babel import LazyString, gettext, ngettext

from register.domain.actors import CONSOLE, INTAKE, WORKER
from register.domain.display import shown
from register.domain.trail.entry import Entry
from register.imports.importer import IMPORTER
from register.timeline import Line, Say, lines
from register.timeline.of_cases import ERASED, WITHHELD
from register.web import formats
from register.web.assets import Icon
from register.web.texts import locale

NOT_OPENED: Final = frozenset({ERASED, WITHHELD})


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history, as the timeline of the parts shows it."""

    at: datetime
    title: LazyString | str
    who: str
    tone: str
    picture: Icon | None
    text: str = ""


def say(zone: tzinfo, words: Mapping[str, Mapping[str, str]] | None = None) -> Say:
    """Return how a page says instants, days and codes."""
    return Say(lambda at: formats.moment(at, zone, locale()), lambda on: formats.day(on, locale()), words or {})


def events_of(entries: Sequence[Entry], names: Mapping[str, str], plain: Mapping[str, str], manner: Say) -> list[Event]:
    """Return one event a fact, in the order of the entries; what ``plain`` does not hold is left out."""
    safe = {digest: shown(words).text for digest, words in plain.items()}
    return [
        Event(line.at, line.title, line.actor, "quiet", None, " · ".join(_details(line)))
        for line in lines(entries, names, safe, gettext, manner)
    ]


def titles_of(
    entry: Entry, names: Mapping[str, str], manner: Say, plain: Mapping[str, str] | None = None
) -> list[tuple[str, list[str]]]:
    """Return what an entry says in short: each title once, with how often; and the details, as far as ``plain``."""
    told = lines([entry], names, plain or {}, gettext, manner)
    found = []
    for title, group in groupby(told, key=lambda line: line.title):
        same = list(group)
        times = "" if len(same) == 1 else " " + ngettext("(%(num)d time)", "(%(num)d times)", len(same))
        found.append((title + times, [" · ".join(_details(line)) for line in same if _details(line)]))
    return found


def who(names: Mapping[str, str], actor: str) -> str:
    """Return the name behind what the trail records."""
    machines: dict[str, str] = {
        WORKER.name: gettext("The register"),
        INTAKE.name: gettext("Intake"),
        IMPORTER.name: gettext("The import"),
        CONSOLE.name: gettext("The operator"),
    }
    return names.get(actor) or machines.get(actor, actor)


def _details(line: Line) -> list[str]:
    hidden = {gettext(text) for text in NOT_OPENED}
    return [f"{label}: {words}" for label, words in line.details if words not in hidden]
