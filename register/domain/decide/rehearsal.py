"""What would come of a step, decided in full and thrown away: of a letter at the gate, of any step on a case. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from register.domain.apply import changed
from register.domain.commands import letter as c
from register.domain.commands.base import CaseCommand, Ref
from register.domain.decide import decide
from register.domain.decide.letters import draft_letter, submit_letter
from register.domain.decide.situation import Situation
from register.domain.errors import Problem, Refused
from register.domain.facts.letter import LetterApproved
from register.domain.subjects.case import Case
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The case with the letter written as said, every reason against submitting it, and whose approval it would need.

    ``letter`` is None where the words themselves were refused; ``second_person`` is None while the gate is closed.
    """

    case: Case
    letter: Id | None
    problems: Sequence[Problem]
    second_person: bool | None = None


def rehearse_letter(command: c.DraftLetter, situation: Situation) -> Rehearsal:
    """Write the letter and ask the gate, without anything happening."""
    case, ref = situation.case(command.case), Ref(Code("case"), command.case)
    try:
        written = draft_letter(command, situation)
    except Refused as refusal:
        return Rehearsal(case, None, refusal.problems)
    case = changed(case, ref, tuple(written[ref]))
    letter = command.letter or situation.mint.made["letter"]
    try:
        submitted = submit_letter(
            c.SubmitLetter(case=case.id, letter=letter), replace(situation, subjects={**situation.subjects, ref: case})
        )
    except Refused as refusal:
        return Rehearsal(case, letter, refusal.problems)
    alone = any(isinstance(fact, LetterApproved) for fact in submitted[ref])
    return Rehearsal(case, letter, (), second_person=not alone)


def foreseen(command: CaseCommand, situation: Situation) -> Case:
    """Return the case as the command would leave it; raises ``Refused`` as the command would."""
    case, ref = situation.case(command.case), Ref(Code("case"), command.case)
    happened: Case = changed(case, ref, tuple(decide(command, situation).get(ref, ())))
    return happened
