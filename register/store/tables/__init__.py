"""Every table that commands and the sealer write. ``subjects`` holds values; the rest of the rows are their projection.

The projection is written from the value alone (``register.store.rows``), so replaying the trail must give exactly
these rows; the inspector checks that.
"""

from register.store.tables.cases import (
    NO_DATE,
    breaches,
    cases,
    deadlines,
    dispatches,
    escalations,
    holds,
    letters,
    remedies,
    tasks,
)
from register.store.tables.columns import code_column, id_column, metadata
from register.store.tables.kept import case_numbers, commands, documents, find_entries, sealed_values
from register.store.tables.others import accounts, approvals, channels, messages, reports, tokens
from register.store.tables.trail import (
    case_versions,
    checkpoints,
    entries,
    leaves,
    proofs,
    subjects,
    tree,
    unsealed,
    version_marks,
)

__all__ = [
    "NO_DATE",
    "accounts",
    "approvals",
    "breaches",
    "case_numbers",
    "case_versions",
    "cases",
    "channels",
    "checkpoints",
    "code_column",
    "commands",
    "deadlines",
    "dispatches",
    "documents",
    "entries",
    "escalations",
    "find_entries",
    "holds",
    "id_column",
    "leaves",
    "letters",
    "messages",
    "metadata",
    "proofs",
    "remedies",
    "reports",
    "sealed_values",
    "subjects",
    "tasks",
    "tokens",
    "tree",
    "unsealed",
    "version_marks",
]
