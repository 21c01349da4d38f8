"""A regime is added by one file: made up here, put beside the shipped ones, and used without a line of code."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.numbers import format_currency

from policies.catalogue import FOLDER, Policies, load
from register.app import create_app
from register.domain.commands import case as c
from register.domain.errors import Invalid
from register.domain.subjects.deadline import Deadline
from register.domain.values import Id
from register.publication import Asked, preview_report
from register.worker import Worker
from tests.journeys.regime import Regime, a_regime
from tests.reports.paper import text
from tests.web.pages.visit import visit

FILE = Path(__file__).with_name("made_up.toml")
NAME, VERSION = "xx-harbour-master", "2026-01-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the policies with one more file in it."""
    copy = tmp_path / "policies"
    for part in ("calendars", "codes", "packs"):
        shutil.copytree(FOLDER / part, copy / part)
    place = copy / "packs" / NAME
    place.mkdir()
    shutil.copyfile(FILE, place / f"{VERSION}.toml")
    return copy


@pytest.fixture
def regime(folder: Path, database_url: str, tmp_path: Path) -> Iterator[Regime]:
    """A firm on the island, on either engine."""
    policies: Policies = load(folder)
    with a_regime(policies.pack(NAME, VERSION), policies, database_url, tmp_path / "home") as made:
        yield made


def test_the_island_is_founded_worked_for_and_reported_on(regime: Regime, tmp_path: Path) -> None:
    bench, case, at_sea = regime.bench, regime.log(), regime.log()
    told = c.Classifying(known=(("at_sea", "true"),))
    waiting = bench.do(c.ClassifyCase(case=at_sea, classifying=told, reason="They rang from the boat")).made["proposal"]
    bench.do(c.SettleClassification(case=at_sea, proposal=waiting, approve=True), bench.approver)
    assert (regime.case(case).held_class, regime.case(at_sea).held_class) == ("ashore", "at-sea")
    assert _last_day(regime, case, "verdict-ashore") == date(2026, 8, 19)
    assert _last_day(regime, at_sea, "verdict-at-sea") == date(2026, 9, 14)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    regime.answer(case)
    bench.do(c.CloseCase(case=case, closing=regime.closing(), remedies=(regime.remedy(),)))
    page = visit(create_app(regime.register), bench, bench.officer).get(f"/cases/{regime.case(case).reference}")
    assert format_currency(25, "NZD", locale="en_AU") in page
    assert "Dues given back" in page
    bench.clock.step(days=30)
    regime.given(at_sea, "word-from-shore")
    bench.clock.step(days=30)
    Worker(regime.register).run_once()
    assert [breach.deadline for breach in regime.case(at_sea).breaches] == [_deadline(regime, at_sea, "hail-back").id]
    assert regime.register.inspector.verify().faults == ()
    for kind in ("regulator", "board"):
        said = _report(regime, kind, tmp_path / f"{kind}.pdf")
        assert "Logbook of complaints hm 12 every year 10 business days after its end" in said
        assert "Complaint of somebody ashore" in said
        assert "not a return that a regulator prescribes" in said


def test_an_interim_letter_that_meets_a_limit_leaves_nobody_outside_it(regime: Regime, tmp_path: Path) -> None:
    case = regime.log("at-sea")
    regime.bench.clock.step(days=30)
    regime.given(case, "word-from-shore")
    regime.bench.clock.step(days=30)
    assert "Complaint of somebody at sea 0 1 0 0 0 1" in _report(regime, "regulator", tmp_path / "report.pdf")


@pytest.mark.parametrize("asked", ["product", "early-close-basis", "root-cause"])
def test_a_list_that_the_register_asks_for_cannot_be_forgotten(folder: Path, asked: str) -> None:
    file = folder / "packs" / NAME / f"{VERSION}.toml"
    kept = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith(f"{asked} = ")]
    file.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(Invalid) as refusal:
        load(folder)
    assert [(p.code, p.params["key"]) for p in refusal.value.problems] == [("pack-missing-key", f"codes.{asked}")]


def _deadline(regime: Regime, case: Id, rule: str) -> Deadline:
    return next(d for d in regime.case(case).deadlines if d.due.rule == rule and not d.replaced)


def _last_day(regime: Regime, case: Id, rule: str) -> date | None:
    return _deadline(regime, case, rule).due.derivation.due_calendar


def _report(regime: Regime, kind: str, paper: Path) -> str:
    asked = Asked(kind, "harbour", date(2026, 8, 1), date(2026, 10, 31))
    paper.write_bytes(preview_report(regime.register, regime.bench.officer, asked))
    return text(paper)
