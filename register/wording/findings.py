"""What the inspector finds, in plain words, for every edge."""

from collections.abc import Callable, Mapping
from typing import Final

from register.wording.marker import _

TOLD: Final[dict[str, str]] = {
    # proven
    "guards-stand": _("The database's own guards against change stand and are enabled (%(triggers)s triggers)."),
    "sealed-unchanged": _(
        "All %(size)s sealed entries are exactly those under the signed checkpoints (%(checkpoints)s checked)."
    ),
    "chains-gapless": _("The %(entries)s entries of %(subjects)s subjects form chains without a gap."),
    "history-kept": _("The trail of today continues the earlier checkpoint over %(size)s entries unchanged."),
    "signed-last-kept": _(
        "The trail continues what the sealer signed last (%(size)s entries), as remembered outside the database."
    ),
    "replay-equals-rows": _(
        "Replaying the trail gives exactly the stored rows (%(subjects)s subjects, %(rows)s rows)."
    ),
    "dates-derived-again": _("Every legal date was derived again and is the same (%(deadlines)s dates)."),
    "approvals-by-others": _("Every approval was given by another person than the author (%(approvals)s checked)."),
    "values-kept": _("Each of the %(sealed)s personal values the trail refers to is kept, and unchanged."),
    "logs-kept": _(
        "The logs of refusals, sign-ins, reads, deliveries and checkpoints are as sealed, to %(day)s (%(rows)s rows)."
    ),
    # not proven
    "not-yet-sealed": _(
        "%(entries)s entries are not sealed yet: until the next checkpoint covers them, nothing shows a change to them."
    ),
    "logs-never-sealed": _(
        "Refusals, sign-ins, reads and deliveries were never sealed yet: the worker does it once a day is over."
    ),
    "logs-not-sealed": _(
        "Refusals, sign-ins, reads and deliveries since %(day)s are not sealed: the worker does it once a day is over."
    ),
    "not-replayed": _("The stored rows were not compared with the trail."),
    "cut-might-be-hidden": _(
        "Who can write to the database could have taken it back to an older checkpoint: what the sealer signed last,"
        " which is kept beside its key, was not at hand."
    ),
    "history-might-be-rebuilt": _(
        "Who holds the database, the key and what lies beside the key could have rebuilt the whole history. Verify with"
        " an earlier checkpoint to rule this out: the one printed on the last report will do."
    ),
    "entered-truth": _("Whether what people entered was true is beyond any such check."),
    # notes
    "epoch-begun": _(
        "Epoch %(epoch)s began on %(day)s: a backup with %(size)s sealed entries was restored after %(lost)s had been"
        " signed (root %(root)s). What those held beyond the backup is not in this trail."
    ),
    "reference-gap": _("Case numbers %(first)s to %(last)s were never used; gaps may occur."),
    # differences
    "approved-own-work": _("Somebody approved their own work."),
    "approved-by-another": _("An approval names another person than the one who recorded it."),
    "approved-other-content": _("An approval binds to another content than the one that was submitted."),
    "approved-though-linked": _("Somebody approved who is linked to the complaint's subject."),
    "approved-without-role": _("Somebody approved who did not hold the role at that time."),
    "chain-broken": _("An entry does not continue the one before it."),
    "checkpoint-missing": _("The checkpoint that was signed last, over %(size)s entries, is missing."),
    "checkpoint-row-differs": _("The checkpoint over %(size)s entries differs from its signed note."),
    "checkpoint-unsigned": _("The checkpoint over %(size)s entries has no valid signature."),
    "check-unfinished": _(
        "A check could not be finished, for something in the database is not what it was (%(reason)s)."
    ),
    "column-foreign": _("The column “%(column)s” of “%(table)s” is not the register's."),
    "column-missing": _("The column “%(column)s” of “%(table)s” is missing."),
    "command-missing": _("The command behind entry %(seq)s is missing."),
    "command-unreadable": _("What came of a command cannot be read (%(actor)s, %(command)s)."),
    "deadline-differs": _(
        "A legal date is not the one the pack derives (%(rule)s: stored %(stored)s, derived %(derived)s)."
    ),
    "deadline-underivable": _("A legal date cannot be derived again (%(reason)s)."),
    "document-differs": _("A kept document was changed."),
    "document-missing": _("A kept document is missing."),
    "entry-changed": _("Entry %(seq)s was changed: its bytes do not have the hash beside them."),
    "entry-malformed": _("Entry %(seq)s does not have the form of an entry."),
    "entry-missing": _("Entry %(seq)s is missing: %(found)s stands in its place."),
    "entry-placed-twice": _("An entry stands twice in the tree."),
    "entry-row-differs": _("An entry's columns differ from its bytes."),
    "entry-unplaced": _("An entry is neither in the tree nor waiting for it."),
    "entry-unreadable": _("An entry cannot be read."),
    "history-rewritten": _("The trail of today does not continue the earlier checkpoint over %(size)s entries."),
    "leaf-missing": _("The tree has a hole before place %(next)s."),
    "leaf-without-entry": _("The entry at place %(leaf)s of the tree was removed."),
    "log-differs": _("The log “%(log)s” is not as sealed, %(first)s to %(last)s (%(rows)s rows then, %(found)s now)."),
    "lookup-differs": _("The search key of a sealed value was changed."),
    "memory-unreadable": _("What the sealer signed last cannot be read. %(reason)s."),
    "number-missing": _("The number %(number)s of this complaint is missing from the sequence."),
    "number-unreadable": _("The sequence of case numbers holds what is no number."),
    "other-origin": _("The checkpoint over %(size)s entries belongs to another register (%(origin)s)."),
    "queued-without-entry": _("An entry that waited to be sealed is gone."),
    "find-differs": _("This is not found by exactly the words that are kept of it; `register maintain` mends that."),
    "find-foreign": _("Words are found that belong to no case and no message; `register maintain` mends that."),
    "proof-differs": _("The proof %(proof)s of legal dates was changed: its bytes do not have this hash."),
    "proof-missing": _("The proof %(proof)s of a legal date is missing."),
    "root-differs": _("The tree no longer has the root of the checkpoint over %(size)s entries."),
    "row-differs": _("A row of “%(table)s” was changed past the register (%(columns)s)."),
    "row-missing": _("A row of “%(table)s” is missing."),
    "row-unexplained": _("A row of “%(table)s” is in no entry of the trail."),
    "row-without-entry": _("A row of “%(table)s” belongs to nothing in the trail."),
    "rule-foreign": _("The rule “%(rule)s” on “%(table)s” is not the register's: it may lose or hide rows."),
    "sealed-value-differs": _("A sealed value was changed."),
    "sealed-value-misplaced": _("A sealed value is kept under something else: “%(kind)s” of entry %(seq)s."),
    "sealed-value-missing": _("A sealed value is missing: “%(kind)s” of entry %(seq)s. Nothing recorded its erasure."),
    "signed-last-cut": _(
        "The trail was cut: the sealer signed %(size)s entries, and the tree holds only %(leaves)s. A database that was"
        " restored from an older backup looks the same: then record it, `register trail epoch`."
    ),
    "signed-last-differs": _(
        "History was rewritten: the first %(size)s entries are not those that the sealer signed last."
    ),
    "state-differs": _("The stored state is not what the trail gives."),
    "state-unreadable": _("The stored state cannot be read."),
    "subject-differs": _("The stored version is not the one the trail gives."),
    "subject-missing": _("What the trail tells of is not stored."),
    "subject-without-entry": _("Something is stored that the trail does not know."),
    "table-foreign": _("The table “%(table)s” is not the register's."),
    "table-missing": _("The table “%(table)s” is missing."),
    "tree-cut": _("The tree is shorter than the checkpoint over %(size)s entries."),
    "tree-differs": _("The tree's own summary differs from its leaves."),
    "trigger-altered": _("The guard “%(trigger)s” of “%(table)s” was altered."),
    "trigger-disabled": _("The guard “%(trigger)s” of “%(table)s” is switched off."),
    "trigger-foreign": _("The trigger “%(trigger)s” of “%(table)s” is not the register's: it may change rows."),
    "trigger-missing": _("The guard “%(trigger)s” of “%(table)s” is missing."),
    "version-differs": _("A kept version of a complaint was changed."),
    "version-mark-differs": _("A kept version of a complaint is marked with the wrong tree size."),
    "version-missing": _("A kept version of a complaint is missing."),
    "version-without-entry": _("A kept version of a complaint is in no entry of the trail."),
}


def told(code: str, params: Mapping[str, str | int], gettext: Callable[[str], str] = str) -> str:
    """Return a finding as a sentence in the language of ``gettext``; an unknown code is read plainly."""
    known = TOLD.get(code)
    if known is not None:
        try:
            return gettext(known) % params
        except KeyError:
            # A number is missing: a plain reading of the code still says more than an error page.
            pass
    details = ", ".join(f"{name}: {value}" for name, value in params.items())
    return f"{code.replace('-', ' ').capitalize()}{f' ({details})' if details else ''}."
