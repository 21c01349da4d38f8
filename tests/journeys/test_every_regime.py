"""Under every pack that is shipped, alone, a firm does the whole job; a further pack is covered by being there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.numbers import format_currency

from policies.catalogue import shipped
from register.app import create_app
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.law.policy import Pack
from register.domain.values import Code, Id
from register.publication import Asked, case_file, preview_report
from register.publication.returns import returns
from register.worker import Worker
from tests.api.caller import House
from tests.build import a_message
from tests.cli.console import Console
from tests.journeys.regime import WORDS, Regime, a_regime
from tests.reports.paper import text
from tests.web.pages.visit import visit

POLICIES = shipped()
PACKS = [POLICIES.versions(name)[-1] for name in sorted({name for name, _ in POLICIES.packs})]
# Packs are data, which no engine reads otherwise than another: one of them shows that.
EACH = [pytest.param(pack, id=str(pack.id), marks=[pytest.mark.one_engine] * (pack is not PACKS[0])) for pack in PACKS]
EARLY = Code("early-close-basis")


@pytest.fixture(params=EACH)
def regime(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Regime]:
    """A firm under one pack alone, on either engine."""
    with a_regime(request.param, POLICIES, database_url, tmp_path / "home") as made:
        yield made


def test_a_complaint_goes_from_the_telephone_to_its_end(regime: Regime) -> None:
    bench, case = regime.bench, regime.log()
    bench.do(c.ClassifyCase(case=case, classifying=c.Classifying(regime.first_class)))
    assert [d for d in regime.case(case).deadlines if d.due.derivation.due_calendar is not None]
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    regime.answer(case)
    bench.do(c.CloseCase(case=case, closing=regime.closing(), remedies=(regime.remedy(),)))
    assert regime.case(case).status == "closed"
    bench.clock.step(days=40)
    assert "seal" in Worker(regime.register).run_once()
    assert regime.register.inspector.verify().fault_count == 0
    assert case_file(regime.register, bench.auditor, regime.case(case).reference).startswith(b"%PDF")


def test_every_letter_can_be_written_from_what_is_suggested(regime: Regime) -> None:
    for complaint_class in regime.pack.classes:
        case = regime.log(complaint_class)
        for kind, decision, spec in regime.letters(case):
            # Of one kind one letter is written at a time, so the next decision is that of another complaint.
            if any(letter.content.type == kind.id for letter in regime.case(case).letters):
                case = regime.log(complaint_class)
            late = 0 if kind.after_limit is None else 100
            regime.bench.clock.step(days=late)
            regime.approved(case, regime.written(case, kind, decision, spec))
            regime.bench.clock.step(days=-late)
            assert regime.case(case).letters[-1].state == "approved"


def test_every_missed_limit_is_found_and_everybody_at_risk_named(regime: Regime) -> None:
    cases = [regime.log(known) for known in regime.pack.classes]
    regime.bench.clock.step(days=200)
    Worker(regime.register).run_once()
    for case in cases:
        stored = regime.case(case)
        limits = [d for d in stored.deadlines if d.due.kind == "deadline" and d.due.due_at <= regime.bench.clock()]
        assert limits
        assert all(deadline.missed_recorded for deadline in limits)
        assert (regime.pack.is_example or regime.pack.is_draft) <= (not stored.breaches)
    assert regime.register.inspector.verify().fault_count == 0


@pytest.mark.parametrize("kind", ["regulator", "board"])
def test_both_reports_speak_of_the_pack_and_count_in_its_money(regime: Regime, tmp_path: Path, kind: str) -> None:
    bench, pack = regime.bench, regime.pack
    case = regime.log(regime.first_class)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    regime.answer(case)
    bench.do(c.CloseCase(case=case, closing=regime.closing(), remedies=(regime.remedy(),)))
    day = bench.clock().date()
    paper = tmp_path / "report.pdf"
    paper.write_bytes(preview_report(regime.register, bench.officer, Asked(kind, "harbour", day.replace(day=1), day)))
    said = text(paper)
    assert f"{pack.id}, {pack.version}" in said
    assert pack.is_example == ("(an example, no law)" in said)
    assert pack.is_draft == ("(draft law, UNCONFIRMED)" in said)
    assert format_currency(25, pack.currency, locale="en_AU") in said
    assert bool(pack.returns) == ("Returns the rules ask for" in said)
    assert [each.period for each in returns(pack, "en-AU") if each.period not in said] == []


def test_what_was_settled_on_the_spot_ends_on_one_page_where_the_regime_knows_it(regime: Regime) -> None:
    olive = visit(create_app(regime.register), regime.bench, regime.bench.officer)
    if not regime.pack.codes[EARLY].entries:
        assert 'action="/log/open"' in olive.get("/log/")
        assert "Log and close" not in olive.get("/log/open")
        return
    told = {"summary": "Charged twice", "name": "Robin Example", "evidence": "Said so", "root_cause": "process"}
    answer = olive.send("/log/", "/log/", **told, remedy=regime.first("remedy"), amount="25.00")
    assert answer.status_code == 302, answer.text
    case = regime.case(Id(answer.headers["Location"].rsplit("/", 1)[1]))
    assert (case.status, case.closure and case.closure.basis) == ("closed", regime.first(EARLY))
    assert format_currency(25, regime.pack.currency, locale="en_AU") in olive.get(f"/cases/{case.reference}")


def test_every_page_opens(regime: Regime) -> None:
    bench, app, case = regime.bench, create_app(regime.register), regime.log()
    olive, ash, ada = (visit(app, bench, actor) for actor in (bench.officer, bench.approver, bench.admin))
    reference, message = regime.case(case).reference, a_message(bench)
    for page in ("/queue/", "/inbox/", f"/inbox/{message}", "/log/open", "/reports/", "/remedies/", "/at-risk/"):
        olive.get(page)
    assert "Robin Example" in olive.get(f"/cases/{reference}")
    answer = olive.step(reference, "classify", complaint_class=regime.first_class)
    assert answer.status_code == 302, answer.text
    for kind, decision, spec in regime.letters(case):
        asked = f"/letters/{reference}/new?type={kind.id}" + (f"&decision={decision}" if decision else "")
        page = olive.get(asked)
        assert [block.id for block in spec.required if block.kind == "text" and block.id not in page] == []
    kind, decision, spec = next(found for found in regime.letters(case) if found[0].event == "final_sent")
    letter = Id(bench.do(le.DraftLetter(case=case, writing=regime.written(case, kind, decision, spec))).made["letter"])
    assert kind.title in olive.get(f"/letters/{reference}/{letter}")
    assert WORDS in olive.get(f"/letters/{reference}/{letter}/preview")
    bench.do(le.SubmitLetter(case=case, letter=letter))
    assert reference in ash.get("/approvals/")
    for page in ("/set-up/", "/set-up/channels", "/set-up/firm"):
        ada.get(page)
    assert [
        kind.title for kind in regime.pack.letter_types.values() if kind.title not in ada.get("/set-up/rules")
    ] == []
    assert regime.pack.title in ada.get("/policies/")


def test_programs_find_the_same(regime: Regime) -> None:
    house, pack = House(regime.bench), regime.pack
    opening = {
        "brand": "harbour",
        "channel": regime.first("received-channel"),
        "summary": "Charged twice",
        "received_at": regime.bench.clock().isoformat(),
        "classifying": {"complaint_class": regime.first_class},
        "complainant": {"name": "Robin Example", "kind": regime.first("complainant-type")},
    }
    made = house.officer.post("/cases", opening)
    assert made.status_code == 201, made.text
    case = f"/cases/{made.json['reference']}"
    titles = {each["title"] for each in house.officer.get(f"{case}/deadlines").json["items"]}
    assert titles
    assert titles <= set(pack.duties.values())
    for path in (
        case,
        f"{case}/entries",
        f"{case}/letters",
        "/cases",
        "/messages",
        "/approvals",
        "/reports",
        "/at-risk",
    ):
        assert house.officer.get(path).status_code == 200, path
    told = house.officer.get(f"/packs/{pack.id}/codes").json
    assert str(pack.version) in {each["version"] for each in house.officer.get("/packs").json["items"]}
    assert told["id"] == pack.id


@pytest.mark.parametrize("pack", EACH)
def test_the_command_line_founds_a_register_under_it(database_url: str, tmp_path: Path, pack: Pack) -> None:
    console = Console(tmp_path / "home", database_url)
    if pack.is_draft:
        assert "draft law" in console.refuses("init", "--pack", pack.id)
        assert not (tmp_path / "home").exists()
        return
    assert "Verifier key" in console.does("init", "--entity", "harbour", "--brand", "harbour", "--pack", pack.id)
    assert "harbour" not in console.does("trail", "verify")
