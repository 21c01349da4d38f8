"""Entries of the trail as people read them."""

from collections.abc import Mapping, Sequence

from register.domain.trail import Entry
from register.web.assets import icon
from register.web.pages.letter_history import Event


def events_of(names: Mapping[str, str], entries: Sequence[Entry]) -> list[Event]:
    """Return one line per fact, in the order of the entries."""
    return [
        Event(entry.at, title_of(fact), who(names, entry.actor), "quiet", icon("dot"))
        for entry in entries
        for fact in entry.facts
    ]


def title_of(fact: object) -> str:
    """Return what a fact says, in a few words."""
    _kind, noun, verb = str(getattr(fact, "TAG", "fact:fact:happened/1")).split("/")[0].split(":")
    return f"{noun.replace('-', ' ').capitalize()} {verb.replace('-', ' ')}"


def who(names: Mapping[str, str], actor: str) -> str:
    """Return the name behind what the trail records."""
    return names.get(actor) or actor.replace("system:", "").replace("operator:", "")
