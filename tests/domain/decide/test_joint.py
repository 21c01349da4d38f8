"""Several people complain in one complaint: each is added, told, reached and let go for themselves (ADR 15)."""

import pytest

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.subjects.complainants import complainants, first_of
from register.domain.subjects.reportable import reportable
from tests.domain.decide.joint import (
    HOUR,
    a_joint_case,
    added,
    answered,
    begun,
    by_hand,
    contact,
    going,
    joining,
    mailed,
    people,
    queued,
    told,
)
from tests.domain.decide.scene import (
    RECEIVED,
    Scene,
    a_response,
    a_withdrawal,
    an_id,
    an_opening,
    approved,
    given,
)

# ------------------------------------------------------------------------------- who complains


def test_what_is_known_of_one_is_not_known_of_another() -> None:
    scene, case, (first, second) = a_joint_case()
    scene.do(c.RecordPreferences(case=case, language="id", safe_address="Box 7", person=second))
    scene.do(c.RecordSupport(case=case, needs=("safety",), consent_at=scene.now, person=second))
    mother = c.RecordRepresentative(case=case, kind="family", name="Noor", authority_at=scene.now, person=second)
    scene.do(mother)
    scene.do(c.RecordIdentityCheck(case=case, method="document", passed=True, person=second))
    robin, kim = complainants(scene.case(case))
    assert (robin.id, kim.id) == (first, second)
    assert (kim.preferences.language, kim.representative is not None, len(kim.identity)) == ("id", True, 1)
    assert kim.support is not None
    assert (robin.preferences.language, robin.support, robin.representative, robin.identity) == (None, None, None, ())
    assert reportable(scene.case(case)).support == ("safety",)
    scene.do(c.RecordComplainant(case=case, complainant=c.Identifying(kind="individual"), person=second))
    robin, kim = complainants(scene.case(case))
    assert (robin.complainant.kind, kim.complainant.kind) == (None, "individual")


def test_nothing_of_one_of_several_is_recorded_without_a_name() -> None:
    scene, case, (_, second) = a_joint_case()
    phone = c.ContactDetail("phone", "02 5550 1234", "phone-call")
    commands = (
        c.RecordContact(case=case, contact=phone),
        c.RecordPreferences(case=case, safe_address="Box 7"),
        c.RecordSupport(case=case, needs=()),
        c.RecordRepresentative(case=case, kind=""),
        c.RecordIdentityCheck(case=case, method="document", passed=True),
        c.RecordComplainant(case=case, complainant=c.Identifying(name="Pat Example")),
        c.AcknowledgeCase(case=case, method="phone", evidence="Called"),
    )
    for command in commands:
        assert "which-complainant" in scene.refused(command), command
    stranger = c.ContactDetail("phone", "02 5550 1234", "phone-call", person=an_id(1))
    assert scene.refused(c.RecordContact(case=case, contact=stranger)) == {"no-such-complainant": "contact.person"}
    other = contact(scene.case(case), second).id
    first = people(scene.case(case))[0]
    never = c.RecordPreferences(case=case, never_contacts=(other,), person=first)
    assert scene.refused(never) == {"no-such-contact": "never_contacts"}


@pytest.mark.parametrize(
    ("said", "where"),
    [
        (c.Joining(c.Identifying(name="R. Example", customer_number=" c-100 ")), "customer_number"),
        (joining("Robin"), "name"),
        (
            c.Joining(
                c.Identifying(name="ROBIN EXAMPLE"),
                (c.ContactDetail("email", "Robin@Customer.example", "phone-call"),),
            ),
            "name",
        ),
    ],
)
def test_one_person_does_not_complain_twice(said: c.Joining, where: str) -> None:
    first = c.Identifying(name="Robin Example", customer_number="C-100")
    scene = Scene()
    together = an_opening(complainant=first, others=(said,))
    case = scene.do(an_opening(complainant=first))
    expected = {"same-person": where}
    assert scene.refused(c.AddComplainant(case=case, joining=said)) == expected
    assert scene.refused(together) == expected


def test_two_people_of_one_name_or_one_address_are_two_people() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    shared = c.ContactDetail("email", "robin@customer.example", "phone-call")
    scene.do(c.AddComplainant(case=case, joining=c.Joining(c.Identifying(name="Kim Example"), (shared,))))
    namesake = c.Joining(c.Identifying(name="Robin Example"), (c.ContactDetail("phone", "02 5550 7", "phone-call"),))
    scene.do(c.AddComplainant(case=case, joining=namesake))
    second = people(scene.case(case))[1]
    changed = c.Identifying(name="Robin Example")
    assert "same-person" in scene.refused(c.RecordComplainant(case=case, complainant=changed, person=second))


def test_what_is_said_of_another_one_is_checked() -> None:
    scene, case, _ = a_joint_case()
    nameless = c.Joining(c.Identifying(), (c.ContactDetail("email", "nobody", "phone-call"),))
    said = scene.refused(c.AddComplainant(case=case, joining=nameless, since=scene.now + HOUR))
    assert said == {"required": "name", "not-an-email": "contact.value", "future-time": "since"}
    early = c.AddComplainant(case=case, joining=joining("Lee"), since=RECEIVED - HOUR)
    assert scene.refused(early) == {"before-receipt": "since"}
    crowd = tuple(c.Joining(c.Identifying(name=f"No. {number}")) for number in range(20))
    assert scene.refused(an_opening(others=crowd)) == {"too-many-complainants": "others"}


# ------------------------------------------------------------------------------- joining and leaving


@pytest.mark.provision("P1")
def test_whoever_joins_before_it_is_met_needs_the_letter_as_well() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    letter = approved(scene, case)
    first = people(scene.case(case))[0]
    dispatch = begun(scene, case, letter, first)
    scene.now += HOUR
    late = added(scene, case)
    scene.now += HOUR
    told(scene, case, dispatch, "accepted")
    assert scene.limit(case).is_open
    scene.now += HOUR
    scene.do(by_hand(case, letter, late))
    assert scene.limit(case).met_at == scene.now


def test_whoever_joins_after_it_was_met_takes_nothing_away() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    given(scene, case)
    met = scene.limit(case).met_at
    scene.now += HOUR
    late = added(scene, case)
    assert scene.limit(case).met_at == met
    reason = "They signed the first letter as well"
    scene.do(c.CorrectJoining(case=case, person=late, reason=reason))
    assert scene.limit(case).is_open
    letter = scene.case(case).letters[0]
    assert letter.state == "approved"
    scene.now += HOUR
    scene.do(by_hand(case, letter.id, late))
    assert scene.limit(case).met_at == scene.now
    assert "nothing-changes" in scene.refused(c.CorrectJoining(case=case, person=late, reason=reason))
    first = people(scene.case(case))[0]
    assert "registered-for" in scene.refused(c.CorrectJoining(case=case, person=first, reason=reason, since=RECEIVED))


def test_a_copy_that_came_back_after_somebody_joined_is_owed_to_both() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    letter = approved(scene, case)
    first = people(scene.case(case))[0]
    dispatch = mailed(scene, case, letter, first)
    scene.now += HOUR
    late = added(scene, case)
    told(scene, case, dispatch, "bounced")
    assert scene.limit(case).is_open
    scene.now += HOUR
    scene.do(by_hand(case, letter, first))
    assert scene.limit(case).is_open
    scene.now += HOUR
    scene.do(by_hand(case, letter, late))
    assert scene.limit(case).met_at == scene.now


def test_a_letter_approved_before_somebody_joined_goes_back_to_its_author() -> None:
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case)
    added(scene, case)
    queued(scene, case, letter, first, second)
    assert scene.letter(case, letter).state == "returned"
    scene.do(le.DraftLetter(case=case, letter=letter, writing=a_response(scene, case, copies=going(scene.case(case)))))
    scene.do(le.SubmitLetter(case=case, letter=letter))


def test_whoever_withdrew_is_owed_nothing_from_then_on_and_no_missed_limit_is_undone() -> None:
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case)
    mailed(scene, case, letter, first)
    assert scene.limit(case).is_open
    scene.now += HOUR
    leaving = c.LeaveComplaint(case=case, person=second, words="I leave it to Robin", at=scene.now)
    scene.do(leaving)
    assert scene.limit(case).met_at == scene.now
    assert people(scene.case(case)) == [first]
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case)
    mailed(scene, case, letter, first)
    scene.now = scene.limit(case).due.due_at + HOUR
    scene.do(c.LeaveComplaint(case=case, person=second, words="Leave me out", at=scene.now))
    assert scene.limit(case).missed(scene.now)


def test_the_next_stands_first_when_the_first_leaves() -> None:
    scene, case, (first, second) = a_joint_case()
    scene.do(c.LeaveComplaint(case=case, person=first, words="Kim goes on", at=scene.now))
    assert first_of(scene.case(case)).id == second
    letter = approved(scene, case, a_response(scene, case, contact=contact(scene.case(case), second).id))
    scene.do(by_hand(case, letter))
    assert scene.limit(case).met_at == scene.now
    # The one who went on alone is told apart from the one who left, also once another joins.
    scene.do(c.AddComplainant(case=case, joining=joining("Lee"), since=scene.now))
    assert scene.limit(case).is_open


def test_leaving_is_told_in_words_by_whom_they_are() -> None:
    scene, case, (first, second) = a_joint_case()
    said = {"case": case, "person": second, "at": scene.now}
    assert scene.refused(c.LeaveComplaint(words="", **said)) == {"required": "words"}  # type: ignore[arg-type]  # as said
    officer = c.LeaveComplaint(words="No more", by="officer", **said)  # type: ignore[arg-type]  # as said
    assert scene.refused(officer) == {"withdrawn-by-others": "by"}
    absent = c.LeaveComplaint(words="No more", by="representative", **said)  # type: ignore[arg-type]  # as said
    assert scene.refused(absent) == {"no-representative": "by"}
    early = c.LeaveComplaint(case=case, person=second, words="No more", at=RECEIVED - HOUR)
    assert scene.refused(early) == {"before-joining": "at"}
    letter = answered(scene, case)
    begun(scene, case, letter, second)
    moving = c.LeaveComplaint(case=case, person=second, words="No more", at=scene.now)
    assert scene.refused(moving) == {"copy-under-way": "person"}
    assert scene.refused(c.CloseCase(case=case, closing=a_withdrawal(scene.now)))["others-still-complain"] == "basis"
    assert first in people(scene.case(case))


def test_one_entered_by_mistake_is_taken_out_unless_something_rests_on_them() -> None:
    scene, case, (first, second) = a_joint_case(1)
    out = c.TakeOutComplainant(case=case, person=second, reason="Another household")
    letter = answered(scene, case)
    scene.do(by_hand(case, letter, first))
    scene.do(out)
    assert scene.limit(case).met_at == scene.now
    assert [each.of for each in scene.case(case).contacts] == ["complainant"]
    again = c.TakeOutComplainant(case=case, person=first, reason="Another household")
    assert scene.refused(again)["last-complainant"] == "person"
    scene, case, (first, second) = a_joint_case(1)
    letter = answered(scene, case)
    dispatch = begun(scene, case, letter, second)
    out = c.TakeOutComplainant(case=case, person=second, reason="Another household")
    assert scene.refused(out) == {"letter-rests-on-it": "person"}
    told(scene, case, dispatch, "refused")
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Called", person=second))
    assert scene.refused(out) == {"acknowledged-to-them": "person"}
    scene, case, (first, second) = a_joint_case(1)
    scene.do(c.TakeOutComplainant(case=case, person=first, reason="Registered for the wrong one"))
    assert people(scene.case(case)) == [second]
