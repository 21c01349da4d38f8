"""Reading a TOML table with care: every key is asked for by name and kind, and what nobody asked for is a mistake.

Problems are collected, never raised one by one: whoever edits a pack learns of all mistakes at once, each with the
file, the key and the reason. Where a key is missing or wrong a harmless stand-in is returned and the pack is refused.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Final, TypeVar, cast

from policies.readers.parts import Part
from register.domain.errors import Problem
from register.domain.law.policy import Fact
from register.domain.law.rules import Condition, Value, Values
from register.domain.values import Cite, Code

T = TypeVar("T")
REQUIRED: Final = object()
STAND_IN: Final = "unknown"
EARLIEST: Final = date.min
KIND_OF_FACT: Final = {"bool": "bool", "int": "int", "code": "str", "date": "date", "money": "str", STAND_IN: ""}


class Faults:
    """The mistakes found in a pack, each noted with the file it stands in."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        """Add to ``problems``; ``file`` is the name people know the file by."""
        self.file = file
        self.problems = problems

    def within(self, file: str) -> "Faults":
        """Return the same notes for another file of the pack."""
        return self if file == self.file else Faults(file, self.problems)

    def add(self, code: str, key: str, **params: str | int) -> None:
        """Note a mistake at ``key``."""
        self.problems.append(Problem(code, f"{self.file}: {key}", None, {"file": self.file, "key": key, **params}))


class Table:
    """One table of a pack file. ``close`` it when everything has been asked for."""

    def __init__(self, data: Part, at: str, faults: Faults) -> None:
        """Wrap ``data``, which stands ``at`` a place in its file."""
        self._data = data
        self._asked: set[str] = set()
        self.at = at
        self.faults = faults.within(data.file)

    def place(self, key: str) -> str:
        """Return where ``key`` stands in the file."""
        return f"{self.at}.{key}" if self.at else key

    def has(self, key: str) -> bool:
        """Whether the table has ``key``."""
        return key in self._data

    def is_table(self, key: str) -> bool:
        """Whether ``key`` holds a table of its own."""
        return isinstance(self._data.get(key), Part)

    def names(self) -> Iterator[str]:
        """Return the table's keys, all asked for at once: for tables whose keys are names."""
        self._asked |= set(self._data)
        return iter(self._data)

    def code_named(self, key: str) -> Code:
        """Return a key that is itself a machine word."""
        return self._shaped(key, Code, key)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in sorted(self._data.keys() - self._asked):
            self.faults.add("pack-unknown-key", self.place(key))

    def _take(self, key: str, kind: type[T], default: object, stand_in: T) -> T:
        self._asked.add(key)
        if key not in self._data:
            if default is REQUIRED:
                self.faults.add("pack-missing-key", self.place(key))
            return stand_in if default is REQUIRED else cast("T", default)
        found = self._data[key]
        if type(found) is kind:
            return found
        names = [name.replace("Part", "table") for name in (kind.__name__, type(found).__name__)]
        self.faults.add("pack-wrong-type", self.place(key), expected=names[0], found=names[1])
        return stand_in

    def _shaped(self, key: str, shape: Callable[[str], T], text: str) -> T:
        try:
            return shape(text)
        except ValueError:
            self.faults.add("pack-bad-value", self.place(key), expected=shape.__name__, found=text[:60])
            return shape(STAND_IN)

    def text(self, key: str, default: object = REQUIRED) -> str:
        """Return a sentence or a name."""
        return self._take(key, str, default, "")

    def code(self, key: str, default: object = REQUIRED) -> Code:
        """Return a machine word."""
        return self._shaped(key, Code, self._take(key, str, default, STAND_IN))

    def optional_code(self, key: str) -> Code | None:
        """Return a machine word where there is one."""
        return self.code(key) if self.has(key) else None

    def cite(self, key: str = "cite") -> Cite:
        """Return the paragraph something rests on."""
        return self._shaped(key, Cite, self._take(key, str, REQUIRED, STAND_IN))

    def optional_cite(self, key: str = "cite") -> Cite | None:
        """Return the paragraph something rests on, where there is one."""
        return self.cite(key) if self.has(key) else None

    def one_of(self, key: str, allowed: Collection[str], default: object = REQUIRED) -> Code:
        """Return one of a closed set of words."""
        found = self._take(key, str, default, min(allowed, default=STAND_IN))
        return self.known(key, found, allowed)

    def known(self, key: str, word: str, allowed: Collection[str]) -> Code:
        """Return ``word`` as a code, noting it where it is not among ``allowed``."""
        if word not in allowed:
            self.faults.add("pack-unknown-value", self.place(key), found=word[:60], allowed=" ".join(sorted(allowed)))
            return Code(STAND_IN)
        return Code(word)

    def raw(self, key: str) -> object:
        """Return what stands there, whatever it is."""
        self._asked.add(key)
        return self._data.get(key)

    def listed(self, key: str) -> list[object]:
        """Return a list that must be there, whatever it holds."""
        return self._take(key, list, REQUIRED, [])

    def several(self, key: str, allowed: Collection[str]) -> tuple[Code, ...]:
        """Return a list of words from a closed set; empty where the key is absent."""
        found = self._take(key, list, [], [])
        return tuple(self.known(key, str(word), allowed) for word in found)

    def words(self, key: str) -> tuple[Code, ...]:
        """Return a list of machine words; empty where the key is absent."""
        return tuple(self._shaped(key, Code, str(word)) for word in self._take(key, list, [], []))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return yes or no."""
        return self._take(key, bool, default, stand_in=default)

    def number(self, key: str) -> int:
        """Return a whole number, not negative."""
        found = self._take(key, int, REQUIRED, 0)
        if found < 0:
            self.faults.add("pack-bad-value", self.place(key), expected="0", found=str(found))
        return found

    def day(self, key: str) -> date:
        """Return a local day."""
        return self._take(key, date, REQUIRED, EARLIEST)

    def optional_day(self, key: str) -> date | None:
        """Return a local day where there is one."""
        return self.day(key) if self.has(key) else None

    def moment(self, key: str) -> datetime:
        """Return a local time of day; the place it is in gives it a zone."""
        return self._take(key, datetime, REQUIRED, datetime.min)  # noqa: DTZ901 - local on purpose

    def moments(self, key: str) -> tuple[datetime, ...]:
        """Return one local time, or each of a list of them."""
        found = self.raw(key)
        if not isinstance(found, list):
            return (self.moment(key),)
        for number, each in enumerate(found, start=1):
            if type(each) is not datetime:
                place = f"{self.place(key)}[{number}]"
                self.faults.add("pack-wrong-type", place, expected="datetime", found=type(each).__name__)
        return tuple(each for each in found if type(each) is datetime)

    def table(self, key: str) -> "Table":
        """Return a table inside this one; empty where the key is absent."""
        empty = Part({}, self.faults.file)
        return Table(self._take(key, Part, empty, empty), self.place(key), self.faults)

    def tables(self, key: str) -> list["Table"]:
        """Return a list of tables inside this one, each placed by its id where it has one."""
        rows = self._take(key, list, [], [])
        found = []
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, Part):
                self.faults.add("pack-wrong-type", f"{self.place(key)}[{number}]", expected="table", found="other")
                continue
            found.append(Table(row, f"{self.place(key)}[{row.get('id', number)}]", self.faults))
        return found

    def identifiers(self, key: str) -> tuple[str, ...]:
        """Return the ids of a list of tables before they are read, for what refers to them earlier."""
        rows = self._data.get(key)
        return tuple(str(row.get("id")) for row in rows if isinstance(row, Part)) if isinstance(rows, list) else ()

    def condition(self, key: str, facts: Mapping[str, Fact]) -> Condition:
        """Return a plain table of fact = [values]; empty where the key is absent."""
        table = self.table(key)
        return {name: tuple(table.value(name, each, facts) for each in table.listed(name)) for name in table.names()}

    def values(self, key: str, facts: Mapping[str, Fact]) -> Values:
        """Return a table of fact = value; empty where the key is absent."""
        table = self.table(key)
        return {name: table.value(name, table.raw(name), facts) for name in table.names()}

    def value(self, name: str, found: object, facts: Mapping[str, Fact]) -> Value:
        """Return a fact's value, noting an unknown fact or one of the wrong kind."""
        if name not in facts:
            self.known(name, name, facts)
        elif type(found).__name__ != (KIND_OF_FACT[facts[name].type]):
            kind = KIND_OF_FACT[facts[name].type]
            self.faults.add("pack-wrong-type", self.place(name), expected=kind, found=type(found).__name__)
        elif facts[name].allowed:
            return self.known(name, str(found), facts[name].allowed)
        return found if isinstance(found, bool | int | date) else self._shaped(name, Code, str(found))
