"""What every code of a case is called, by its list: our own words and those of the packs it is held to."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from babel import Locale

from register.domain.law.policy import Pack
from register.wording.lists import LISTS


def spoken(packs: Iterable[Pack], gettext: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """Return the words of every list a case under these packs can have codes of, by list and code.

    Where the packs share a code of one list, the first of them says it.
    """
    found = {known: {code: gettext(text) for code, text in own.items()} for known, own in LISTS.items()}
    for pack in reversed(tuple(packs)):
        for name, words in _of_pack(pack):
            found.setdefault(name, {}).update(words)
    found["closing-basis"] = {**found["basis"], **found.get("early-close-basis", {})}
    found["replaced"] |= found["closing-basis"]
    return found


def _of_pack(pack: Pack) -> Iterator[tuple[str, dict[str, str]]]:
    for name, known in pack.codes.items():
        yield name, {entry.code: entry.label for entry in known.entries.values()}
    yield "event", {event: known.title for event, known in pack.events.items()}
    yield "duty", {str(duty): title for duty, title in pack.duties.items()}
    yield "letter", {kind.id: kind.title for kind in pack.letter_types.values()}
    yield "rule", {rule.id: pack.duties.get(rule.duty, rule.duty) for rule in pack.rules.values()}
    yield "class", {kind.id: kind.title for kind in pack.classes.values()}
    yield "prohibition", {ban.id: ban.title for ban in pack.prohibitions}
    yield "scheme", {scheme.id: scheme.title for scheme in pack.schemes}
    yield "risk", {risk.id: risk.title for risk in pack.risks}
    yield "language", {each: _language(each) for each in pack.languages}


@cache
def _language(code: str) -> str:
    return Locale.parse(code, sep="-").get_display_name("en") or code
