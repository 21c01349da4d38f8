"""The shared proofs of dates: each is what its hash says, and each that an entry names is kept."""

from hashlib import sha256

import sqlalchemy as sa

from register.inspector.chains import Chain
from register.inspector.findings import Notebook
from register.store import tables as t
from register.store.proofs import named_in


class Proofs:
    """Holds the proofs that the trail names against those that are kept, each distinct one once."""

    def __init__(self, connection: sa.Connection, notebook: Notebook) -> None:
        self._connection, self._notebook = connection, notebook
        self._named: dict[str, tuple[str, str]] = {}

    def take(self, chain: Chain) -> None:
        """Note the proofs that a subject's entries name."""
        for digest in named_in(row.body for row in chain.rows if isinstance(row.body, bytes)):
            self._named.setdefault(digest, (chain.ref.kind, chain.ref.id))

    def finish(self) -> None:
        """Name every proof that is missing, and every one that is not what its hash says."""
        kept = set()
        for row in self._connection.execute(sa.select(t.proofs).order_by(t.proofs.c.hash)).all():
            kept.add(row.hash)
            self._notebook.count("proofs")
            if not isinstance(row.bytes, bytes) or sha256(row.bytes).hexdigest() != row.hash:
                self._notebook.fault("proof-differs", self._named.get(row.hash), proof=row.hash)
        for digest in sorted(self._named.keys() - kept):
            self._notebook.fault("proof-missing", self._named[digest], proof=digest)
