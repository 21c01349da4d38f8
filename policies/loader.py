"""From a pack's TOML file to a ``Pack``, or a refusal that names every mistake by file, key and reason."""

import csv
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from policies.reading.letters import letter_rule, letter_type
from policies.reading.rules import read_rules
from policies.reading.tables import Faults, Table
from policies.reading.worked import columns, example
from register.domain.errors import Invalid, Problem
from register.domain.policy import CodeList, ComplaintClass, Entry, Fact, Pack, Place, Prohibition, Trigger
from register.domain.rules import EVENTS, FORCES
from register.domain.values import Cite, Code

NATURES: Final = ("law", "guideline", "standard", "house")
KINDS_OF_FACT: Final = ("bool", "int", "code")
ENTRY_COLUMNS: Final = frozenset({"code", "label", "parent", "cite"})


class _Named(Protocol):
    @property
    def id(self) -> Code | str: ...


N = TypeVar("N", bound=_Named)


def load_pack(path: Path) -> Pack:
    """Return the pack in ``path`` (its code lists are files beside it).

    Raises ``Invalid`` with one problem for each mistake: params ``file`` and ``key`` say where, the code says why.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        reason: dict[str, str | int] = {"file": name, "key": "", "reason": str(broken)[:200]}
        raise Invalid(Problem("pack-unreadable", name, None, reason)) from broken
    faults = Faults(name)
    pack = _pack(Table(data, "", faults), path.parent)
    if pack.version != path.stem or pack.id != path.parent.name:
        faults.add("pack-misplaced", "pack.id", found=f"{pack.id}/{pack.version}")
    if faults.problems:
        raise Invalid(*faults.problems)
    return pack


def _pack(root: Table, folder: Path) -> Pack:
    """Read the parts in the order in which they refer to each other."""
    head = root.table("pack")
    places = _by_id(root, "place", _place)
    facts = {str(fact.id): fact for fact in _by_id(root, "fact", _fact).values()}
    classes = _by_id(root, "class", _class)
    letters = _by_id(root, "letter", letter_type)
    rules = read_rules(root, facts, classes)
    head.one_of("select_by", ("received_on",))
    pack = Pack(
        id=head.code("id"),
        version=head.code("version"),
        title=head.text("title"),
        jurisdiction=head.code("jurisdiction"),
        nature=head.one_of("nature", NATURES),
        source=head.text("source"),
        effective_from=head.day("effective_from"),
        effective_to=head.optional_day("effective_to"),
        default_place=head.one_of("default_place", places or ("none",)),
        places=places,
        facts=facts,
        classes=classes,
        rules=rules,
        letter_types=letters,
        letter_rules=tuple(letter_rule(table, letters, facts, classes) for table in root.tables("letter_rule")),
        written_response=tuple(_trigger(table, facts, classes) for table in root.tables("written_response")),
        prohibitions=tuple(_prohibition(table, rules, classes) for table in root.tables("prohibition")),
        codes=_code_lists(root.table("codes"), folder),
        examples=tuple(example(table, places, facts, classes, rules) for table in root.tables("example")),
        oracle=columns(root, rules),
    )
    head.close()
    root.close()
    return pack


def _by_id(root: Table, key: str, read: Callable[[Table], N]) -> dict[Code, N]:
    """Return the rows of ``[[key]]`` by their id, noting an id used twice."""
    found: dict[Code, N] = {}
    for table in root.tables(key):
        row = read(table)
        if row.id in found:
            table.faults.add("pack-duplicate", table.place("id"), found=row.id)
        found[Code(row.id)] = row
    if not found and key in {"place", "class"}:
        root.faults.add("pack-missing-key", key)
    return found


def _place(table: Table) -> Place:
    place = Place(table.code("id"), table.code("calendar"), table.code("zone"))
    table.close()
    return place


def _fact(table: Table) -> Fact:
    fact = Fact(table.text("id"), table.one_of("type", KINDS_OF_FACT), table.text("title"), table.words("allowed"))
    table.close()
    return fact


def _class(table: Table) -> ComplaintClass:
    found = ComplaintClass(
        table.code("id"), table.text("title"), table.cite(), table.flag("urgent"), table.optional_code("parent")
    )
    table.close()
    return found


def _trigger(table: Table, facts: dict[str, Fact], classes: Iterable[Code]) -> Trigger:
    known = frozenset(table.several("classes", tuple(classes)))
    trigger = Trigger(table.code("code"), table.text("title"), table.cite(), known, table.condition("when", facts))
    table.close()
    return trigger


def _prohibition(table: Table, rules: Iterable[Code], classes: Iterable[Code]) -> Prohibition:
    ban = Prohibition(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        classes=frozenset(table.several("classes", tuple(classes))),
        begins=table.one_of("begins", EVENTS),
        until=table.one_of("until", tuple(rules)),
        exceptions=table.words("exceptions"),
    )
    table.close()
    return ban


def _code_lists(table: Table, folder: Path) -> dict[Code, CodeList]:
    """Return ``[codes]``: each list with the entries of its file."""
    found: dict[Code, CodeList] = {}
    for name in table.names():
        row = table.table(name)
        path = folder / row.text("file")
        cite, source = row.optional_cite(), row.text("source", "")
        found[Code(name)] = CodeList(Code(name), _entries(row, path), cite, source, row.flag("provisional"))
        row.close()
    return found


def _entries(table: Table, path: Path) -> dict[Code, Entry]:
    """Return the codes of a file with the columns code, label, parent and perhaps cite."""
    entries: dict[Code, Entry] = {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, strict=True)
            if not set(rows.fieldnames or ()) <= ENTRY_COLUMNS:
                table.faults.add("pack-unknown-column", table.place("file"), found=" ".join(rows.fieldnames or ()))
                return entries
            for row in rows:
                parent, cite = row.get("parent"), row.get("cite")
                entry = Entry(
                    Code(row["code"]), row["label"], Code(parent) if parent else None, Cite(cite) if cite else None
                )
                if entry.code in entries or (entry.parent and entry.parent not in entries):
                    table.faults.add("pack-bad-code", table.place("file"), found=entry.code, line=rows.line_num)
                entries[entry.code] = entry
    except (OSError, ValueError, KeyError, csv.Error) as broken:
        table.faults.add("pack-unreadable", table.place("file"), found=path.name, reason=str(broken)[:200])
    return entries
