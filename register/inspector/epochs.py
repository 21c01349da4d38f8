"""The epochs of a trail: what a database restored from an older backup no longer holds, named for good."""

import sqlalchemy as sa

from register.domain.codec import from_text
from register.domain.commands.register import REGISTER
from register.domain.subjects.firm import Firm
from register.domain.trail.tree import Head
from register.inspector.findings import Notebook
from register.store import tables as t


def note_epochs(connection: sa.Connection, notebook: Notebook) -> set[Head]:
    """State each epoch and return what had been signed before it and was lost.

    That the stored value tells of all epochs is for the replay to show.
    """
    s = t.subjects.c
    lost: set[Head] = set()
    state = connection.execute(sa.select(s.state).where(s.kind == REGISTER.kind, s.id == REGISTER.id)).scalar()
    try:
        firm = from_text(Firm, state) if state else Firm()
    except (AttributeError, KeyError, TypeError, ValueError):
        notebook.fault("state-unreadable", (REGISTER.kind, REGISTER.id))
        return lost
    for epoch in firm.epochs:
        lost.add(Head(epoch.lost_size, bytes.fromhex(epoch.lost_root)))
        notebook.note(
            "epoch-begun",
            epoch=epoch.id,
            day=epoch.at.date().isoformat(),
            size=epoch.size,
            lost=epoch.lost_size,
            root=epoch.lost_root,
        )
    return lost
