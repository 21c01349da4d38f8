"""The sentence behind each mistake in the files of a pack; the file and the key stand before it."""

from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated when somebody reads it."""
    return text


FAULTS: Final[dict[str, str]] = {
    "pack-unreadable": _("The file cannot be read: %(reason)s."),
    "pack-misplaced": _("The pack says that it is “%(found)s”; its folder and file name say otherwise."),
    "pack-missing-key": _("This is missing."),
    "pack-unknown-key": _("Packs have no such key here."),
    "pack-unknown-value": _("“%(found)s” is not known here. Known: %(allowed)s."),
    "pack-unknown-column": _("A code list has the columns code, label, parent and cite; found: %(found)s."),
    "pack-wrong-type": _("This must be of the kind %(expected)s; it is %(found)s."),
    "pack-bad-value": _("“%(found)s” cannot stand here; expected: %(expected)s."),
    "pack-bad-code": _("The code “%(found)s” is there twice, or under a heading that is not (line %(line)s)."),
    "pack-duplicate": _("“%(found)s” is there twice."),
    "pack-one-of": _("Exactly one of these must be there: %(keys)s."),
    "pack-stop-needs-days": _("A clock that stops needs a limit in days; this one counts in %(unit)s."),
    "class-never-matches": _(
        "No complaint can ever be of this class: it allows no value, or an earlier class takes every such complaint."
    ),
    "block-without-text": _("The standard text in the language %(language)s is missing."),
    "provision-unknown-reference": _("The pack has nothing called “%(found)s”."),
}
