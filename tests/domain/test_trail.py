"""An entry's bytes, and where a chain of them breaks."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.codec import Registry
from register.domain.shapes import Malformed
from register.domain.trail.entry import (
    PREFIX,
    Entry,
    Link,
    entry_bytes,
    entry_hash,
    export_line,
    link_of,
    parse_entry,
)
from register.domain.trail.tree import leaf_hash
from register.domain.values import Code, Digest, Id

CASE = Id("01980000-0000-7000-8000-00000000000a")
COMMAND = Id("01980000-0000-7000-8000-00000000000c")
KIND = Code("case")
NOON = datetime(2026, 8, 3, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Noted:
    TAG: ClassVar[str] = "case:note:added/1"
    kind: Code


FACTS = Registry([Noted])
FIRST = Entry(KIND, CASE, 1, NOON, Code("system:worker"), COMMAND, (Noted(Code("call")),), None)


def test_the_bytes_of_an_entry_are_exactly_these() -> None:
    assert entry_bytes(FIRST) == (
        b"register/entry/v1\n"
        b'{"actor":"system:worker","at":"2026-08-03T02:00:00.000000Z","command":"01980000-0000-7000-8000-00000000000c",'
        b'"facts":[{"fact":"case:note:added/1","kind":"call"}],"prev":null,"seq":1,'
        b'"subject":"01980000-0000-7000-8000-00000000000a","subject_kind":"case"}'
    )


def test_an_entrys_hash_is_its_leaf_in_the_tree() -> None:
    data = entry_bytes(FIRST)
    assert entry_hash(data) == leaf_hash(data).hex() == hashlib.sha256(b"\0" + data).hexdigest()


@given(
    st.integers(1, 2**53 - 1),
    st.datetimes(timezones=st.just(UTC)),
    st.lists(st.sampled_from(["call", "seq", "prev"]), min_size=1),
)
def test_an_entry_comes_back_the_same_and_its_link_is_read_from_its_end(
    seq: int, at: datetime, kinds: list[str]
) -> None:
    prev = None if seq == 1 else Digest("ab" * 32)
    entry = replace(FIRST, seq=seq, at=at, prev=prev, facts=tuple(Noted(Code(kind)) for kind in kinds))
    data = entry_bytes(entry)
    assert parse_entry(data, FACTS) == entry
    assert link_of(data) == Link(None if prev is None else prev.encode(), seq, CASE.encode(), b"case")


@pytest.mark.parametrize(
    "entry",
    [
        replace(FIRST, seq=0),
        replace(FIRST, seq=2),
        replace(FIRST, prev=Digest("ab" * 32)),
        replace(FIRST, facts=()),
        replace(FIRST, seq=2**53, prev=Digest("ab" * 32)),
    ],
)
def test_an_entry_that_cannot_stand_in_a_chain_is_not_written(entry: Entry) -> None:
    with pytest.raises(Malformed):
        entry_bytes(entry)


def rewritten(**fields: object) -> bytes:
    return PREFIX + json.dumps(json.loads(entry_bytes(FIRST)[len(PREFIX) :]) | fields).encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (entry_bytes(FIRST)[len(PREFIX) :], "the prefix is missing"),
        (PREFIX + b"{", "this is not an entry"),
        (PREFIX + b"[]", "it needs the keys"),
        (PREFIX + b"7", "this is not an entry"),
        (rewritten(colour="red"), "it needs the keys"),
        (rewritten(subject="somebody"), "not a valid Id"),
        (rewritten(facts=[{"fact": "case:unheard:of/1"}]), "unknown fact"),
        (rewritten(facts=["case"]), "this is not an entry"),
    ],
)
def test_bytes_that_are_not_an_entry_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        parse_entry(data, FACTS)


def test_an_export_line_holds_the_stored_bytes_unchanged_and_is_json() -> None:
    data = entry_bytes(FIRST)
    line = export_line(41, data)
    assert data[len(PREFIX) :] in line
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    read = json.loads(line)
    assert (read["leaf"], read["hash"]) == (41, entry_hash(data))
    assert read["entry"]["facts"] == [{"fact": "case:note:added/1", "kind": "call"}]


def test_an_export_line_can_carry_its_proof() -> None:
    path = (Digest("ab" * 32), Digest("cd" * 32))
    assert json.loads(export_line(1, entry_bytes(FIRST), path))["proof"] == list(path)


def test_the_longest_link_there_can_be_is_read() -> None:
    entry = replace(FIRST, subject_kind=Code("k" * 100), seq=2**53 - 1, prev=Digest("ab" * 32))
    assert link_of(entry_bytes(entry)) == Link(b"ab" * 32, 2**53 - 1, CASE.encode(), b"k" * 100)
