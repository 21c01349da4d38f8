"""The inspector: does the trail hold, and does replaying it give exactly what is stored? It changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import sqlalchemy as sa

from policies.catalogue import Policies
from register.domain.trail.checkpoint import Checkpoint, Verifier, open_note, parse_checkpoint
from register.inspector import kept
from register.inspector.chains import Progress, chains
from register.inspector.epochs import note_epochs
from register.inspector.find import check_find
from register.inspector.findings import Finding, Findings, Notebook
from register.inspector.guards import check_guards
from register.inspector.limits import Limits
from register.inspector.logs import check_logs
from register.inspector.numbers import check_numbers
from register.inspector.orders import Orders, check_orders
from register.inspector.projections import unowned
from register.inspector.proofs import Proofs
from register.inspector.rederivation import rederive
from register.inspector.replay import Replay, orphans
from register.inspector.tree import EARLIER, REMEMBERED, Kept, check_tree
from register.sealing_key import verifier
from register.sealing_memory import BadMemory, Memory
from register.store.as_found import inspecting_engine

T = TypeVar("T")


class Inspector:
    """Inspects the register at ``url``; ``keys`` are the verifier keys (``name+id+key``) whose signatures count.

    ``memory`` is what the sealer remembers beside its key, where that is at hand.
    """

    def __init__(self, url: str, policies: Policies, keys: Iterable[str], memory: Memory | None = None) -> None:
        self._engine = inspecting_engine(url)
        self._url, self._policies, self._memory = url, policies, memory
        self._keys = tuple(keys)
        self._verifiers = [verifier(key) for key in self._keys]

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def alone(self) -> "Inspector":
        """Return an inspector that looks at the database alone, whatever was signed last."""
        return Inspector(self._url, self._policies, self._keys)

    def verify(self, since: Iterable[str] = (), progress: Progress | None = None, *, replay: bool = True) -> Findings:
        """Inspect everything in one read-only transaction and return what was found.

        ``since`` are earlier checkpoints, as signed notes or as the three lines a report prints; raises ``BadNote`` for
        one that cannot be read. ``progress`` is told (entries done, of how many). Without ``replay`` only the guards,
        chains, tree and checkpoints are inspected.
        """
        earlier = [read_earlier(note, self._verifiers) for note in since]
        notebook = Notebook()
        # First what was signed, then the database: a sealer at work must not look like a trail that was cut.
        kept = [*self._signed_last(notebook), *(Kept(c.origin, c.head, EARLIER) for c in earlier)]
        with self._engine.connect() as connection:
            steps = Steps(connection, notebook)
            lost = steps.take(note_epochs) or set()
            # What an epoch names as lost cannot be compared any more, and is said with the epoch.
            kept = [k for k in kept if k.source is not EARLIER or k.head not in lost]
            steps.take(check_guards)
            size = steps.take(check_tree, self._verifiers, kept) or 0
            steps.take(self._replay if replay else _chains_alone, progress)
            for check in BESIDE if replay else ():
                steps.take(check)
        return _concluded(notebook, size, kept, replayed=replay)

    def _signed_last(self, notebook: Notebook) -> Iterator[Kept]:
        try:
            remembered = None if self._memory is None else self._memory.recall()
        except BadMemory as error:
            notebook.fault("memory-unreadable", reason=str(error))
            return
        if remembered is not None:
            yield Kept(remembered.origin, remembered.head, REMEMBERED)

    def rederive(self, processes: int = 1, progress: Progress | None = None) -> Findings:
        """Derive every open date of the stored cases again, with some processes; ``progress`` is told of cases."""
        notebook = rederive(self._url, self._policies, processes, progress)
        proven = () if notebook.fault_count else (_derived_again(notebook.counts),)
        left = (Finding("not-replayed"), Finding("entered-truth"))
        return Findings(tuple(notebook.faults), notebook.fault_count, (), notebook.counts, proven, left)

    def _replay(self, connection: sa.Connection, notebook: Notebook, progress: Progress | None) -> None:
        replay = Replay(connection, notebook, Limits(self._policies, notebook))
        beside = (reader(connection, notebook) for reader in (kept.References, Orders, Proofs))
        readers = (replay, *beside)
        for chain in chains(connection, notebook, progress):
            for reader in readers:
                reader.take(chain)
        for reader in readers:
            reader.finish()


class Steps:
    """The checks one after the other: one that breaks over what it finds is named, and the next goes on."""

    def __init__(self, connection: sa.Connection, notebook: Notebook) -> None:
        self._connection, self._notebook = connection, notebook

    def take(self, check: Callable[..., T], *more: object) -> T | None:
        """Carry a check to its end and return what it gives, ``None`` where it broke."""
        try:
            with self._connection.begin_nested():
                return check(self._connection, self._notebook, *more)
        except Exception as error:  # noqa: BLE001 -- whatever was put into the database, the other checks go on
            self._notebook.fault("check-unfinished", reason=type(error).__name__)
            return None


def _chains_alone(connection: sa.Connection, notebook: Notebook, progress: Progress | None) -> None:
    for _ in chains(connection, notebook, progress):
        pass


def _strangers(connection: sa.Connection, notebook: Notebook) -> None:
    for subject in orphans(connection):
        notebook.fault("subject-without-entry", subject)
    for kind, table, owner in unowned(connection):
        notebook.fault("row-without-entry", (kind, str(owner)), table=table)


BESIDE = (_strangers, kept.check_values, kept.check_documents, check_numbers, check_orders, check_logs, check_find)


def read_earlier(note: str, verifiers: Iterable[Verifier]) -> Checkpoint:
    """Return an earlier checkpoint: a signed note (its signature is checked) or the bare lines; raises ``BadNote``."""
    text = note.strip() + "\n"
    return parse_checkpoint(open_note(text, verifiers)[0] if "\n\n" in text else text)


def _concluded(notebook: Notebook, size: int, kept: list[Kept], *, replayed: bool) -> Findings:
    counts = notebook.counts
    shown = (*_proven(counts, size, kept, replayed=replayed), *notebook.shown)
    return Findings(
        tuple(notebook.faults),
        notebook.fault_count,
        tuple(notebook.notes),
        counts,
        shown if notebook.fault_count == 0 else (),
        (*_not_proven(counts, kept, replayed=replayed), *notebook.open),
    )


def _proven(counts: dict[str, int], size: int, kept: list[Kept], *, replayed: bool) -> Iterator[Finding]:
    yield Finding("guards-stand", params={"triggers": counts.get("triggers", 0)})
    yield Finding("sealed-unchanged", params={"size": size, "checkpoints": counts.get("checkpoints", 0)})
    yield Finding("chains-gapless", params={"subjects": counts.get("subjects", 0), "entries": counts.get("entries", 0)})
    for checkpoint in kept:
        yield Finding(checkpoint.source.held, params={"size": checkpoint.head.size})
    if replayed:
        yield Finding(
            "replay-equals-rows", params={"subjects": counts.get("replayed", 0), "rows": counts.get("rows", 0)}
        )
        yield _derived_again(counts)
        yield Finding("approvals-by-others", params={"approvals": counts.get("approvals", 0)})
        yield Finding("values-kept", params={"sealed": counts.get("sealed", 0)})


def _derived_again(counts: dict[str, int]) -> Finding:
    return Finding("dates-derived-again", params={"deadlines": counts.get("deadlines", 0)})


def _not_proven(counts: dict[str, int], kept: list[Kept], *, replayed: bool) -> Iterator[Finding]:
    if waiting := counts.get("waiting", 0) + counts.get("unsigned", 0):
        yield Finding("not-yet-sealed", params={"entries": waiting})
    if not replayed:
        yield Finding("not-replayed")
    sources = {checkpoint.source for checkpoint in kept}
    if REMEMBERED not in sources:
        yield Finding("cut-might-be-hidden")
    if EARLIER not in sources:
        yield Finding("history-might-be-rebuilt")
    yield Finding("entered-truth")
