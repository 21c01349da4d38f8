"""The firm itself: its channels, its rules, its reports; and who may ask for what at all."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from register.domain import decide as decisions
from register.domain import permissions
from register.domain.actors import ADMINISTRATOR, APPROVER, AUDITOR, CONSOLE, OFFICER, SYSTEM, WORKER
from register.domain.commands import case as c
from register.domain.commands import channel as ch
from register.domain.commands import register as r
from register.domain.commands.base import Ref
from register.domain.subjects.firm import Epoch, details_of
from register.domain.trail.tree import Head
from register.domain.values import Code, Digest, Id
from tests.domain.decide.scene import (
    ADA,
    ASH,
    BOTH,
    FIRM,
    NOTHING,
    OLIVE,
    PACK,
    RECEIVED,
    Scene,
    a_person,
    an_id,
    an_opening,
)

AUDREY = a_person(0xA6, AUDITOR)
TIDE = a_person(0xB1, OFFICER, APPROVER, brands=frozenset({"tide"}))
DAY = timedelta(days=1)


def a_channel(scene: Scene, **changes: Any) -> Id:
    told: dict[str, Any] = {"platform": "facebook", "slug": "harbour", "brand": "harbour", **changes}
    return scene.do(ch.AddChannel(**told), ADA)


def a_report(**changes: Any) -> r.PrepareReport:
    told: dict[str, Any] = {
        "kind": "regulator",
        "entity": "harbour",
        "brand": None,
        "from_on": date(2026, 4, 1),
        "to_on": date(2026, 4, 30),
        "tree_size": 1,
        "root": Digest("0" * 64),
        "document": b"%PDF draft",
        **changes,
    }
    return r.PrepareReport(**told)


@pytest.mark.provision("CO5")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"brand": "nobody"}, "unknown-brand"),
        ({"slug": "not a slug"}, "not-a-code"),
        ({"covered_since": RECEIVED + DAY}, "future-time"),
    ],
)
def test_a_channel_is_declared_whole(changes: dict[str, Any], code: str) -> None:
    scene = Scene()
    told: dict[str, Any] = {"platform": "facebook", "slug": "harbour", "brand": "harbour", **changes}
    assert code in scene.refused(ch.AddChannel(**told), ADA)


def test_a_channel_lives_and_ends() -> None:
    scene = Scene()
    channel = a_channel(scene)
    assert "required" in scene.refused(ch.ChangeSecrets(channel=channel, secrets=()), ADA)
    scene.do(ch.ChangeSecrets(channel=channel, secrets=("new", "old")), ADA)
    assert len(scene.subjects[Ref(Code("channel"), channel)].secrets) == 2
    gap = ch.RecordGap(channel=channel, from_at=RECEIVED - DAY, until_at=RECEIVED, reason="outage")
    scene.do(gap, OLIVE)
    assert "ends-before-it-starts" in scene.refused(replace(gap, from_at=RECEIVED), OLIVE)
    assert "naive-time" in scene.refused(replace(gap, from_at=gap.from_at.replace(tzinfo=None)), OLIVE)
    assert "future-time" in scene.refused(replace(gap, until_at=RECEIVED + DAY), OLIVE)
    assert "no-such-channel" in scene.refused(gap, TIDE)
    scene.do(ch.CloseChannel(channel=channel), ADA)
    assert "channel-closed" in scene.refused(gap, OLIVE)
    assert "no-such-channel" in scene.refused(ch.CloseChannel(channel=an_id(9)), ADA)


def test_the_register_is_founded_once() -> None:
    scene = Scene()
    found = r.FoundRegister(origin="register.example", key="k", key_digest="0" * 64, packs=(PACK.id,))
    scene.do(found, CONSOLE)
    assert "already-founded" in scene.refused(found, CONSOLE)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (r.SetEntity(entity="a", name=" ", licence="L", place="NSW", packs=(PACK.id,)), "required"),
        (r.SetEntity(entity="a", name="A", licence="L", place="NSW", packs=()), "required"),
        (r.SetEntity(entity="a", name="A", licence="L", place="NSW", packs=("xx",)), "unknown-pack"),
        (r.SetEntity(entity="a", name="A", licence="L", place="MOON", packs=(PACK.id,)), "unknown-place"),
        (r.SetBrand(brand="b", entity="nobody", name="B"), "unknown-entity"),
        (r.SetBrand(brand="not a code", entity="harbour", name="B"), "not-a-code"),
        (r.SetDetails(details=(("afca-phone", " "),)), "required"),
        (r.SetDetails(details=(("nobody/firm-phone", "02 5550 0000"),)), "unknown-brand"),
        (r.SetHouseRules(officer_amount="-1", second_person=(), assess_within_days=30), "negative-amount"),
        (r.SetHouseRules(officer_amount="1", second_person=(), assess_within_days=0), "not-positive"),
    ],
)
def test_the_firm_is_described_in_known_words(command: Any, code: str) -> None:
    assert code in Scene().refused(command, ADA)


def test_the_firm_is_set_up_by_its_commands() -> None:
    scene = Scene(administrators={})
    for command in (
        r.FoundRegister(origin="register.example", key="k", key_digest="0" * 64, packs=(PACK.id,)),
        r.SetEntity(entity="harbour", name="Harbour", licence="L-1", place="NSW", packs=(PACK.id,)),
        r.SetBrand(brand="harbour", entity="harbour", name="Harbour"),
        r.SetDetails(details=(("afca-phone", "1800 000 000"),)),
        r.SetHouseRules(officer_amount="100", second_person=("idr-response",), assess_within_days=10),
        r.RecordExport(tree_size=1, entries=1, withheld=0),
    ):
        scene.firm = scene.subjects.get(r.REGISTER) or FIRM
        scene.do(command, CONSOLE)
    firm = scene.subjects[r.REGISTER]
    assert (firm.house.assess_within_days, len(firm.details), firm.exports) == (10, 1, 1)


@pytest.mark.parametrize(("last", "refused"), [(date(2026, 5, 11), False), (date(2026, 5, 12), True)])
def test_a_report_prepared_before_its_period_was_over_is_not_issued(last: date, refused: bool) -> None:
    """Prepared on 12 May in Sydney, approved and issued a month later: it would still miss what came after."""
    scene = Scene()
    report = scene.do(a_report(to_on=last), BOTH)
    digest = next(fact.document for fact in scene.facts)
    scene.now += 31 * DAY
    scene.do(r.SettleReport(report=report, document=digest, approve=True), ASH)
    issue = r.IssueReport(report=report, document=b"%PDF final", recipient="The regulator")
    if refused:
        assert scene.refused(issue) == {"period-not-over": "report"}
    else:
        scene.do(issue)


def test_a_report_takes_two_people_and_goes_out_once() -> None:
    scene = Scene()
    report = scene.do(a_report(), BOTH)
    digest = next(fact.document for fact in scene.facts)
    approve = r.SettleReport(report=report, document=digest, approve=True)
    issue = r.IssueReport(report=report, document=b"%PDF final", recipient="The regulator")
    assert "report-state" in scene.refused(issue)
    assert "own-work" in scene.refused(approve, BOTH)
    assert "content-changed" in scene.refused(replace(approve, document="0" * 64), ASH)
    assert "required" in scene.refused(replace(approve, approve=False), ASH)
    scene.do(approve, ASH)
    assert "report-state" in scene.refused(approve, ASH)
    assert "empty-document" in scene.refused(replace(issue, document=b""))
    assert "required" in scene.refused(replace(issue, recipient=" "))
    scene.do(issue)
    assert "report-state" in scene.refused(issue)
    assert "no-such-report" in scene.refused(replace(issue, report=an_id(9)))


def test_a_report_covers_what_its_maker_may_see() -> None:
    scene = Scene()
    assert "other-brand" in scene.refused(a_report(), TIDE)
    assert "other-brand" in scene.refused(a_report(brand="harbour"), TIDE)
    whole, own = scene.do(a_report(), OLIVE), scene.do(a_report(brand="tide"), OLIVE)
    refusal = r.SettleReport(report=whole, document="", approve=False, reason="Wrong period")
    assert "no-such-report" in scene.refused(refusal, TIDE)
    scene.do(replace(refusal, report=own), TIDE)
    assert "ends-before-it-starts" in scene.refused(a_report(to_on=date(2026, 3, 1)))
    assert "empty-document" in scene.refused(a_report(document=b""))
    scene.firm = replace(FIRM, entities=(*FIRM.entities, replace(FIRM.entities[0], id=PACK.id)))
    assert "other-entity" in scene.refused(a_report(entity=PACK.id, brand="tide"))


def test_every_command_has_its_decision_and_its_row() -> None:
    assert decisions.DECISIONS.keys() == permissions.MAY.keys()


@pytest.mark.parametrize("role", [OFFICER, APPROVER, AUDITOR, ADMINISTRATOR, SYSTEM])
def test_a_case_is_touched_by_casework_alone(role: str) -> None:
    scene = Scene()
    case = scene.do(an_opening())
    note = c.AddNote(case=case, text="x")
    somebody = a_person(0xC1, role)
    if role in {OFFICER, APPROVER}:
        scene.do(note, somebody)
    else:
        assert "not-permitted" in scene.refused(note, somebody)
    token = replace(OLIVE, scopes=frozenset({"cases:read"}))
    assert "scope-missing" in scene.refused(note, token)


def test_a_closed_case_takes_no_open_steps() -> None:
    scene = Scene()
    closing = c.Closing("resolved", "explanation-apology", "process", evidence="Apologised")
    case = scene.do(c.LogAndClose(opening=an_opening(), acknowledged_by="phone", closing=closing))
    for step in (
        c.ClassifyCase(case=case, classifying=c.Classifying("standard")),
        c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"),
        c.CloseCase(case=case, closing=closing),
        c.RaisePoint(case=case, text="x"),
    ):
        assert "illegal-step" in scene.refused(step)
    assert "no-such-case" in scene.refused(c.AddNote(case=an_id(9), text="x"))
    assert "no-such-message" in scene.refused(an_opening(message=an_id(9)))


def test_an_epoch_has_a_name_of_its_own() -> None:
    taken = Epoch(Code("restored"), NOTHING, 1, 1, Digest("0" * 64), RECEIVED)
    scene = Scene(firm=replace(FIRM, epochs=(taken,)))
    again = r.BeginEpoch(epoch="restored", reason="The disk failed", size=1, lost=Head(1, bytes(32)))
    assert scene.refused(again, CONSOLE) == {"already-taken": "epoch"}


def test_only_days_that_are_over_are_digested_and_each_once() -> None:
    yesterday = RECEIVED.date() - DAY
    told = r.DigestLogs(from_on=RECEIVED.date() - DAY, to_on=RECEIVED.date(), logs=())
    assert Scene().refused(told, WORKER) == {"date-out-of-range": "to_on"}
    again = Scene(firm=replace(FIRM, digested_on=yesterday))
    assert again.refused(replace(told, to_on=yesterday), WORKER) == {"already-done": "from_on"}


def test_every_reason_a_decision_gives_is_provoked_by_a_test() -> None:
    given = re.compile(r'(?:Problem\(|require\([^"]*?|checks\.require\(\n?[^"]*?)"([a-z]+(?:-[a-z]+)+)"', re.DOTALL)
    folder = Path(decisions.__file__).parent
    codes = {code for path in folder.glob("*.py") for code in given.findall(path.read_text(encoding="utf-8"))}
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert len(codes) > 60
    assert {code for code in codes if f'"{code}"' not in tests} - UNREACHABLE == set()


# The letter's state answers before its hash is compared; a pack that is not in force is refused when it is looked up.
UNREACHABLE = {"approval-void", "no-pack-in-force"}


def test_a_brand_s_name_stands_on_one_line_of_a_letterhead_and_of_a_header() -> None:
    for name in ("Tide\r\nBcc: eve@x.example", "Tide\u2028Savings", "Tide\x1b[31m"):
        assert "unreadable-characters" in Scene().refused(r.SetBrand(brand="tide", entity="harbour", name=name), ADA)
    assert "required" in Scene().refused(r.SetBrand(brand="tide", entity="harbour", name="\u200b"), ADA)


def test_an_address_letters_print_is_one() -> None:
    said = Scene().refused(
        r.SetDetails(details=(("firm-phone", "02 5550 0000"), ("firm-email", "complaints@b..cc"))), ADA
    )
    assert said == {"not-an-email": "details.firm-email"}


def test_a_brand_prints_its_own_details_where_it_has_them_and_no_other_brands() -> None:
    firm = {"firm-phone": "1", "firm-email": "a@firm.example", "tide/firm-phone": "2", "wave/firm-email": "w@e.example"}
    assert details_of(firm, "tide") == {"firm-phone": "2", "firm-email": "a@firm.example"}
    assert details_of(firm, "harbour") == {"firm-phone": "1", "firm-email": "a@firm.example"}
