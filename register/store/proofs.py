"""The shared proofs of dates: kept once, in the order of their hashes, and read before what names them is read.

A proof is named by its hash, so one that this process has made or read is never asked for again (ADR 18).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from register.domain.law.derivations import is_known, known_proof, learn, proof_bytes
from register.domain.shapes import Malformed
from register.domain.values import Digest
from register.store import tables as t

NAMED: Final = re.compile(rb'"proof":"([0-9a-f]{64})"')
TOGETHER: Final = 500
WANTED: Final = sa.select(t.proofs).where(t.proofs.c.hash.in_(sa.bindparam("hashes", expanding=True)))
# Another writer may have kept the same proof meanwhile.
KEEP: Final = sa.text("INSERT INTO proofs (hash, bytes) VALUES (:hash, :bytes) ON CONFLICT DO NOTHING")
_kept: WeakKeyDictionary[sa.Engine, set[str]] = WeakKeyDictionary()


def named_in(texts: Iterable[str | bytes]) -> set[str]:
    """Return the hashes of the proofs that stored texts name."""
    return {digest.decode() for text in texts for digest in NAMED.findall(_bytes(text))}


def recall(connection: sa.Connection, texts: Iterable[str | bytes]) -> None:
    """Make known every proof that stored texts name, so that they can be read.

    One that is missing, or altered, stays unknown: reading the text says so, and the inspector names the proof.
    """
    unknown = sorted(digest for digest in named_in(texts) if not is_known(digest))
    for digest, data in stored(connection, unknown):
        with suppress(Malformed):
            learn(digest, data)


def stored(connection: sa.Connection, hashes: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield proofs as they are stored, by their hash."""
    for start in range(0, len(hashes), TOGETHER):
        for row in connection.execute(WANTED, {"hashes": hashes[start : start + TOGETHER]}).all():
            yield row.hash, bytes(row.bytes)


def keep(connection: sa.Connection, bodies: Iterable[bytes]) -> set[str]:
    """Store the proofs that new entries name and this process has not kept yet; return their hashes.

    In the order of the hashes, for two writers of the same new proofs wait for each other.
    """
    new = named_in(bodies) - _kept.get(connection.engine, set())
    if new:
        rows = [{"hash": digest, "bytes": proof_bytes(known_proof(Digest(digest)))} for digest in sorted(new)]
        connection.execute(KEEP, rows)
    return new


def committed(engine: sa.Engine, hashes: set[str]) -> None:
    """Remember which proofs stand in this database for good."""
    if hashes:
        _kept.setdefault(engine, set()).update(hashes)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else bytes(text)
