"""A case in the middle of a decision: facts are added one after the other, and the case is always as they leave it."""

from typing import Any

from register.domain.apply import changed
from register.domain.commands.base import Ref
from register.domain.decide.situation import Facts, Situation
from register.domain.law.policy import Pack
from register.domain.subjects.case import Case
from register.domain.values import Code, Id


class Unfolding:
    """Collects the facts of one decision about one case."""

    def __init__(self, ref: Ref, case: Case | None, situation: Situation) -> None:
        """Start with the case as it is (None: it does not exist yet)."""
        self.ref, self.situation = ref, situation
        self.facts: list[Any] = []
        self._case, self._applied = case, 0
        situation.mint.unfolded[ref] = self

    @classmethod
    def of(cls, case: Id, situation: Situation) -> "Unfolding":
        """Start with an existing case; raises ``Unknown``."""
        return cls(Ref(Code("case"), case), situation.case(case), situation)

    @property
    def case(self) -> Case:
        """The case as the facts so far leave it; they are only applied when somebody looks."""
        self._case = changed(self._case, self.ref, self.facts[self._applied :])
        self._applied = len(self.facts)
        if self._case is None:
            raise LookupError(self.ref.id)
        return self._case

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs the case is held to; the first one's code lists are used."""
        return self.situation.packs(self.case)

    def add(self, *facts: object) -> None:
        """Add facts."""
        self.facts.extend(facts)

    def result(self) -> Facts:
        """Return the facts for this case."""
        return {self.ref: self.facts}
