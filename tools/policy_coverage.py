"""Write docs/*-coverage.md and docs/control-matrix.md: ``python -m tools.policy_coverage`` (``make coverage-docs``).

The first says of every provision of a pack where the register holds it and which tests hold the register to it; the
second does the same for the controls an auditor asks about, with the evidence of each.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policies.catalogue import shipped
from register.domain.facts import FACTS
from register.domain.law.duties import Provision
from register.domain.law.policy import Pack
from register.domain.values import Code
from tools.marked_tests import DEFAULT_PACK, ROOT, Check, Mark, marks

DOCS: Final = ROOT / "docs"
CONTROLS: Final = DOCS / "controls.toml"
MATRIX: Final = DOCS / "control-matrix.md"
TAGS: Final = {FACTS[tag].__name__: tag for tag in FACTS.tags()}
# A letter's facts stand in the entries of its case.
KIND: Final = {"letter": "case"}
FORCE: Final = {"E": "enforceable", "G": "guidance", "L": "another law", "house": "our reading or choice"}

Tested = Mapping[str, tuple[Check, ...]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an auditor sees of a control, and how: a command, an address of the pages, or facts to look for in an
    export of the trail.
    """

    shows: str
    run: str = ""
    page: str = ""
    facts: tuple[str, ...] = ()

    @property
    def how(self) -> str:
        """The command to type or the page to open, and what to look for."""
        if self.facts:
            kinds = dict.fromkeys(KIND.get(tag.partition(":")[0], tag.partition(":")[0]) for tag in self.tags)
            command = f"register trail export {' '.join(f'--kind {kind}' for kind in kinds)} --out trail.zip"
            return f"`{command}`, then in `entries.jsonl`: {', '.join(f'`{tag}`' for tag in self.tags)}"
        return f"page `{self.page}`" if self.page else f"`{self.run}`"

    @property
    def tags(self) -> tuple[str, ...]:
        """The facts under the names they have in the trail."""
        return tuple(TAGS[name] for name in self.facts)


@dataclass(frozen=True, slots=True)
class Control:
    """Something the register does so that a rule is kept: the provisions it rests on, its tests, its evidence."""

    id: str
    title: str
    does: str
    built: bool
    provisions: tuple[str, ...]
    tests: tuple[Check, ...]
    evidence: tuple[Evidence, ...]


def controls(path: Path = CONTROLS) -> tuple[Control, ...]:
    """Return the controls in the file's order."""
    return tuple(
        Control(
            id=row["id"],
            title=row["title"],
            does=row["does"],
            built=row.get("built", True),
            provisions=tuple(row.get("provisions", ())),
            tests=tuple(Check(*name.split("::")) for name in row.get("tests", ())),
            evidence=tuple(
                Evidence(**{**each, "facts": tuple(each.get("facts", ()))}) for each in row.get("evidence", ())
            ),
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["control"]
    )


def documents() -> dict[Path, str]:
    """Return what each document has to say now."""
    found = marks()
    packs = [pack for pack in shipped().newest() if pack.provisions]
    written = {DOCS / _name(pack): coverage(pack, found) for pack in packs}
    (rested_on,) = (pack for pack in packs if pack.id == DEFAULT_PACK)
    return {**written, MATRIX: matrix(controls(), rested_on)}


def _name(pack: Pack) -> str:
    """Return the name of the document about a pack: the last word of the pack's id."""
    return f"{pack.id.rpartition('-')[2]}-coverage.md"


def named_by(pack: Pack, found: Iterable[Mark], kind: str = "provision") -> Tested:
    """Return the tests that name each provision (or each scenario) of a pack."""
    named: dict[str, set[Check]] = defaultdict(set)
    for mark in found:
        for each in mark.ids if mark.kind == kind and mark.pack == pack.id else ():
            named[each].add(mark.test)
    return {each: tuple(sorted(who)) for each, who in named.items()}


def coverage(pack: Pack, found: tuple[Mark, ...]) -> str:
    """Return the document about one pack."""
    tested = named_by(pack, found)
    lines = [
        f"# {pack.title}: what the register holds",
        "",
        f"Pack `{pack.id}`, version {pack.version}.",
        "Written by `make coverage-docs` from the pack and the tests, never by hand.",
        "Texts are ours and short; the paragraph is what counts. Force: "
        + ", ".join(f"**{mark}** {name}" for mark, name in FORCE.items())
        + ". Sure: **C** read in the text, **S** second-hand, **D** derived by us, **U** unconfirmed.",
        "",
        *_counts(pack, tested),
        *_sections(pack, tested),
        *_not_held(pack),
        *_scenarios(pack, found),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _by_section(pack: Pack) -> dict[str, list[Provision]]:
    sections: dict[str, list[Provision]] = defaultdict(list)
    for provision in pack.provisions.values():
        sections[provision.section].append(provision)
    return sections


def _counts(pack: Pack, tested: Tested) -> Iterator[str]:
    yield from ("| section | provisions | enforceable or law | held | with tests | not held |", "| --- " * 6 + "|")
    rows = [*_by_section(pack).items(), ("**all**", list(pack.provisions.values()))]
    for section, group in rows:
        held = [provision for provision in group if provision.held]
        counted = (
            len(group),
            sum(provision.force in {"E", "L"} for provision in group),
            len(held),
            sum(provision.id in tested for provision in held),
            len(group) - len(held),
        )
        yield f"| {section} | {' | '.join(map(str, counted))} |"
    yield ""


def _sections(pack: Pack, tested: Tested) -> Iterator[str]:
    for section, group in _by_section(pack).items():
        yield from (f"## {section}", "", "| | rule | paragraph | force | sure | held by | tests |", "| --- " * 7 + "|")
        for each in group:
            held = _references(each.held) if each.held else "*not held*"
            tests = _links(tested.get(each.id, ()))
            yield (
                f"| {each.id} | {_cell(each.text)} | {each.cite} | {each.force} | {each.confirmed} | {held} | {tests} |"
            )
        yield ""


def _not_held(pack: Pack) -> Iterator[str]:
    yield from ("## Not held, and why", "", "| | paragraph | force | why |", "| --- " * 4 + "|")
    for each in pack.provisions.values():
        if not each.held:
            yield f"| {each.id} | {each.cite} | {each.force} | {_cell(each.not_held)} |"
    yield ""


def _scenarios(pack: Pack, found: tuple[Mark, ...]) -> Iterator[str]:
    tested = named_by(pack, found, "scenario")
    cites: dict[str, set[str]] = defaultdict(set)
    for mark in found:
        for each in mark.ids if mark.kind == "scenario" and mark.pack == pack.id else ():
            cites[each].update(mark.cite.split(", "))
    yield from ("## Worked dates", "", "| scenario | paragraph | tests |", "| --- " * 3 + "|")
    for each in sorted(tested):
        yield f"| {each} | {', '.join(sorted(cites[each]))} | {_links(tested[each])} |"


def _references(held: Iterable[str]) -> str:
    """Return the places that hold a provision, those of a kind together."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for reference in held:
        kind, _, name = reference.partition(":")
        kinds[kind].append(f"`{name}`")
    return "<br>".join(f"{kind.replace('_', ' ')} {', '.join(names)}" for kind, names in kinds.items())


def _links(tests: Iterable[Check]) -> str:
    return "<br>".join(f"[{test.sentence}](../{test.module})" for test in tests)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def matrix(known: tuple[Control, ...], pack: Pack) -> str:
    """Return the document about the controls, which rest on the provisions of ``pack``."""
    lines = [
        "# Control matrix",
        "",
        "Each control with the rules it serves, the tests that hold the register to it, and where an auditor sees it.",
        f"Written by `make coverage-docs` from [controls.toml](controls.toml) and the [coverage table]({_name(pack)}).",
        "Commands run on the register's machine; pages open for the role of auditor.",
        "",
        "| control | built | rules |",
        "| --- " * 3 + "|",
        *(f"| [{each.title}](#{each.id}) | {_built(each)} | {', '.join(each.provisions)} |" for each in known),
        "",
        *(line for each in known for line in _control(each, pack)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _built(control: Control) -> str:
    return "yes" if control.built else "**not yet**"


def _control(control: Control, pack: Pack) -> Iterator[str]:
    named = ", ".join(f"{each} ({pack.provisions[Code(each)].cite})" for each in control.provisions)
    yield from (f'## <a id="{control.id}"></a>{control.title}', "", control.does, "")
    yield from (f"Rules: {named or 'none of the guide; a promise of the register itself'}.", "")
    if control.tests:
        yield from ("Tests:", "", *(f"- [{test.sentence}](../{test.module})" for test in control.tests), "")
    if control.evidence:
        yield from ("| evidence | how to see it |", "| --- | --- |")
        yield from (f"| {_cell(each.shows)} | {_cell(each.how)} |" for each in control.evidence)
        yield ""


def main() -> None:
    """Write the documents that changed."""
    for path, text in documents().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
