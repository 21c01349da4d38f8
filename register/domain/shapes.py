"""How each type of a fact's or a value's field is written to JSON and read back.

A class is compiled once, from its annotations, into one function per field; nothing is looked up by reflection when a
fact is written. The annotation decides what may be stored: a field typed ``str`` or ``float`` is refused when its class
is registered, and a value of another type than its field's is refused when it is written, so free words cannot reach
the trail (design: the trail holds no personal data).

A field that holds its class's declared default is left out when it is written, and may not stand in what is read: there
is one way to write a value, and its defaults are part of it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from register.domain.sealed import Sealed
from register.domain.values import Digest, Token, utc

INT_LIMIT = 2**53
TAG_KEY = "fact"
INSTANT_LENGTH = len("2026-08-03T02:00:00.000000Z")
DAY_LENGTH = len("2026-08-03")
NOTHING = object()

T = TypeVar("T")


class Unfit(TypeError):
    """A class cannot be stored: it says which field, and why. Raised when the class is registered, never later."""


class Malformed(ValueError):
    """A value or a stored text does not have the shape its class asks for. Names types and fields, never contents."""


class Shape(NamedTuple):
    """How one type is written and read: ``dump`` to a JSON value, ``load`` from one.

    A value whose type is one of ``plain`` is a JSON value already: ``dump`` would return it as it is.
    """

    dump: Callable[[Any], object]
    load: Callable[[Any], Any]
    plain: frozenset[type] = frozenset()


def whole(number: int) -> int:
    """Return ``number``; raises ``Malformed`` when a reader in another language would round it."""
    if not -INT_LIMIT < number < INT_LIMIT:
        raise Malformed("an integer must stay below 2^53")
    return number


def instant_text(moment: datetime) -> str:
    """Return ``moment`` in UTC with six decimals and ``Z``; raises ``ValueError`` for a naive one."""
    in_utc = moment if moment.tzinfo is UTC else utc(moment)
    return in_utc.isoformat(timespec="microseconds")[:-6] + "Z"


def instant(text: str) -> datetime:
    """Return the instant ``instant_text`` wrote; raises ``Malformed`` for any other way of writing it."""
    if len(text) != INSTANT_LENGTH or text[-1] != "Z":
        raise Malformed("an instant is written like 2026-08-03T02:00:00.000000Z")
    return datetime.fromisoformat(text)


def shape_of(kind: type) -> Shape:
    """Return how the frozen dataclass ``kind`` is written and read; raises ``Unfit`` naming the field that cannot."""
    return _compiled(kind)


@cache
def _compiled(kind: type) -> Shape:
    if not (dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen):  # type: ignore[attr-defined]  # set by dataclass
        raise Unfit(f"{kind.__name__} is not a frozen dataclass")
    if hasattr(kind, "STORED"):
        return _by_way_of(kind, _compiled(kind.STORED))
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    shapes = {field.name: _field_shape(hints[field.name], f"{kind.__name__}.{field.name}") for field in fields}
    if TAG_KEY in shapes:
        raise Unfit(f"{kind.__name__}.{TAG_KEY}: this name is kept for the tag")
    return Shape(_record_dump(kind, shapes), _record_load(kind, shapes))


def _by_way_of(kind: Any, shape: Shape) -> Shape:  # noqa: ANN401 -- a class that says how its values are stored
    """Return how a class is written that has another one stored for it: ``stored`` makes it, ``whole`` reads it."""
    is_kind = _exactly(kind)
    return Shape(lambda value: shape.dump(is_kind(value).stored()), lambda stored: kind.whole(shape.load(stored)))


def defaults_of(kind: type) -> Mapping[str, object]:
    """Return what each field of a dataclass holds where nothing is written, for the fields that have a default."""
    return {field.name: value for field in dataclasses.fields(kind) if (value := _default(field)) is not NOTHING}


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return NOTHING if field.default is dataclasses.MISSING else field.default


def _is(held: object, default: object) -> bool:
    return held is default or (type(held) is type(default) and held == default)


def _record_dump(kind: type, shapes: Mapping[str, Shape]) -> Callable[[Any], object]:
    defaults = defaults_of(kind)
    dumps = tuple((name, defaults.get(name, NOTHING), shape.plain, shape.dump) for name, shape in shapes.items())

    def dump(value: object) -> object:
        if type(value) is not kind:
            raise _mismatch(kind, value)
        written = {}
        name = ""
        try:
            for name, default, plain, write in dumps:
                held = getattr(value, name)
                if held is default or _is(held, default):
                    continue
                written[name] = held if type(held) in plain else write(held)
        except ValueError as error:
            raise Malformed(f"{kind.__name__}.{name}: {error}") from None
        return written

    return dump


def _record_load(kind: type[T], shapes: Mapping[str, Shape]) -> Callable[[Any], T]:
    loads, defaults = {name: shape.load for name, shape in shapes.items()}, defaults_of(kind)

    def load(stored: Mapping[str, object]) -> T:
        values = {}
        name = ""
        try:
            for name, value in stored.items():
                values[name] = held = loads[name](value)
                if name in defaults and _is(held, defaults[name]):
                    raise Malformed("it holds its default, which is left out")
        except KeyError:
            raise Malformed(f"{kind.__name__} has no field {name!r}") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise Malformed(f"{kind.__name__}.{name}: {error}") from None
        try:
            return kind(**values)
        except TypeError as error:
            raise Malformed(str(error)) from None

    return load


def _mismatch(kind: type, value: object) -> Malformed:
    return Malformed(f"expected {kind.__name__}, got {type(value).__name__}")


def _field_shape(hint: Any, where: str) -> Shape:  # noqa: ANN401 -- an annotation can be any object
    if isinstance(hint, type) and get_origin(hint) is None:
        return _plain_shape(hint, where)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(arguments, where)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004 -- tuple[T, ...]
        return _sequence(_field_shape(arguments[0], where))
    if origin is tuple and arguments and Ellipsis not in arguments:
        return _row(tuple(_field_shape(argument, where) for argument in arguments))
    if origin is frozenset and isinstance(arguments[0], type) and issubclass(arguments[0], Token):
        return _set(_field_shape(arguments[0], where))
    raise Unfit(f"{where}: {hint!r} cannot be stored")


def _plain_shape(kind: type, where: str) -> Shape:
    if kind in _SCALARS:
        return _SCALARS[kind]
    if issubclass(kind, Token) and kind is not Token:
        return Shape(_exactly(kind), kind, frozenset({kind}))
    if dataclasses.is_dataclass(kind):
        return shape_of(kind)
    raise Unfit(f"{where}: a plain {kind.__name__} cannot be stored; use a type of register.domain.values, or Sealed")


def _exactly(kind: type) -> Callable[[T], T]:
    def check(value: T) -> T:
        if type(value) is not kind:
            raise _mismatch(kind, value)
        return value

    return check


def _dump_int(value: object) -> int:
    if type(value) is not int:
        raise _mismatch(int, value)
    return whole(value)


def _dump_date(value: object) -> str:
    if type(value) is not date:
        raise _mismatch(date, value)
    return value.isoformat()


def _load_date(text: str) -> date:
    if len(text) != DAY_LENGTH:
        raise Malformed("a day is written like 2026-08-03")
    return date.fromisoformat(text)


def _dump_instant(value: object) -> str:
    if not isinstance(value, datetime):
        raise _mismatch(datetime, value)
    return instant_text(value)


def _dump_sealed(value: object) -> dict[str, object]:
    if type(value) is not Sealed:
        raise _mismatch(Sealed, value)
    return {"sealed": value.digest}


def _load_sealed(stored: Mapping[str, str]) -> Sealed:
    if set(stored) != {"sealed"}:
        raise Malformed("a sealed value is written as its digest alone")
    return Sealed(Digest(stored["sealed"]))


_SCALARS: Mapping[type, Shape] = {
    bool: Shape(_exactly(bool), _exactly(bool), frozenset({bool})),
    int: Shape(_dump_int, _dump_int),
    date: Shape(_dump_date, _load_date),
    datetime: Shape(_dump_instant, instant),
    Sealed: Shape(_dump_sealed, _load_sealed),
}


def _optional(arguments: tuple[Any, ...], where: str) -> Shape:
    present = tuple(argument for argument in arguments if argument is not NoneType)
    if len(present) != 1 or len(arguments) != 2:  # noqa: PLR2004 -- one type, or nothing
        raise Unfit(f"{where}: a union other than with None cannot be told apart when read")
    dump, load, plain = _field_shape(present[0], where)
    return Shape(
        lambda value: None if value is None else dump(value),
        lambda stored: None if stored is None else load(stored),
        plain | {NoneType},
    )


def _sequence(item: Shape) -> Shape:
    dump, load, _ = item
    is_tuple, is_list = _exactly(tuple), _exactly(list)
    return Shape(
        lambda values: [dump(value) for value in is_tuple(values)],
        lambda stored: tuple([load(value) for value in is_list(stored)]),
    )


def _row(items: tuple[Shape, ...]) -> Shape:
    dumps, loads = tuple(item.dump for item in items), tuple(item.load for item in items)
    is_tuple, is_list = _exactly(tuple), _exactly(list)
    return Shape(
        lambda values: [dump(value) for dump, value in zip(dumps, is_tuple(values), strict=True)],
        lambda stored: tuple([load(value) for load, value in zip(loads, is_list(stored), strict=True)]),
    )


def _set(item: Shape) -> Shape:
    dump, load, _ = item
    is_set, is_list = _exactly(frozenset), _exactly(list)
    return Shape(
        lambda values: sorted(str(dump(value)) for value in is_set(values)),
        lambda stored: frozenset(load(value) for value in is_list(stored)),
    )
