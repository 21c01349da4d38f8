"""Facts and subject values as canonical JSON, and back: the tags, the one way to write, the registry to read by."""

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from register.domain.sealed import Sealed
from register.domain.shapes import TAG_KEY, Malformed, Unfit, instant_text, shape_of, whole

TAG_SHAPE = re.compile(r"[a-z][a-z-]*(:[a-z][a-z-]*){2}/[1-9][0-9]*")

T = TypeVar("T")
F = TypeVar("F", bound="Fact")
Fields = dict[str, Any]


class Fact(Protocol):
    """Something that happened: a frozen dataclass with a tag of its own, ``subject:noun:verb/version``."""

    TAG: ClassVar[str]


class Registry:
    """The facts a trail may hold, by tag."""

    def __init__(self, facts: Iterable[type[Fact]] = ()) -> None:
        """Register ``facts``; raises ``Unfit`` as ``add`` does."""
        self._classes: dict[str, type[Fact]] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: type[F]) -> type[F]:
        """Register ``fact`` and return it (so it can decorate); raises ``Unfit`` for a bad or used tag or field."""
        tag = tag_of(fact)
        if self._classes.setdefault(tag, fact) is not fact:
            raise Unfit(f"{fact.__name__}: the tag {tag} already belongs to {self._classes[tag].__name__}")
        shape_of(fact)
        return fact

    def __getitem__(self, tag: object) -> type[Fact]:
        """Return the class with ``tag``; raises ``Malformed`` for a tag nobody registered."""
        try:
            return self._classes[str(tag)]
        except KeyError:
            raise Malformed(f"unknown fact {tag!r}") from None

    def read(self, tag: object, fields: Fields) -> Fact:
        """Return the fact with these fields; raises ``Malformed`` for an unknown tag or a field that does not fit."""
        fact: Fact = shape_of(self[tag]).load(fields)
        return fact

    def tags(self) -> tuple[str, ...]:
        """Return every registered tag, sorted."""
        return tuple(sorted(self._classes))


def encode(fact: Fact) -> dict[str, object]:
    """Return ``fact`` as a JSON object with its tag; raises ``Malformed`` when a field holds another type."""
    written: dict[str, object] = shape_of(type(fact)).dump(fact)  # type: ignore[assignment]  # a dataclass dumps to a dict
    written[TAG_KEY] = fact.TAG
    return written


def decode(stored: Mapping[str, object], registry: Registry) -> Fact:
    """Return the fact that ``encode`` wrote; raises ``Malformed`` for an unknown tag or a field that does not fit."""
    fields = dict(stored)
    return registry.read(fields.pop(TAG_KEY, None), fields)


def to_text(value: object) -> str:
    """Return a subject's whole value (a frozen dataclass) as canonical JSON text, as rows store it."""
    return written(shape_of(type(value)).dump(value)).decode()


def from_text(kind: type[T], text: str) -> T:
    """Return the value ``to_text`` wrote; a field the text does not have takes the class's default."""
    value: T = shape_of(kind).load(json.loads(text))
    return value


def in_full(value: Any) -> Any:  # noqa: ANN401 -- a tree of JSON, of any value
    """Return a value as a tree of JSON to be shown, with the fields that hold their default; it is not read back."""
    if isinstance(value, Sealed):
        return {"sealed": value.digest}
    if dataclasses.is_dataclass(value):
        return {field.name: in_full(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [in_full(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, date) else value


def canonical(tree: object) -> bytes:
    """Return the one way to write ``tree``: sorted keys, UTF-8, no spaces; raises ``Malformed`` for a float."""
    _refuse_inexact(tree)
    return written(tree)


def written(tree: object) -> bytes:
    """Return ``tree`` as ``canonical`` does, for one that a ``Shape`` has dumped: it holds nothing inexact."""
    return _JSON.encode(tree).encode()


_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


def _refuse_inexact(tree: object) -> None:
    kind = type(tree)
    if kind is dict:
        for key, value in tree.items():  # type: ignore[attr-defined]  # mypy does not narrow on type()
            if not isinstance(key, str):
                raise Malformed(f"a key must be text, not {type(key).__name__}")
            if not isinstance(value, str):
                _refuse_inexact(value)
    elif kind is list:
        for value in tree:  # type: ignore[attr-defined]  # as above
            if not isinstance(value, str):
                _refuse_inexact(value)
    elif kind is int:
        whole(tree)  # type: ignore[arg-type]  # as above
    elif not (tree is None or kind is bool or isinstance(tree, str)):
        raise Malformed(f"{kind.__name__} has no exact form in JSON")


def tag_of(fact: type) -> str:
    """Return the tag of a fact's class; raises ``Unfit`` when it has none or a badly formed one."""
    tag = getattr(fact, "TAG", None)
    if not (isinstance(tag, str) and TAG_SHAPE.fullmatch(tag)):
        raise Unfit(f"{fact.__name__}: TAG must look like subject:noun:verb/1, not {tag!r}")
    return tag
