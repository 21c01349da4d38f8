"""What a page says of limits that passed, and what is taken back: told truly, by name, and only once."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask

from register.domain.actors import WORKER
from register.domain.commands import case as c
from tests.build import Bench, a_case
from tests.web.pages.test_cases import read, step
from tests.web.pages.visit import Visit, visit


def test_a_possible_breach_says_when_it_passed_was_recorded_and_seen(bench: Bench, olive: Visit, ash: Visit) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=40))
    bench.do(c.SweepDeadlines(case=case), WORKER)
    page = olive.get(f"/cases/{case}")
    assert "limit passed on" in page
    assert "not seen yet" in page
    (breach,) = read(bench, case).breaches
    assert step(olive, case, "see", breach=breach.id).status_code == 302
    assert "first seen by" in olive.get(f"/cases/{case}")
    told = {"breach": breach.id, "result": "no-breach", "reasons": "It was answered by telephone"}
    assert step(ash, case, "assess", **told).status_code == 302
    assert "No breach" in ash.get(f"/cases/{case}")


def test_privileged_reasons_are_for_those_who_work_on_it(bench: Bench, app: Flask, ash: Visit) -> None:
    case = a_case(bench, received_at=bench.clock() - timedelta(days=40))
    bench.do(c.SweepDeadlines(case=case), WORKER)
    (breach,) = read(bench, case).breaches
    told = {"breach": breach.id, "result": "breach", "reasons": "Our lawyers say so", "privileged": "y"}
    assert step(ash, case, "assess", **told).status_code == 302
    assert "Our lawyers say so" in ash.get(f"/cases/{case}")
    assert "Our lawyers say so" not in visit(app, bench, bench.auditor).get(f"/cases/{case}")


def test_what_was_in_time_after_all_asks_for_another_assessment(bench: Bench, olive: Visit, ash: Visit) -> None:
    """The agreement was recorded late: the possible breach stays, and says so."""
    received = bench.clock() - timedelta(days=30)
    case = a_case(bench, received_at=received, classifying=c.Classifying("credit-hardship-notice"))
    bench.do(c.SweepDeadlines(case=case), WORKER)
    (breach,) = read(bench, case).breaches
    told = {"breach": breach.id, "result": "breach", "reasons": "Nobody looked"}
    assert step(ash, case, "assess", **told).status_code == 302
    agreed = c.RecordEvent(case=case, event="agreement_reached", at=received + timedelta(days=5), evidence="Call 9")
    bench.do(agreed)
    (breach,) = read(bench, case).breaches
    assert (breach.standing, breach.result) == ("in-time", None)
    page = olive.get(f"/cases/{case}")
    assert "In time after all" in page
    assert "not assessed" in page


def test_a_mistake_is_taken_back_by_its_name_and_day(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    bench.do(c.RecordExternalStep(case=case, kind="referred-back", at=bench.clock()))
    (kept,) = read(bench, case).external_steps
    form = olive.get(f"/cases/{case}/withdraw")
    assert "A step with an external scheme" in form
    told = {"record": f"external-step:{kept.id}", "reason": "Another complaint's"}
    assert step(olive, case, "withdraw", **told).status_code == 302
    assert read(bench, case).external_steps == ()
    assert "Taken back as a mistake" in olive.get(f"/cases/{case}")


def test_whoever_delays_a_hardship_answer_reads_that_there_is_no_further_time(bench: Bench, olive: Visit) -> None:
    received = bench.clock() - timedelta(days=18)
    case = a_case(bench, received_at=received, classifying=c.Classifying("credit-hardship-notice"))
    assert "there is no further time at IDR" in olive.get(f"/cases/{case}")


def test_a_cautious_date_says_what_is_not_known(bench: Bench, olive: Visit) -> None:
    case = a_case(bench, classifying=c.Classifying("super-death-benefit"))
    assert "cautious: not known when" in olive.get(f"/cases/{case}")


def test_a_corrected_reading_is_adopted_on_the_page_of_an_open_complaint(
    bench: Bench, olive: Visit, ash: Visit
) -> None:
    """A complaint from before the correction was shipped."""
    registrar, policies = bench.register.registrar, bench.register.policies
    newest = policies.versions("au-asic-rg271")[-1]
    registrar._policies = replace(
        policies, packs={key: pack for key, pack in policies.packs.items() if pack is not newest}
    )
    case = a_case(bench)
    registrar._policies = policies
    assert "Adopt the corrected rules" not in olive.get(f"/cases/{case}")
    assert "Adopt the corrected rules" in ash.get(f"/cases/{case}")
    assert step(ash, case, "adopt", version=f"{newest.id}/{newest.version}").status_code == 302
    assert read(bench, case).packs[0].version == newest.version
    assert "Adopt the corrected rules" not in ash.get(f"/cases/{case}")
