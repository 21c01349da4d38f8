"""A letter in another language than the pack's own: beside each part somebody writes, what it says in that one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from register.domain.commands.letter import Original
from register.domain.sealed import Sealed
from register.domain.subjects.letter import Content
from register.publication.suggestions import Suggested
from register.reader.cases import CaseFile
from register.web.pages.letters.parts import title_of

BESIDE: Final = "original-"
WRITTEN: Final = "text"
KINDS: Final = {"blocks": "block", "answers": "answer"}


def place_of_original(tail: str, number: str | int) -> str:
    """Return the field of an original a problem is about: ``blocks.outcome``, ``answers.<point>``, ``findings``."""
    kind, _dot, name = tail.partition(".")
    return f"{BESIDE}{KINDS[kind]}-{name}" if kind in KINDS else f"{BESIDE}finding-{number}"


def data_of_original(original: Original) -> dict[str, Any]:
    """Return what the form shows beside the parts of a letter that is written already."""
    data: dict[str, Any] = {"translator": original.translator}
    data |= {f"{BESIDE}block-{block}": text for block, text in original.blocks}
    data |= {f"{BESIDE}answer-{point}": text for point, text in original.answers}
    for number, (found, support) in enumerate(original.findings, 1):
        data |= {f"{BESIDE}finding-{number}": found, f"{BESIDE}support-{number}": support}
    return data


def original_from(file: CaseFile, content: Content) -> Original:
    """Return what a stored letter says in the pack's own language; what was erased is empty."""

    def words(sealed: Sealed | None) -> str:
        return file.text(sealed) or ""

    return Original(
        words(content.translator),
        tuple((block.id, words(block.original)) for block in content.blocks if block.original),
        tuple((answer.point, words(answer.original)) for answer in content.answers if answer.original),
        tuple((words(each.original), words(each.original_support)) for each in content.findings),
    )


def respoken(
    said: MultiDict[str, str], own: str, language: str, before: Sequence[Suggested], now: Sequence[Suggested]
) -> MultiDict[str, str]:
    """Return what the form holds after another language was chosen.

    Standard texts nobody touched are said anew. What somebody wrote in the pack's own language moves beside its part,
    for translation, and back again.
    """
    changed = MultiDict(said)
    changed["spoken"] = language
    standard = {f"block-{each.id}": each.text for each in before}
    kept = [name for name in said if name.startswith(("block-", "answer-", "finding-", "support-"))]
    fixed = {f"block-{each.id}" for each in now if each.kind != WRITTEN}
    for name in kept:
        beside, text = f"{BESIDE}{name}", said.get(name, "")
        if language == own:
            changed[name] = said.get(beside) or text
        elif said.get("spoken") == own and name not in fixed and not said.get(beside):
            changed[beside], changed[name] = text, ""
    for each in now:
        name = f"block-{each.id}"
        if standard.get(name) and _same(said.get(name, ""), standard[name]):
            changed[name] = each.text if each.required else ""
            changed[f"{BESIDE}{name}"] = each.original.text if each.original is not None else ""
    return changed


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


@dataclass(frozen=True, slots=True)
class Beside:
    """One part in both languages, for whoever approves it."""

    title: str
    original: str
    text: str


def both_languages(file: CaseFile, content: Content, headings: Mapping[str, str]) -> list[Beside]:
    """Return each part that has an original, with what the reader gets in its place."""
    words = file.text
    numbers = {point.id: number for number, point in enumerate(file.case.points, 1)}
    told = [(headings.get(b.id) or title_of(b.id), b.original, b.text) for b in content.blocks]
    told += [(f"{headings['points']} {numbers.get(a.point, '')}", a.original, a.text) for a in content.answers]
    for number, each in enumerate(content.findings, 1):
        told.append((f"{headings['findings']} {number}", each.original, each.text))
        if each.original_support is not None:
            told.append((f"{headings['support']} {number}", each.original_support, each.support or each.text))
    return [Beside(title, words(own) or "", words(text) or "") for title, own, text in told if own is not None]
