"""Asking the gate about a letter that is still being written, with nothing happening."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from register.domain.commands.letter import DraftLetter, Writing
from register.domain.decide.rehearsal import Rehearsal, rehearse_letter
from register.domain.errors import Problem
from register.domain.values import Cite, Id
from register.reader.cases import CaseFile
from register.web.pages.cases.foresight import nothing_kept, situation_of
from register.web.pages.letters.form import LetterForm, Sheet, said_of
from register.web.pages.letters.originals import BESIDE
from register.web.pages.letters.parts import FINDINGS, POINTS, Part
from register.wiring import Register


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The rehearsal, and the case file as it would read with the letter in it."""

    rehearsal: Rehearsal
    file: CaseFile


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the gate's list: what is asked, where it is in the form, and what is wrong with it, if anything."""

    title: str
    anchor: str
    cite: Cite | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate as the author sees it: the pack's parts one by one, then whatever else stands against the letter."""

    checks: Sequence[Check]
    others: Sequence[str]
    second_person: bool | None

    @property
    def missing(self) -> int:
        """How many things are still to do."""
        return sum(len(check.wrong) for check in self.checks) + len(self.others)


def rehearse(register: Register, file: CaseFile, writing: Writing, letter: Id | None) -> Rehearsed:
    """Decide what writing and submitting this letter would come to."""
    mint = nothing_kept()
    situation = situation_of(register, file, mint)
    rehearsal = rehearse_letter(DraftLetter(case=file.case.id, writing=writing, letter=letter), situation)
    minted: dict[str, str] = {secret.digest: secret.value.decode("utf-8", "replace") for secret in mint.secrets}
    return Rehearsed(rehearsal, replace(file, case=rehearsal.case, plain={**file.plain, **minted}))


def gate_of(sheet: Sheet, form: LetterForm, rehearsal: Rehearsal) -> Gate:
    """Sort the reasons against the letter under the parts they are about."""
    left = [(form.place_of(problem), problem) for problem in rehearsal.problems]
    checks = []
    for part in sheet.parts:
        mine = [pair for pair in left if _is_about(pair[0], part)]
        left = [pair for pair in left if pair not in mine]
        if mine or part.stance == "required":
            wrong = tuple(dict.fromkeys(_bare(each) for _, each in mine))
            checks.append(Check(part.heading, _anchor(part, mine), part.cite, wrong))
    return Gate(checks, [said_of(problem) for _, problem in left], rehearsal.second_person)


def _is_about(field: str, part: Part) -> bool:
    place = field.removeprefix(BESIDE)
    if part.kind == POINTS:
        return place == "points" or place.startswith("answer-")
    if part.kind == FINDINGS:
        return place.startswith(("support-", "finding"))
    return place == part.name


def _anchor(part: Part, mine: Sequence[tuple[str, Problem]]) -> str:
    if part.kind in {POINTS, FINDINGS}:
        return mine[0][0] if mine and mine[0][0] != "points" else part.kind
    return mine[0][0] if mine else part.name


def _bare(problem: Problem) -> str:
    """Return the sentence without its paragraph, which the line shows already."""
    return said_of(replace(problem, cite=None))
