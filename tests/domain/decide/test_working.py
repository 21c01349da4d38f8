"""The people around a case and the daily work on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from register.domain.commands import case as c
from register.domain.commands.base import Upload
from register.domain.values import Code, Id
from tests.domain.decide.scene import ASH, BOTH, OLIVE, PACK, RECEIVED, Scene, an_id, an_opening

LATER = RECEIVED + timedelta(days=1)
NAIVE = datetime(2026, 5, 12, 12)  # noqa: DTZ001 -- naive on purpose
EXAMPLE = next(iter(PACK.codes[Code("systemic-example")].entries))
FILE = Upload("letter.pdf", "application/pdf", b"%PDF")


def a_stage() -> tuple[Scene, Id]:
    scene = Scene()
    return scene, scene.do(an_opening())


@pytest.mark.parametrize(
    ("command", "told", "code"),
    [
        (c.RaisePoint, {"text": " "}, "required"),
        (c.RecordPreferences, {"language": "not a code"}, "not-a-code"),
        (c.RecordPreferences, {"contact_by": "not a code"}, "not-a-code"),
        (c.RecordSupport, {"needs": ("hearing",)}, "consent-needed"),
        (c.RecordSupport, {"needs": ("hearing",), "consent_at": LATER}, "future-time"),
        (c.RecordSupport, {"needs": ("hearing",), "consent_at": NAIVE}, "naive-time"),
        (c.RecordRepresentative, {"kind": "parrot", "name": "Lee"}, "unknown-code"),
        (c.RecordRepresentative, {"kind": "legal", "name": " "}, "required"),
        (c.RecordRepresentative, {"kind": "legal", "name": "Lee", "exception": "easier"}, "unknown-code"),
        (c.RecordRepresentative, {"kind": "legal", "name": "Lee", "authority_at": LATER}, "future-time"),
        (c.RecordIdentityCheck, {"method": "not a code", "passed": True}, "not-a-code"),
        (c.RecordIdentityCheck, {"method": "call-back", "passed": True, "at": LATER}, "future-time"),
        (c.RecordIdentityCheck, {"method": "call-back", "passed": True, "contact": an_id(9)}, "no-such-contact"),
        (c.RecordContact, {"contact": c.ContactDetail("email", " ", "letter")}, "required"),
        (c.RecordComplainant, {"complainant": c.Identifying(kind="martian")}, "unknown-code"),
        (c.LinkAccount, {"account": an_id(9), "reason": "not a code"}, "not-a-code"),
        (c.AddNote, {"text": ""}, "required"),
        (c.AttachFile, {"file": Upload("a", "text/plain", b"")}, "empty-file"),
        (c.AttachFile, {"file": Upload("a", "text/plain", b"x" * (25 * 1024 * 1024 + 1))}, "file-too-large"),
        (c.AttachFile, {"file": Upload(" ", "text/plain", b"x")}, "required"),
        (c.AttachFile, {"file": Upload("a", "a b", b"x")}, "not-a-code"),
        (c.OpenTask, {"kind": "wait", "waiting_on": "not a code", "text": "x"}, "not-a-code"),
        (c.OpenTask, {"kind": "wait", "waiting_on": "bank", "text": ""}, "required"),
        (c.OpenTask, {"kind": "Robin.Example", "waiting_on": "handler", "text": "x"}, "not-listed"),
        (c.OpenTask, {"kind": "document", "waiting_on": "0491570156", "text": "x"}, "not-listed"),
        (c.LinkAccount, {"account": an_id(0xA1), "reason": "ex-wife-Jo"}, "not-listed"),
        (c.RecordContact, {"contact": c.ContactDetail("phone", "0491 570 156", "her-mother")}, "not-listed"),
        (c.RecordIdentityCheck, {"method": "knows-Robin", "passed": True}, "not-listed"),
        (c.RecordPreferences, {"contact_by": "at-her-sisters"}, "not-listed"),
        (c.RecordPreferences, {"language": "as-Robin-speaks"}, "not-a-code"),
        (c.RecordSupport, {"needs": ("bipolar",), "consent_at": RECEIVED}, "not-listed"),
        (c.AddParty, {"name": "Robin Example", "role": "ex-wife"}, "not-listed"),
        (c.FinishTask, {"task": an_id(9)}, "no-such-task"),
        (c.FlagSystemic, {"owner": an_id(0xA1)}, "required"),
        (c.FlagSystemic, {"owner": an_id(0xA1), "example": "nonsense"}, "unknown-code"),
        (c.FlagSystemic, {"owner": an_id(9), "example": EXAMPLE}, "no-such-account"),
        (c.AssignCase, {"assignee": an_id(9)}, "no-such-account"),
        (c.AssignCase, {"assignee": an_id(0xA7)}, "wrong-role"),
    ],
)
def test_what_is_wrong_is_named(command: type[Any], told: dict[str, Any], code: str) -> None:
    scene, case = a_stage()
    assert code in scene.refused(command(case=case, **told))


@pytest.mark.provision("S1", "S4", "W8", "P1", "RF5", "RF6", "RF20")
@pytest.mark.parametrize(
    ("command", "told", "part"),
    [
        (c.RaisePoint, {"text": "And nobody called back"}, "points"),
        (c.RecordPreferences, {"language": "fr", "never_at": ("work",)}, "preferences"),
        (c.RecordSupport, {"needs": ("hearing",), "consent_at": RECEIVED}, "support"),
        (c.RecordRepresentative, {"kind": "legal", "name": "Lee"}, "representative"),
        (c.RecordIdentityCheck, {"method": "call-back", "passed": False}, "identity"),
        (c.RecordContact, {"contact": c.ContactDetail("phone", "02 5550 1111", "letter")}, "contacts"),
        (c.AssignCase, {"assignee": OLIVE.account}, "assignee"),
        (c.AddNote, {"text": "Called", "privileged": True}, "withheld"),
        (c.AttachFile, {"file": FILE}, "files"),
        (c.OpenTask, {"kind": "document", "waiting_on": "third-party", "text": "Statement"}, "tasks"),
        (c.FlagSystemic, {"owner": an_id(0xA1), "example": EXAMPLE}, "systemic"),
        (c.RecordExternalStep, {"kind": "complained", "at": RECEIVED}, "external_steps"),
    ],
)
def test_each_step_leaves_its_mark_and_moves_no_date(command: type[Any], told: dict[str, Any], part: str) -> None:
    scene, case = a_stage()
    before = scene.case(case)
    scene.do(command(case=case, **told))
    assert getattr(scene.case(case), part) != getattr(before, part)
    assert scene.case(case).deadlines == before.deadlines


def test_only_a_passed_identity_check_makes_an_address_fit_for_account_information() -> None:
    scene, case = a_stage()
    contact = scene.case(case).contacts[0]
    for passed in (False, True):
        scene.do(c.RecordIdentityCheck(case=case, method="call-back", passed=passed, contact=contact.id))
        (found,) = scene.case(case).contacts
        assert found.verified is passed
        assert found.value == contact.value


def test_the_author_is_somebody_else_until_matched() -> None:
    scene, case = a_stage()
    assert not scene.case(case).complainant.author_matched
    scene.do(c.RecordComplainant(case=case, complainant=c.Identifying(name="Robin"), author_matched=True))
    assert scene.case(case).complainant.author_matched


def test_consent_withdrawn_takes_the_needs_away() -> None:
    scene, case = a_stage()
    scene.do(c.RecordSupport(case=case, needs=("hearing",), consent_at=RECEIVED))
    scene.do(c.RecordSupport(case=case, needs=()))
    assert scene.case(case).support is None


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("application/pdf", "application/pdf"),
        ("Text/Plain", "text/plain"),
        ("text/robin.example-0491570156", "application/octet-stream"),
    ],
)
def test_a_senders_own_word_for_a_file_stays_out_of_the_trail(declared: str, kept: str) -> None:
    scene, case = a_stage()
    scene.do(c.AttachFile(case=case, file=Upload("a", declared, b"x")))
    assert [fact.media_type for fact in scene.facts] == [kept]


@pytest.mark.provision("P7", "RF11")
def test_a_linked_officer_is_out_until_a_manager_lets_them_in() -> None:
    scene, case = a_stage()
    olive = OLIVE.account or an_id(0)
    scene.do(c.AssignCase(case=case, assignee=olive))
    scene.do(c.LinkAccount(case=case, account=olive, reason="named"), BOTH)
    assert scene.case(case).assignee is None
    assert "conflict-of-interest" in scene.refused(c.AddNote(case=case, text="x"), OLIVE)
    assert "conflict-of-interest" in scene.refused(c.AssignCase(case=case, assignee=olive), BOTH)
    assert "already-linked" in scene.refused(c.LinkAccount(case=case, account=olive, reason="named"), BOTH)
    assert "not-linked" in scene.refused(c.OverrideConflict(case=case, account=an_id(9), reason="x"), ASH)
    assert "required" in scene.refused(c.OverrideConflict(case=case, account=olive, reason=""), ASH)
    ash = ASH.account or an_id(0)
    scene.do(c.LinkAccount(case=case, account=ash, reason="relative"), BOTH)
    assert "conflict-of-interest" in scene.refused(c.OverrideConflict(case=case, account=ash, reason="x"), ASH)
    scene.do(c.OverrideConflict(case=case, account=olive, reason="Nobody else speaks French"), BOTH)
    scene.do(c.AddNote(case=case, text="Bonjour"), OLIVE)


@pytest.mark.provision("S5", "RF20")
def test_tasks_and_flags_end() -> None:
    scene, case = a_stage()
    scene.do(c.OpenTask(case=case, kind="document", waiting_on="third-party", text="Statement"))
    task = c.FinishTask(case=case, task=scene.made["task"])
    scene.do(task)
    assert "already-done" in scene.refused(task)
    scene.do(c.FlagSystemic(case=case, owner=an_id(0xA1), example=EXAMPLE))
    scene.do(c.FlagSystemic(case=case, owner=None))
    assert scene.case(case).systemic is None


@pytest.mark.provision("P13")
def test_a_restricted_case_exists_for_its_readers_alone() -> None:
    scene, case = a_stage()
    ash = ASH.account or an_id(0)
    hide = c.RestrictCase(case=case, readers=(an_id(9),), reason="A colleague complains")
    assert "stay-a-reader" in scene.refused(hide, ASH)
    assert "required" in scene.refused(c.RestrictCase(case=case, readers=(ash,), reason=" "), ASH)
    scene.do(c.RestrictCase(case=case, readers=(ash, an_id(0xA7)), reason="A colleague complains"), ASH)
    assert "no-such-case" in scene.refused(c.AddNote(case=case, text="x"), OLIVE)
    scene.do(c.RestrictCase(case=case, readers=(), reason="Settled"), ASH)
    scene.do(c.AddNote(case=case, text="x"), OLIVE)
