"""From a pack's TOML file to a ``Pack``, or a refusal that names every mistake by file, key and reason."""

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from policies.readers.classes import check_reachable, complaint_class
from policies.readers.corrections import joined
from policies.readers.drafts import check_draft, why_draft
from policies.readers.duties import caution, event, periodic_return, practice, retention, risk, scheme
from policies.readers.handoffs import read_eligibilities, read_hand_offs
from policies.readers.letters import gate, letter_rule, letter_type
from policies.readers.parts import name_of
from policies.readers.provisions import check_held, read_provisions
from policies.readers.rules import read_rules
from policies.readers.scope import read_scope
from policies.readers.tables import Faults, Table
from policies.readers.texts import read_texts
from policies.readers.worked import columns, example
from register.domain.errors import Invalid
from register.domain.law.duties import Milder, Prohibition
from register.domain.law.letterspec import LetterRule, LetterType
from register.domain.law.policy import DRAFT, CodeList, ComplaintClass, Entry, Fact, Pack, Place, Trigger
from register.domain.law.rules import EVENTS, FORCES, Rule
from register.domain.values import Cite, Code

ENGLISH: Final = Code("en")
NATURES: Final = ("law", "guideline", "standard", "house", DRAFT)
KINDS_OF_FACT: Final = ("bool", "int", "code", "date", "money")
GIVEN_BY: Final = ("officer", "case")
CURRENCY: Final = re.compile("[A-Z]{3}")
# Reasons that hold whatever the regulator: a list has them after those of its own pack.
EVERYWHERE: Final = {"not-a-complaint": Path(__file__).resolve().parent / "codes/common/no-dissatisfaction.csv"}
ENTRY_COLUMNS: Final = frozenset({"code", "label", "parent", "cite"})


class _Named(Protocol):
    @property
    def id(self) -> Code | str: ...


class _Duty(NamedTuple):
    id: Code
    title: str


class _Names(NamedTuple):
    """What the other parts of a pack refer to."""

    languages: tuple[Code, ...]
    places: dict[Code, Place]
    facts: dict[str, Fact]
    classes: dict[Code, ComplaintClass]
    duties: dict[Code, str]
    letters: dict[Code, LetterType]
    letter_rules: tuple[LetterRule, ...]
    rules: dict[Code, Rule]
    codes: dict[Code, CodeList]


N = TypeVar("N", bound=_Named)


def load_pack(path: Path) -> Pack:
    """Return the pack in ``path``, its parts in the folder of the same name, and its code lists.

    Raises ``Invalid`` with one problem for each mistake: params ``file`` and ``key`` say where, the code says why.
    """
    data, problems = joined(path)
    faults = Faults(name_of(path, path), problems)
    pack = _pack(Table(data, "", faults), path.parent)
    if pack.version != path.stem or pack.id != path.parent.name:
        faults.add("pack-misplaced", "pack.id", found=f"{pack.id}/{pack.version}")
    if faults.problems:
        raise Invalid(*faults.problems)
    return pack


def _pack(root: Table, folder: Path) -> Pack:
    """Read the parts in the order in which they refer to each other."""
    head = root.table("pack")
    head.one_of("select_by", ("received_on",))
    pack = _whole(root, head, _names(root, head, folder))
    check_held(root, pack)
    check_draft(root, pack)
    head.close()
    root.close()
    return pack


def _names(root: Table, head: Table, folder: Path) -> _Names:
    """Read what the other parts refer to."""
    known = root.identifiers("class")
    facts = {str(fact.id): fact for fact in _by_id(root, "fact", lambda table: _fact(table, known)).values()}
    classes = _by_id(root, "class", lambda table: complaint_class(table, facts))
    check_reachable(root, classes.values())
    duties = {duty.id: duty.title for duty in _by_id(root, "duty", _duty).values()}
    kinds = root.identifiers("letter")
    letters = _by_id(root, "letter", lambda table: letter_type(table, classes, duties, kinds))
    return _Names(
        head.words("languages") or (ENGLISH,),
        _by_id(root, "place", _place),
        facts,
        classes,
        duties,
        letters,
        tuple(letter_rule(table, letters, facts, classes) for table in root.tables("letter_rule")),
        read_rules(root, facts, classes, duties),
        _code_lists(root.table("codes"), folder),
    )


def _whole(root: Table, head: Table, names: _Names) -> Pack:
    """Put the pack together from its head, what was read already, and every other part."""
    languages, places, facts, classes, duties, letters, letter_rules, rules, codes = names
    return Pack(
        id=head.code("id"),
        version=head.code("version"),
        title=head.text("title"),
        jurisdiction=head.code("jurisdiction"),
        currency=_currency(head),
        nature=head.one_of("nature", NATURES),
        source=head.text("source"),
        effective_from=head.day("effective_from"),
        effective_to=head.optional_day("effective_to"),
        default_place=head.one_of("default_place", places),
        languages=languages,
        is_example=head.flag("example"),
        **_standing(root, head, facts),
        places=places,
        facts=facts,
        classes=classes,
        duties=duties,
        events=_by_id(root, "event", lambda table: event(table, classes)),
        rules=rules,
        letter_types=letters,
        letter_rules=letter_rules,
        texts=read_texts(root, languages, letters, letter_rules),
        gates=tuple(gate(table, letters, classes) for table in root.tables("gate")),
        risks=tuple(_by_id(root, "risk", lambda table: risk(table, classes, duties)).values()),
        cautions=tuple(caution(table, classes) for table in root.tables("caution")),
        **_outside(root),
        retentions=tuple(_by_id(root, "retention", lambda table: retention(table, classes)).values()),
        returns=tuple(_by_id(root, "report", lambda table: periodic_return(table, rules)).values()),
        provisions=read_provisions(root),
        written_response=tuple(_trigger(table, facts, classes) for table in root.tables("written_response")),
        prohibitions=tuple(_prohibition(table, rules, classes) for table in root.tables("prohibition")),
        hand_offs=read_hand_offs(root, classes, codes),
        eligibilities=read_eligibilities(root, codes),
        codes=codes,
        examples=tuple(example(table, places, facts, classes, rules) for table in root.tables("example")),
        oracle=columns(root, rules),
    )


def _outside(root: Table) -> dict[str, Any]:
    """Return the outside bodies, and what they usually do."""
    schemes, practices = _by_id(root, "scheme", scheme), _by_id(root, "practice", practice)
    return {"schemes": tuple(schemes.values()), "practices": tuple(practices.values())}


def _standing(root: Table, head: Table, facts: dict[str, Fact]) -> dict[str, Any]:
    """Return which version the pack corrects and how that is told, why it is no law yet, and what it leaves open."""
    said = {"corrects": head.optional_code("corrects"), "changes": head.text("changes", "")}
    return {**said, "draft": why_draft(head), "scope": read_scope(root, facts)}


def _currency(head: Table) -> str:
    """Return the three letters by which ISO 4217 knows the pack's money."""
    found = head.text("currency")
    if head.has("currency") and CURRENCY.fullmatch(found) is None:
        head.faults.add("pack-bad-value", head.place("currency"), expected="ISO 4217", found=found[:60])
    return found


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


def _fact(table: Table, classes: Iterable[str]) -> Fact:
    fact = Fact(
        table.text("id"),
        table.one_of("type", KINDS_OF_FACT),
        table.text("title"),
        table.words("allowed"),
        frozenset(table.several("classes", tuple(classes))),
        table.one_of("from", GIVEN_BY, "officer"),
    )
    table.close()
    return fact


def _duty(table: Table) -> _Duty:
    duty = _Duty(table.code("id"), table.text("title"))
    table.close()
    return duty


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
        milder=tuple(_milder(row, classes) for row in table.tables("milder")),
    )
    table.close()
    return ban


def _milder(table: Table, classes: Iterable[Code]) -> Milder:
    kept = frozenset(table.several("classes", tuple(classes)))
    found = Milder(kept, table.one_of("force", FORCES), table.cite())
    table.close()
    return found


def _code_lists(table: Table, folder: Path) -> dict[Code, CodeList]:
    """Return ``[codes]``: each list with the entries of its file, or with the labels written there.

    A list of ``EVERYWHERE`` has the register's own entries after them.
    """
    found: dict[Code, CodeList] = {}
    for name in table.names():
        row = table.table(name)
        entries = _written(row.table("labels")) if row.is_table("labels") else _entries(row, folder / row.text("file"))
        if name in EVERYWHERE:
            entries |= _entries(row, EVERYWHERE[name])
        cite, source = row.optional_cite(), row.text("source", "")
        found[Code(name)] = CodeList(Code(name), entries, cite, source, row.flag("provisional"))
        row.close()
    return found


def _written(table: Table) -> dict[Code, Entry]:
    """Return the codes of a list that stands in the pack itself, in its order."""
    shaped = {name: table.code_named(name) for name in table.names()}
    return {code: Entry(code, table.text(name)) for name, code in shaped.items()}


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
