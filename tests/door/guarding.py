"""What the state machine asks of the delay guard and of holds."""

from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from register.domain.commands import case as c
from register.domain.values import Id
from register.ids import new_id
from tests.door.asking import Asking
from tests.door.chances import GROUNDS, HOLDS, approving, people, which


class Guarding(RuleBasedStateMachine):
    """Grounds, escalations and holds of the cases of one register."""

    on: Asking

    def _case(self, number: int) -> Any:
        return self.on.case(self.on.cases[number % len(self.on.cases)])

    def _pick(self, parts: Any, number: int) -> Id:
        return Id(parts[number % len(parts)].id) if parts else Id(new_id())

    @rule(number=which, ground=st.sampled_from(GROUNDS), who=people)
    def state_ground(self, number: int, ground: str, who: str) -> None:
        self.on.ask(c.StateDelayGround(case=self._case(number).id, ground=ground, facts="The other bank answers"), who)

    @rule(number=which, take=st.booleans(), who=approving)
    def escalate(self, number: int, take: bool, who: str) -> None:
        case = self._case(number)
        taking = c.TakeEscalation(case=case.id, escalation=self._pick(case.escalations, -1), decision="Today")
        self.on.ask(taking if take else c.EscalateRisks(case=case.id), who if take else "worker")

    @rule(number=which, step=st.sampled_from(HOLDS), who=people)
    def hold(self, number: int, step: str, who: str) -> None:
        case = self._case(number)
        hold, early = self._pick(case.holds, number), "limitation-period-expiring" if step == "except" else None
        steps: dict[str, Any] = {
            "order": c.OrderHold(case=case.id, prohibition="enforcement", recipient="Collections"),
            "confirm": c.ConfirmHold(case=case.id, hold=hold, evidence="By phone"),
        }
        self.on.ask(steps.get(step) or c.LiftHold(case=case.id, hold=hold, reason="Over", exception=early), who)
