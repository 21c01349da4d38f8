"""One example for each command that sees, corrects or takes back."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from register.domain.actors import WORKER, Actor
from register.domain.commands import case as c
from tests.build import Bench, a_case
from tests.faults.of_cases import Examples, overdue, the_last


def _seen(bench: Bench) -> tuple[c.SeeBreach, Actor]:
    case = overdue(bench)
    bench.do(c.SweepDeadlines(case=case), WORKER)
    return c.SeeBreach(case=case, breach=the_last(bench, case, "breaches")), bench.officer


def _mistake(bench: Bench) -> tuple[c.WithdrawRecord, Actor]:
    case = a_case(bench)
    bench.do(c.RecordExternalStep(case=case, kind="referred-back", at=bench.clock()))
    step = the_last(bench, case, "external_steps")
    return c.WithdrawRecord(case=case, kind="external-step", record=step, reason="Another complaint's"), bench.officer


def _adopt(bench: Bench) -> tuple[c.AdoptCorrection, Actor]:
    """A case opened before the correction was shipped."""
    policies = bench.register.policies
    newest = policies.versions("au-asic-rg271")[-1]
    before = {key: pack for key, pack in policies.packs.items() if pack is not newest}
    registrar = bench.register.registrar
    registrar._policies = replace(policies, packs=before)
    case = a_case(bench)
    registrar._policies = policies
    return c.AdoptCorrection(case=case, pack=newest.id, version=newest.version), bench.approver


def _carried(bench: Bench) -> tuple[c.CarryDateOver, Actor]:
    in_time = (bench.clock() + timedelta(days=20)).date()
    stated = c.DateElsewhere("idr-response", last_day=in_time, source="Ticket 4711")
    return c.CarryDateOver(case=a_case(bench), date=stated), bench.officer


EXAMPLES: Final[Examples] = {
    c.SeeBreach: _seen,
    c.AdoptCorrection: _adopt,
    c.CarryDateOver: _carried,
    c.WithdrawRecord: _mistake,
}
