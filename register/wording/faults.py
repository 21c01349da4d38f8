"""The sentence behind mistakes in the files of a pack and in files brought in, in a trail nobody may sign, on paper."""

from typing import Final

from register.wording.marker import _

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

FILES: Final[dict[str, str]] = {
    "column-twice": _("The column “%(column)s” stands there twice."),
    "not-a-web-address": _("This is not an address of the web: it starts with https:// or http://."),
    "reference-twice": _("The row %(row)s has the same reference."),
    "row-differs": _("This reference was imported before, and its row said something else. Nothing was changed."),
    "row-unreadable": _("This row cannot be read: %(reason)s."),
    "table-empty": _("“%(file)s” is empty."),
    "table-without-rows": _("“%(file)s” holds a heading and no row."),
    "table-unreadable": _("“%(file)s” cannot be read: %(reason)s."),
    "unknown-columns": _("There are no such columns: %(given)s. There are: %(known)s."),
    "file-is-program": _("This file is a program, and no program is kept as evidence."),
    "file-not-as-named": _("This file is not what its name says. Give it its right name, or attach the right file."),
}

UNSEALED: Final[dict[str, str]] = {
    "checkpoint-unsigned": _("Nothing was sealed: the newest checkpoint, over %(size)s entries, is not ours."),
    "clock-far-ahead": _(
        "The clock says %(now)s, and the register was last sealed %(last)s. Nothing is sealed and no limit recorded as"
        " passed until somebody has looked: set the clock right, or confirm it with `register clock --confirm`."
    ),
    "entry-without-hash": _("Nothing was sealed: the entry %(entry)s was changed in the database."),
    "leaf-lost": _("Nothing was sealed: the tree has lost its entry at place %(leaf)s."),
    "memory-of-another": _("Nothing was sealed: what was signed last is remembered for another register, %(origin)s."),
    "memory-unreadable": _("Nothing was sealed: what was signed last cannot be read. %(reason)s."),
    "sealed-again": _("Nothing was sealed: the entry %(entry)s waits for the tree, which has it at place %(leaf)s."),
    "signed-cut": _(
        "Nothing was sealed: a checkpoint over %(size)s entries was signed, and the tree holds only %(leaves)s. If this"
        " database was restored from an older backup, record that: `register trail epoch`."
    ),
    "signed-differs": _(
        "Nothing was sealed: the tree does not continue what was signed over %(size)s entries. If this database was"
        " restored from an older backup, record that: `register trail epoch`."
    ),
    "tree-unreadable": _("Nothing was sealed: the tree's own summary was changed in the database."),
}

PRINTING: Final[dict[str, str]] = {
    "cannot-be-printed": _("No letter can show the character %(character)s. Take it out, or write it in words."),
    "letter-too-long": _("The letter is too long: at most %(longest)s characters in all its parts together."),
    "letter-too-many-lines": _("The letter has too many lines: at most %(most)s in all its parts together."),
    "period-not-over": _("The period runs until %(last)s. A report on it is made and issued once it is over."),
}
