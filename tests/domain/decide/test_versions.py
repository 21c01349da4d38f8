"""The version of the day of receipt governs: a receipt moved across an edge takes the dates along (M15)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from register.domain.commands import case as c
from register.domain.facts import case as f
from register.domain.subjects.case import Case
from register.domain.values import Code, Id
from tests.domain.decide.elsewhere import FIRST, noon, old, standing, under
from tests.domain.decide.scene import ASH, POLICIES, Scene, an_opening, at


def with_next(pack: str, day: date) -> Any:
    """The packs, and a later version of one of them with the same rules from a day on."""
    last = POLICIES.versions(pack)[-1]
    ended = {key: replace(p, effective_to=day - timedelta(days=1)) for key, p in POLICIES.packs.items() if p.id == pack}
    newer = replace(last, version=Code(day.isoformat()), effective_from=day, corrects=None)
    return replace(POLICIES, packs={**POLICIES.packs, **ended, (newer.id, newer.version): newer})


def later(scene: Scene, case: Id, received: datetime) -> None:
    scene.do(c.CorrectReceipt(case=case, received_at=received, reason="Wrong date", evidence="The envelope"))
    scene.do(c.SettleReceipt(case=case, proposal=scene.made["proposal"], approve=True), ASH)


def dues(case: Case) -> list[Any]:
    return sorted((deadline.due for deadline in standing(case)), key=lambda due: (due.due_at, due.rule))


def test_a_receipt_before_the_first_version_is_asked_for_by_name() -> None:
    """Under DISP 1 from 1 June 2026: moved to 31 May it is claimed no more, and moved back it is."""
    scene = under("uk-fca-disp1", now=datetime(2026, 6, 20, 9, tzinfo=UTC))
    case = scene.do(old("uk-fca-disp1", date(2026, 6, 10), carried_over=None))
    first = dues(scene.case(case))
    back = noon(date(2026, 5, 31), "uk-fca-disp1")
    said = c.CorrectReceipt(case=case, received_at=back, reason="The letter lay in the branch")
    assert scene.refused(said) == {"receipt-before-pack": "received_at"}
    scene.do(replace(said, before_first_version=True))
    assert [fact for fact in scene.facts if isinstance(fact, f.VersionGoverns)] == [
        f.VersionGoverns(Code("uk-fca-disp1"), Code("2026-06-01"), unclaimed=True)
    ]
    assert not any(due.legal for due in dues(scene.case(case)))
    further = replace(said, received_at=back - timedelta(days=1))
    scene.do(further)
    later(scene, case, noon(date(2026, 6, 10), "uk-fca-disp1"))
    assert dues(scene.case(case)) == first
    needless = replace(said, received_at=noon(date(2026, 6, 9), "uk-fca-disp1"), before_first_version=True)
    assert scene.refused(needless) == {"pack-claims-it": "before_first_version"}


def test_a_receipt_is_never_moved_past_a_date_carried_over() -> None:
    scene = Scene(now=at("2026-06-20T09:00"))
    said = c.CarryingOver("Old desk", dates=(c.DateElsewhere("idr-response", last_day=date(2026, 5, 29)),))
    case = scene.do(an_opening(carried_over=said))
    moved = c.CorrectReceipt(case=case, received_at=at("2026-06-01T09:00"), reason="Late", evidence="The envelope")
    assert scene.refused(moved) == {"carried-date-before-receipt": "received_at"}


def test_a_correction_of_the_same_version_is_never_adopted_by_moving_the_receipt() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    older = scene.case(case)
    kept = replace(older.packs[0], version=POLICIES.versions(older.packs[0].pack)[0].version)
    scene.put("case", replace(older, packs=(kept,)))
    scene.do(c.CorrectReceipt(case=case, received_at=at("2026-05-11T09:00"), reason="The letter lay in the branch"))
    assert scene.case(case).packs == (kept,)


def test_a_version_for_the_day_is_adopted_once_there_is_one() -> None:
    scene = under("uk-fca-disp1")
    case = scene.do(old("uk-fca-disp1", date(2026, 5, 31)))
    first = FIRST["uk-fca-disp1"]
    older = replace(first, version=Code("2020-01-01"), effective_from=date(2020, 1, 1), effective_to=date(2026, 5, 31))
    said = c.AdoptCorrection(case=case, pack=first.id, version=older.version)
    assert scene.refused(said, ASH) == {"unknown-pack": "pack"}
    scene.now = datetime(2026, 9, 1, 9, tzinfo=UTC)
    scene.policies = replace(POLICIES, packs={(older.id, older.version): older, **POLICIES.packs})
    scene.do(said, ASH)
    assert (scene.case(case).packs[0].version, scene.case(case).packs[0].unclaimed) == (older.version, False)
    assert scene.case(case).breaches != ()


DAYS = st.integers(1, 60)


@settings(max_examples=25, deadline=None)
@for_all(st.sampled_from(sorted(FIRST)), DAYS, st.integers(0, 60))
def test_across_an_edge_and_back_the_first_dates_stand_again(pack: str, before: int, after: int) -> None:
    edge = max(FIRST[pack].effective_from, date(2026, 3, 1)) + timedelta(days=61)
    scene = under(pack, now=noon(edge + timedelta(days=90), pack))
    scene.policies = with_next(pack, edge)
    case = scene.do(old(pack, edge + timedelta(days=after), carried_over=None))
    first, held = dues(scene.case(case)), scene.case(case).packs
    assert held[0].version == edge.isoformat()
    earlier = noon(edge - timedelta(days=before), pack)
    scene.do(c.CorrectReceipt(case=case, received_at=earlier, reason="The letter lay in the branch"))
    assert scene.case(case).packs[0].version == POLICIES.nearest([pack], edge - timedelta(days=before))[0].version
    versions = {deadline.due.derivation.pack_version for deadline in standing(scene.case(case))}
    assert versions == {scene.case(case).packs[0].version}
    later(scene, case, noon(edge + timedelta(days=after), pack))
    assert (dues(scene.case(case)), scene.case(case).packs) == (first, held)
