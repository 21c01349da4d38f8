"""Canonical form leaves defaults out, so they are part of the format: a changed one is seen here."""

import dataclasses
import json
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.codec import encode, from_text, to_text
from register.domain.frozen import varied
from register.domain.law.proofs import Due
from register.domain.sealed import Sealed
from register.domain.shapes import TAG_KEY, Malformed, defaults_of, shape_of
from register.domain.values import Amount, Cite, Code, Digest, Id
from tests.rules.defaults import FACT_CLASSES, WRITTEN, lines, stored_classes

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Id: st.uuids().map(lambda some: Id(str(some))),
    Code: st.sampled_from([Code("standard"), Code("open"), Code("Australia/Sydney")]),
    Cite: st.just(Cite("271.56")),
    Digest: st.binary(min_size=32, max_size=32).map(lambda raw: Digest(raw.hex())),
    Amount: st.just(Amount("25.00")),
}
PLAIN[Sealed] = PLAIN[Digest].map(Sealed)


@cache
def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Return values of a field's type, every optional field of them given or not."""
    if hint in PLAIN:
        return PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if origin is frozenset:
        return st.frozensets(values_of(arguments[0]), max_size=2)
    if NoneType in arguments:
        return st.none() | values_of(next(one for one in arguments if one is not NoneType))
    defaults = defaults_of(hint)
    hints = get_type_hints(hint)
    fields = {
        field.name: st.just(defaults[field.name]) | given if field.name in defaults else given
        for field in dataclasses.fields(hint)
        for given in [values_of(hints[field.name])]
    }
    made = st.builds(hint, **fields)
    # A date and its proof are of one rule.
    return made.map(lambda due: varied(due, rule=due.derivation.rule)) if hint is Due else made


def test_the_defaults_are_those_written_down() -> None:
    """After a change on purpose: ``python -m tests.rules.defaults``, and read what it changes."""
    assert list(lines()) == WRITTEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("fact", FACT_CLASSES, ids=lambda fact: str(fact.TAG))
@given(data=st.data())
def test_a_fact_comes_back_and_no_default_is_written(fact: Any, data: st.DataObject) -> None:
    happened = data.draw(values_of(fact))
    text = to_text(happened)
    assert from_text(fact, text) == happened
    for name, default in defaults_of(fact).items():
        assert (name in json.loads(text)) == (getattr(happened, name) != default)
    assert encode(happened).keys() - {TAG_KEY} == json.loads(text).keys()


@pytest.mark.parametrize("kind", [kind for kind in stored_classes() if defaults_of(kind) and kind is not Sealed])
@given(data=st.data())
def test_a_default_that_is_written_is_refused(kind: type, data: st.DataObject) -> None:
    """There is one way to write a value: two texts of one value would have two hashes."""
    shape = shape_of(kind)
    written: Any = shape.dump(data.draw(values_of(kind)))
    for name, default in defaults_of(kind).items():
        if default is None or isinstance(default, bool | int | str):
            with pytest.raises(Malformed, match="default"):
                shape.load({**written, name: default})
        elif default in ((), frozenset()):
            with pytest.raises(Malformed, match="default"):
                shape.load({**written, name: []})
