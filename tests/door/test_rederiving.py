"""Open dates derived again apart from the replay: by one process or several, the same is found."""

from dataclasses import replace

import pytest

from policies.catalogue import Policies
from register.domain.law.calendars import Calendar
from register.domain.shapes import instant_text
from register.inspector import Inspector, rederivation
from register.inspector.findings import MOST_KEPT, Findings, Notebook
from register.store import tables as t
from tests.build import Bench, a_case
from tests.cli.console import Console
from tests.door.looking import codes, url_of
from tests.store.raw import ask, rewrite, run


def derived_again(bench: Bench, processes: int = 1, policies: Policies | None = None) -> Findings:
    inspector = Inspector(url_of(bench), policies or bench.register.policies, [])
    try:
        return inspector.rederive(processes)
    finally:
        inspector.close()


@pytest.mark.parametrize("processes", [1, 2], ids=["here", "spread"])
def test_a_sound_register_derives_the_same_dates(lived: Bench, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rederivation, "TOGETHER", 1)
    findings = derived_again(lived, processes)
    assert findings.holds
    assert findings.counts["cases"] == ask(url_of(lived), "SELECT count(*) FROM cases") > 1
    assert findings.counts["deadlines"] == lived.register.inspector.verify().counts["deadlines"] > 0
    assert [proven.code for proven in findings.proven] == ["dates-derived-again"]
    assert "not-replayed" in {statement.code for statement in findings.not_proven}


@pytest.mark.parametrize("processes", [1, 2], ids=["here", "spread"])
def test_a_date_that_differs_is_named_with_its_case(
    lived: Bench, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rederivation, "TOGETHER", 1)
    case = a_case(lived)
    known = lived.register.reader.cases.open(lived.officer, case).case.deadlines
    due = next(each.due for each in known if each.due.duty == "idr-response")
    written = instant_text(due.due_at)
    assert rewrite(url_of(lived), t.subjects.c.state, (written, written.replace("2026", "2027")), kind="case") > 0
    findings = derived_again(lived, processes)
    assert codes(findings) == {"deadline-differs"}
    assert case in {fault.subject for fault in findings.faults}
    assert due.rule in {fault.params["rule"] for fault in findings.faults}
    assert findings.proven == ()


def test_calendars_and_packs_are_those_the_proofs_name(lived: Bench) -> None:
    known = lived.register.policies
    unknown = Policies(known.packs, known.calendars, {}, known.released)
    assert codes(derived_again(lived, policies=unknown)) == {"deadline-underivable"}
    empty = {key: Calendar(each.id, each.version, {}, each.last_year) for key, each in known.every_calendar.items()}
    newest: dict[str, Calendar] = {each.id: each for each in empty.values()}
    assert derived_again(lived, policies=Policies(known.packs, newest, known.every_calendar, known.released)).holds


def test_a_year_announced_since_is_no_other_date(lived: Bench) -> None:
    """Dates recorded before the calendars said what is announced stay as they are: only their certainty differs."""
    known = lived.register.policies
    unsure = {key: replace(each, gazetted_year=2020) for key, each in known.every_calendar.items()}
    newest: dict[str, Calendar] = {each.id: each for each in unsure.values()}
    assert derived_again(lived, policies=Policies(known.packs, newest, unsure, known.released)).holds


def test_a_state_nobody_can_read_is_named_and_stops_nothing(lived: Bench) -> None:
    case = ask(url_of(lived), "SELECT min(id) FROM cases")
    run(url_of(lived), "UPDATE subjects SET state = '{}' WHERE id = :id", id=case)
    findings = derived_again(lived)
    assert [(fault.code, fault.subject) for fault in findings.faults] == [("state-unreadable", case)]
    assert findings.counts["cases"] == ask(url_of(lived), "SELECT count(*) FROM cases")


def test_progress_is_told(lived: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rederivation, "TOGETHER", 1)
    told: list[tuple[int, int]] = []
    lived.register.inspector.rederive(progress=lambda done, total: told.append((done, total)))
    cases = ask(url_of(lived), "SELECT count(*) FROM cases")
    assert told == [(done, cases) for done in range(1, cases + 1)]


def test_the_console_says_what_it_found(lived: Bench) -> None:
    console = Console(lived.register.settings.home, url_of(lived))
    cases = ask(url_of(lived), "SELECT count(*) FROM cases")
    assert console.does("policy", "rederive").endswith("open dates derived again: 0 differences.\n")
    run(url_of(lived), "UPDATE subjects SET state = '{}' WHERE kind = 'case'")
    result = console.run("policy", "rederive", "--processes", "1")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == f"{cases} cases, 0 open dates derived again: {cases} differences."


def test_notebooks_join_without_growing_over_their_limit() -> None:
    whole, part = Notebook(), Notebook()
    for notebook in (whole, part):
        notebook.count("cases", 3)
        for number in range(MOST_KEPT - 1):
            notebook.fault("deadline-differs", ("case", str(number)))
    whole.add(part)
    assert (whole.fault_count, len(whole.faults), whole.counts) == (2 * (MOST_KEPT - 1), MOST_KEPT, {"cases": 6})
