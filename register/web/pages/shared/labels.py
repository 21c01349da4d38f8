"""The words behind codes on pages: lists of our own, and the lists of a pack with their labels."""

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from register.domain.law.policy import CodeList, Pack
from register.domain.values import Code
from register.wording.lists import LISTS

Choices = list[SelectChoice]

LANGUAGES: Final = ("en", "ar", "zh", "el", "hi", "id", "it", "ko", "pa", "es", "tl", "vi")
WORDS: Final[Mapping[str, Mapping[str, LazyString]]] = {
    known: {code: _(text) for code, text in own.items()} for known, own in LISTS.items()
}


def word(known: str, code: str | None) -> str:
    """Return the words for a code of one of our lists; an unknown code is read plainly."""
    if not code:
        return ""
    found = WORDS[known].get(code)
    return str(found) if found is not None else code.replace("-", " ").replace("_", " ").capitalize()


def choices(known: str, blank: str | LazyString | None = None) -> Choices:
    """Return one of our lists as a form's choices, after an empty one where ``blank`` says its words."""
    return [*_blank(blank), *(SelectChoice(code, text) for code, text in WORDS[known].items())]


def label(pack: Pack, known: str, code: str | None) -> str:
    """Return the pack's label of a code."""
    if not code:
        return ""
    entry = pack.codes[Code(known)].entries.get(Code(code))
    return entry.label if entry else code


def pack_choices(pack: Pack, known: str, blank: str | LazyString | None = None) -> Choices:
    """Return one of the pack's lists as a form's choices."""
    entries = pack.codes[Code(known)].entries.values()
    return [*_blank(blank), *(SelectChoice(entry.code, entry.label) for entry in entries)]


def duty_title(packs: Iterable[Pack], code: str) -> str:
    """Return what a duty is called by the first pack that has it."""
    return next((pack.duties[Code(code)] for pack in packs if code in pack.duties), code)


def event_title(packs: Iterable[Pack], code: str) -> str:
    """Return what an event is called: by the first pack that has it, else by the register itself."""
    titles = (pack.events[Code(code)].title for pack in packs if code in pack.events)
    return next(titles, "") or word("event", code)


def pack_title(pack: Pack) -> str:
    """Return a pack's title, marked where it is an example or its law is not made yet."""
    if pack.is_draft:
        return str(gettext("%(title)s: draft law, UNCONFIRMED", title=pack.title))
    return gettext("%(title)s: an example, no law", title=pack.title) if pack.is_example else pack.title


def grouped(pack: Pack, known: str, blank: str | LazyString) -> Choices:
    """Return a long list of the pack by its headings, each in the alphabet's order; those under none come last."""
    code_list = pack.codes[Code(known)]
    parents = {entry.parent for entry in code_list.entries.values() if entry.parent}
    lines = [
        SelectChoice(entry.code, entry.label, optgroup=_heading(code_list, entry.parent))
        for entry in code_list.entries.values()
        if entry.code not in parents
    ]
    last = _heading(code_list, None)
    lines.sort(key=lambda line: (line.optgroup == last, line.optgroup, line.label.casefold()))
    return [*_blank(blank), *lines]


def _heading(code_list: CodeList, parent: Code | None) -> str:
    return code_list.entries[parent].label if parent else str(_("Everything else"))


def _blank(blank: str | LazyString | None) -> Choices:
    return [] if blank is None else [SelectChoice("", blank)]
