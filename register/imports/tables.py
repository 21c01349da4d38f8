"""Rows of a file, whatever program wrote it: CSV in the usual dialects, or JSON, one object a line or all in a list.

What is wrong with one row stays with that row: its neighbours are read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from register.domain.errors import Invalid, Problem
from register.imports.columns import ANY, WHY, Columns
from register.imports.dialects import Dialect, cells, dialect_of

Value = str | tuple[str, ...]
LINES: Final = (".jsonl", ".ndjson")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name; ``number`` is the one a spreadsheet or an editor shows. ``broken`` says why it is none.

    ``raw`` is what stands in the file: the cells, or the line of JSON.
    """

    number: int
    values: Mapping[str, Value]
    broken: Problem | None = None
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows; ``heading`` and ``dialect`` are a CSV's, to write refused rows as they came."""

    rows: Sequence[Row]
    heading: tuple[str, ...] = ()
    dialect: Dialect | None = None

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in their order."""
        return iter(self.rows)


def read_rows(name: str, content: bytes, columns: Columns = ANY) -> Table:
    """Return the rows of a file; raises ``Invalid`` (table-unreadable, table-empty) for one that is no table."""
    text = _decoded(name, content)
    if not text.strip():
        raise Invalid(Problem("table-empty", name, params={"file": name}))
    start = text.lstrip()[:1]
    if name.lower().endswith(LINES) or start == "{":
        table = Table(_objects(name, text, columns))
    elif start == "[" or name.lower().endswith(".json"):
        table = Table(_listed(name, text, columns))
    else:
        table = _spreadsheet(name, text, columns)
    if not table.rows:
        raise Invalid(Problem("table-without-rows", name, params={"file": name}))
    return table


def _decoded(name: str, content: bytes) -> str:
    encoding = "utf-16" if content[:2] in UTF_16 else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(name, f"not UTF-8 at byte {error.start}") from error


# ---------------------------------------------------------------- JSON


def _objects(name: str, text: str, columns: Columns) -> list[Row]:
    """Return one object a line; lines end at LF alone, for JSON may hold every other break within a string."""
    whole = None if name.lower().endswith(LINES) else _whole(text)
    if whole is not None:
        return [_object(1, whole, text, columns)]
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    return [_object_in(number, line, columns) for number, line in enumerate(lines, 1) if line.strip()]


def _whole(text: str) -> dict[str, Any] | None:
    try:
        tree = _json(text)
    except (ValueError, RecursionError):
        return None
    return tree if isinstance(tree, dict) else None


def _listed(name: str, text: str, columns: Columns) -> list[Row]:
    try:
        tree = _json(text)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, str(error)) from error
    if not isinstance(tree, list):
        raise unreadable(name, "neither a list of objects nor one object a line")
    lines = (json.dumps(each, ensure_ascii=False) for each in tree)
    return [
        _object(number, each, line, columns) for number, (each, line) in enumerate(zip(tree, lines, strict=True), 1)
    ]


def _object_in(number: int, line: str, columns: Columns) -> Row:
    try:
        return _object(number, _json(line), line, columns)
    except (ValueError, RecursionError) as error:
        return Row(number, {}, _broken(number, str(error)), (line,))


def _json(text: str) -> Any:  # noqa: ANN401 -- any JSON
    """Return the JSON with its numbers as they are written: an id keeps every digit."""
    return json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=_Number)


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def _object(number: int, tree: object, line: str, columns: Columns) -> Row:
    if not isinstance(tree, dict):
        return Row(number, {}, _broken(number, "not an object"), (line,))
    values: dict[str, Value] = {}
    for name, value in tree.items():
        column = columns.named(name)
        if column == WHY or value is None:
            continue
        told = _told(column, value)
        if told is None:
            return Row(number, {}, Problem("not-text", name[:60]), (line,))
        if column in values:
            return Row(number, {}, Problem("column-twice", name[:60], params={"column": name[:60]}), (line,))
        values[column] = told
    return Row(number, values, None, (line,))


def _told(column: str, value: object) -> Value | None:
    """Return a value as text, where the column may hold what JSON calls it: a list, a number, else text alone."""
    if column in Columns.SEVERAL and isinstance(value, list):
        return tuple(value) if all(type(each) is str for each in value) else None
    if isinstance(value, _Number):
        return str(value) if column in Columns.NUMBERS else None
    return value if isinstance(value, str) else None


# ---------------------------------------------------------------- CSV


def _spreadsheet(name: str, text: str, columns: Columns) -> Table:
    dialect, lines, before = dialect_of(text, columns)
    records = cells(lines, dialect)
    heading, number = _heading(name, records, before, columns)
    rows = []
    for record in records:
        number += 1
        if record.fault is None and not any(cell.strip() for cell in record.cells):
            continue
        rows.append(_record(number, heading, record.cells, record.fault))
    return Table(rows, tuple(heading), dialect)


def _heading(name: str, records: Iterable[Any], before: int, columns: Columns) -> tuple[list[str], int]:
    number = before
    for record in records:
        number += 1
        if record.fault is not None:
            raise unreadable(name, f"its heading: {record.fault}")
        if any(cell.strip() for cell in record.cells):
            return columns.heading(name, record.cells), number
    raise Invalid(Problem("table-empty", name, params={"file": name}))


def _record(number: int, heading: Sequence[str], found: Sequence[str], fault: str | None) -> Row:
    raw = tuple(found)
    if fault is not None:
        return Row(number, {}, _broken(number, fault), raw)
    if len(found) < len(heading):
        return Row(number, {}, _broken(number, f"{len(found)} cells under {len(heading)} columns"), raw)
    if any(cell.strip() for cell in found[len(heading) :]):
        return Row(number, {}, _broken(number, f"{len(found)} cells under {len(heading)} columns"), raw)
    told = zip(heading, found, strict=False)
    return Row(number, {column: cell for column, cell in told if column and column != WHY}, None, raw)


def _broken(number: int, reason: str) -> Problem:
    return Problem("row-unreadable", f"row {number}", params={"reason": reason[:200]})


def unreadable(name: str, reason: str) -> Invalid:
    """Return the refusal of a whole file."""
    return Invalid(Problem("table-unreadable", name, params={"file": name, "reason": reason[:200]}))
