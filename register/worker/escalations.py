"""Managers are told of cases at risk."""

from register.domain.commands.case import EscalateRisks
from register.domain.obligations.delays import to_escalate
from register.domain.obligations.risks import horizons
from register.worker.shift import Job, Shift


def escalate(shift: Shift, job: Job) -> int:
    """Tell a manager of what the packs escalate, as early as each asks for."""
    register = shift.register
    now, policies = register.clock(), register.policies
    near = register.reader.guard.untold(horizons(policies.packs.values(), now, escalated=True))
    packs = {case.id: tuple(policies.pack(held.pack, held.version) for held in case.packs) for case in near}
    waiting = [case.id for case in near if to_escalate(case, packs[case.id], now)]
    return shift.each(job, ((case, case) for case in waiting), lambda case: shift.do(EscalateRisks(case=case)))
