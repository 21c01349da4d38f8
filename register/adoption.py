"""A corrected reading for every open complaint held to the older one: what it would change, and adopting it.

Many complaints are as many commands: each is recorded, refused or held to the correction already by itself, so whoever
stopped half-way goes on by asking again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from policies.catalogue import Policies
from register.clock import Clock
from register.domain.actors import Actor
from register.domain.commands.case import AdoptCorrection
from register.domain.errors import Illegal, Problem, Refused
from register.domain.law.policy import Pack
from register.domain.obligations.comparison import Outcome, Question, replay
from register.domain.permissions import kept_out, sees_case
from register.domain.subjects.case import Case
from register.domain.values import Code, Id
from register.reader import Reader
from register.registrar import Registrar


class Parts(Protocol):
    """What adopting needs of the register."""

    @property
    def clock(self) -> Clock: ...

    @property
    def policies(self) -> Policies: ...

    @property
    def registrar(self) -> Registrar: ...

    @property
    def reader(self) -> Reader: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """An open complaint under some version of the pack: ``outcome`` says what the correction would change of its dates;
    None where it is held to the correction already.
    """

    case: Id
    reference: Code
    version: Code
    outcome: Outcome | None


class Adoption:
    """One correction, on its way to the open complaints it was made for."""

    def __init__(self, register: Parts, correction: Pack) -> None:
        """Take the correction; raises ``Illegal`` (no-correction) for a version that corrects none."""
        if correction.corrects is None:
            raise Illegal(Problem("no-correction", "version", None, {"pack": correction.id, "to": correction.version}))
        self._register, self.correction = register, correction

    def count(self) -> int:
        """Return how many complaints are open, under whatever rules."""
        return self._register.reader.received.count_open()

    def standings(self, actor: Actor | None = None) -> Iterator[Standing | None]:
        """Yield every open complaint, the first received first; None for one the correction has nothing to do with.

        With an ``actor``, also for one that is closed to them.
        """
        policies, now = self._register.policies, self._register.clock()
        question = Question(self.correction, self.correction.id, None, policies.packs, policies.calendars, now)
        for case in self._register.reader.received.stream_open():
            open_to = actor is None or (sees_case(actor, case) and not kept_out(actor, case))
            yield self._standing(case, question) if open_to else None

    def waiting(self, actor: Actor) -> Iterator[tuple[Standing, Outcome]]:
        """Yield the open complaints that wait for it and are open to ``actor``, each with what it would change."""
        for standing in self.standings(actor):
            if standing is not None and standing.outcome is not None:
                yield standing, standing.outcome

    def adopt(self, case: Id, actor: Actor) -> Refused | None:
        """Adopt the correction for one complaint, as this person; return the refusal, None where it was recorded."""
        command = AdoptCorrection(case=case, pack=self.correction.id, version=self.correction.version)
        try:
            self._register.registrar.carry_out(command, actor)
        except Refused as refusal:
            return refusal
        return None

    def _standing(self, case: Case, question: Question) -> Standing | None:
        choice = next((held for held in case.packs if held.pack == self.correction.id), None)
        if choice is None:
            return None
        if choice.version == self.correction.version:
            return Standing(case.id, case.reference, choice.version, None)
        if not self.correction.puts_right(self._register.policies.pack(choice.pack, choice.version)):
            return None
        return Standing(case.id, case.reference, choice.version, replay(case, question))
