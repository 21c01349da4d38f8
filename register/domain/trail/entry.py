"""An entry of the trail: its bytes, its hash, and the chain through one subject's entries.

The bytes are written once and stored; nothing is ever written a second time to be checked. The four keys that link an
entry to its chain sort after all others, so they can be read from the end of the bytes without parsing the facts.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from register.domain.codec import Fact, Registry, decode, encode, written
from register.domain.shapes import Malformed, instant, instant_text, whole
from register.domain.values import Code, Digest, Id

PREFIX = b"register/entry/v1\n"
# The command of an entry, as raw text in its bytes.
COMMAND = re.compile(rb',"command":"([0-9a-f-]{36})","facts":\[')
_KEYS = {"actor", "at", "command", "facts", "prev", "seq", "subject", "subject_kind"}
_TAIL = re.compile(
    rb',"prev":(?:null|"([0-9a-f]{64})"),"seq":([1-9][0-9]{0,15}),"subject":"([^"\\]{36})","subject_kind":"([^"\\]{1,100})"\}\Z'
)
_TAIL_LENGTH = 320


@dataclass(frozen=True, slots=True)
class Entry:
    """All facts of one command about one subject.

    ``seq`` counts the subject's entries from 1 without gaps; ``actor`` is an account's id or a word such as
    ``system:worker``; ``prev`` is the hash of the subject's previous entry, ``None`` for its first.
    """

    subject_kind: Code
    subject: Id
    seq: int
    at: datetime
    actor: Code
    command: Id
    facts: tuple[Fact, ...]
    prev: Digest | None


class Link(NamedTuple):
    """What ties an entry to its chain, as raw text read from the end of its bytes."""

    prev: bytes | None
    seq: int
    subject: bytes
    subject_kind: bytes


def entry_bytes(entry: Entry) -> bytes:
    """Return the bytes to store, hash and seal; raises ``Malformed`` for an entry that cannot be part of a chain."""
    if entry.seq < 1 or (entry.prev is None) != (entry.seq == 1) or not entry.facts:
        raise Malformed(f"entry {entry.seq} needs a fact, a number from 1 and, but for the first, the hash before it")
    return PREFIX + written(
        {
            "actor": Code(entry.actor),
            "at": instant_text(entry.at),
            "command": Id(entry.command),
            "facts": [encode(fact) for fact in entry.facts],
            "prev": entry.prev,
            "seq": whole(entry.seq),
            "subject": Id(entry.subject),
            "subject_kind": Code(entry.subject_kind),
        }
    )


def entry_hash(data: bytes) -> Digest:
    """Return the RFC 6962 leaf hash of an entry's bytes: the next entry's ``prev`` and the leaf in the tree."""
    return Digest(hashlib.sha256(b"\x00" + data).hexdigest())


def parse_entry(data: bytes, registry: Registry) -> Entry:
    """Return the entry in ``data``; raises ``Malformed`` when it is not one or holds an unknown fact."""
    if not data.startswith(PREFIX):
        raise Malformed("this is not an entry: the prefix is missing")
    try:
        return _entry(json.loads(data[len(PREFIX) :]), registry)
    except (AttributeError, TypeError, ValueError) as error:
        raise Malformed(f"this is not an entry: {error}") from None


def _entry(stored: dict[str, Any], registry: Registry) -> Entry:
    if set(stored) != _KEYS:
        raise Malformed(f"it needs the keys {', '.join(sorted(_KEYS))}")
    return Entry(
        subject_kind=Code(stored["subject_kind"]),
        subject=Id(stored["subject"]),
        seq=int(stored["seq"]),
        at=instant(stored["at"]),
        actor=Code(stored["actor"]),
        command=Id(stored["command"]),
        facts=tuple([decode(fact, registry) for fact in stored["facts"]]),
        prev=None if stored["prev"] is None else Digest(stored["prev"]),
    )


def link_of(data: bytes) -> Link | None:
    """Return what ties the entry to its chain, or ``None`` when ``data`` does not end as an entry does."""
    tail = _TAIL.search(data, max(0, len(data) - _TAIL_LENGTH))
    if tail is None:
        return None
    prev, seq, subject, subject_kind = tail.groups()
    return Link(prev, int(seq), subject, subject_kind)


def export_line(leaf: int, data: bytes, proof: Sequence[Digest] = ()) -> bytes:
    """Return one line of ``entries.jsonl``: the entry's own bytes, unchanged and readable, behind its place and hash.

    ``proof`` is the entry's audit path, wanted where an export does not hold the whole tree (docs/verify.md).
    """
    place = b'{"leaf":%d,"hash":"%s",' % (leaf, hashlib.sha256(b"\x00" + data).hexdigest().encode())
    path = b'"proof":["%s"],' % '","'.join(proof).encode() if proof else b""
    return b'%s%s"entry":%s}\n' % (place, path, data[len(PREFIX) :])
