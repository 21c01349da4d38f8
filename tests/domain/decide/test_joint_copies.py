"""What each of several complainants is sent and told: copies, acknowledgements, identity checks (ADR 15)."""

import pytest

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.subjects.complainants import complainants
from register.domain.values import Id
from tests.domain.decide.joint import (
    ACKNOWLEDGING,
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
    told,
)
from tests.domain.decide.scene import (
    RECEIVED,
    Scene,
    a_closing,
    a_response,
    an_id,
    an_opening,
    approved,
    given,
)


def test_each_copy_goes_to_an_address_of_its_own() -> None:
    scene, case, (first, second) = a_joint_case()
    theirs, others = contact(scene.case(case), second).id, contact(scene.case(case), first).id
    where = f"copies.{second}"

    def gate(**copy: object) -> dict[str, str]:
        copies = (le.Going(second, **{"via": "email", "contact": theirs, **copy}),)  # type: ignore[arg-type]  # as said
        live = [each.id for each in scene.case(case).letters]
        letter = live[0] if live else None
        scene.do(le.DraftLetter(case=case, writing=a_response(scene, case, copies=copies), letter=letter))
        return scene.refused(le.SubmitLetter(case=case, letter=letter or scene.made["letter"]))

    assert gate(contact=others) == {"contact-of-another": where}
    assert gate(via="post") == {"postal-address-needed": where}
    assert gate(contact=None) == {"email-needed": where}
    scene.do(c.RecordPreferences(case=case, never_contacts=(theirs,), person=second))
    assert gate() == {"never-contact-there": where}
    scene.do(c.RecordPreferences(case=case, person=second))
    acting = c.RecordRepresentative(case=case, kind="legal", name="Ida Law", authority_at=scene.now, person=second)
    scene.do(acting)
    assert gate() == {"representative-acts": where}


def test_the_copies_that_are_named_are_of_those_who_complain() -> None:
    scene, case, (first, second) = a_joint_case()

    def refused(*copies: le.Going) -> dict[str, str]:
        return scene.refused(le.DraftLetter(case=case, writing=a_response(scene, case, copies=copies)))

    mine = contact(scene.case(case), second).id
    assert refused(le.Going(first, "email", mine)) == {"no-such-complainant": f"copies.{first}"}
    assert refused(le.Going(second, "pigeon", mine)) == {"unknown-route": f"copies.{second}"}
    assert refused(le.Going(second, "email", an_id(7))) == {"no-such-contact": f"copies.{second}"}
    twice = le.Going(second, "email", mine)
    assert refused(twice, twice) == {"copy-twice": f"copies.{second}"}


def test_a_copy_is_given_once_and_the_letter_is_kept_while_somebody_has_it() -> None:
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case)
    assert scene.refused(by_hand(case, letter)) == {"which-complainant": "person"}
    scene.do(by_hand(case, letter, first))
    assert scene.refused(by_hand(case, letter, first)) == {"copy-there": "person"}
    assert scene.refused(le.VoidLetter(case=case, letter=letter)) == {"copies-there": "letter"}
    rewriting = le.DraftLetter(case=case, letter=letter, writing=a_response(scene, case))
    assert scene.refused(rewriting) == {"letter-state": "letter"}
    begun(scene, case, letter, second)
    assert scene.refused(by_hand(case, letter, second)) == {"copy-under-way": "person"}
    assert scene.refused(by_hand(case, letter, second, contact=an_id(3)))["no-such-contact"] == "contact"
    closing = a_closing("response", outcome="resolved")
    assert "response-not-sent" in scene.refused(c.CloseCase(case=case, closing=closing))


def test_what_is_printed_goes_once_to_those_it_was_written_to() -> None:
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case, copies=going(scene.case(case), "in-person"))

    def refused(*copies: le.Printed) -> dict[str, str]:
        return scene.refused(le.QueueLetter(case=case, letter=letter, copies=copies), WORKER)

    assert refused(le.Printed(first, b"%PDF"), le.Printed(first, b"%PDF")) == {"copy-twice": "copies"}
    assert refused(le.Printed(second, b"%PDF")) == {"not-by-email": "letter"}
    assert refused(le.Printed(first, b"")) == {"empty-document": "document"}
    assert refused(le.Printed(an_id(9), b"%PDF"))["no-such-complainant"] == "copies"
    scene.do(by_hand(case, letter, first))
    assert refused(le.Printed(first, b"%PDF")) == {"copy-there": "person"}


def test_a_copy_that_may_not_go_there_any_more_is_refused_while_another_has_left() -> None:
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case)
    mailed(scene, case, letter, first)
    theirs = contact(scene.case(case), second).id
    scene.do(c.RecordPreferences(case=case, never_contacts=(theirs,), person=second))
    printed = le.QueueLetter(case=case, letter=letter, copies=(le.Printed(second, b"%PDF"),))
    assert scene.refused(printed, WORKER) == {"never-contact-there": f"copies.{second}"}
    assert scene.letter(case, letter).state == "approved"


def test_another_copy_follows_what_counts_as_sent() -> None:
    """Whoever joined after the limit was met gets theirs too, and nothing of what stands is moved by it."""
    scene = Scene()
    case = scene.do(an_opening())
    letter = given(scene, case)
    met = scene.limit(case).met_at
    scene.now += HOUR
    late = added(scene, case)
    scene.do(by_hand(case, letter, late))
    assert (scene.limit(case).met_at, scene.letter(case, letter).state) == (met, "sent")


def test_a_bounce_after_the_closing_opens_the_complaint_again() -> None:
    scene, case, (first, second) = a_joint_case()
    letter = answered(scene, case)
    mailed(scene, case, letter, first)
    dispatch = mailed(scene, case, letter, second)
    scene.do(c.CloseCase(case=case, closing=a_closing("response", outcome="resolved")))
    due = scene.limit(case).due
    told(scene, case, dispatch, "bounced")
    assert (scene.case(case).status, scene.limit(case).is_open, scene.limit(case).due) == ("open", True, due)


def test_a_delay_is_told_to_each() -> None:
    """271.64 to 271.67: a notification that one of them never got is none."""
    scene, case, (first, second) = a_joint_case()
    scene.do(c.StateDelayGround(case=case, ground="medical-appointment", facts="The surgeon reports on 20 June."))
    blocks = (("delay-reasons", "We wait."), *a_response(scene, case).blocks[2:])
    notice = {"type": "delay-notification", "decision": None, "ground": "medical-appointment", "blocks": blocks}
    letter = answered(scene, case, **notice)
    reviews = len(scene.case(case).open_deadlines("review"))
    mailed(scene, case, letter, first)
    assert len(scene.case(case).open_deadlines("review")) == reviews
    mailed(scene, case, letter, second)
    assert len(scene.case(case).open_deadlines("review")) > reviews


# ------------------------------------------------------------------------------- acknowledging


@pytest.mark.provision("A1")
def test_the_complaint_is_acknowledged_once_each_of_them_knows() -> None:
    """271.51: by phone to one, by a letter to the other, in either order."""
    scene, case, (first, second) = a_joint_case()
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Called", person=first))
    assert scene.case(case).acknowledgement is None
    assert "already-acknowledged" in scene.refused(
        c.AcknowledgeCase(case=case, method="phone", evidence="Called", person=first)
    )
    scene.now += HOUR
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Called Kim", person=second))
    known = scene.case(case).acknowledgement
    assert known is not None
    assert (known.at, known.method) == (scene.now, "phone")
    record = scene.case(case).acknowledged_to[0].id
    scene.do(c.WithdrawRecord(case=case, kind="acknowledgement", record=record, reason="Wrong file"))
    assert scene.case(case).acknowledgement is None
    writing = a_response(scene, case, type="acknowledgement", decision=None, blocks=ACKNOWLEDGING)
    letter = approved(scene, case, le_with_copies(scene, case, writing))
    scene.now += HOUR
    dispatch = mailed(scene, case, letter, first)
    known = scene.case(case).acknowledgement
    assert known is not None
    assert (known.at, known.letter) == (scene.now, letter)
    told(scene, case, dispatch, "bounced")
    assert scene.case(case).acknowledgement is None


def le_with_copies(scene: Scene, case: Id, writing: le.Writing) -> le.Writing:
    copies = {"copies": going(scene.case(case))}
    fields = {name: getattr(writing, name) for name in writing.__slots__}
    return le.Writing(**{**fields, **copies})


def test_whoever_joins_later_takes_no_acknowledgement_away() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    scene.do(c.AcknowledgeCase(case=case, method="phone", evidence="Called"))
    known = scene.case(case).acknowledgement
    scene.now += HOUR
    added(scene, case)
    assert scene.case(case).acknowledgement == known
    added(scene, case, "Max", since=RECEIVED)
    assert scene.case(case).acknowledgement is None


def test_an_identity_check_of_one_is_taken_back_as_a_mistake() -> None:
    scene, case, (first, second) = a_joint_case()
    theirs = contact(scene.case(case), second).id
    wrong = c.RecordIdentityCheck(case=case, method="document", passed=True, contact=theirs, person=first)
    assert scene.refused(wrong) == {"no-such-contact": "contact"}
    for person in (first, second):
        mine = contact(scene.case(case), person).id
        scene.do(c.RecordIdentityCheck(case=case, method="document", passed=True, contact=mine, person=person))
    letter = answered(scene, case, account_information=True)
    scene.do(by_hand(case, letter, second))
    robin, kim = complainants(scene.case(case))
    record = kim.identity[0].id
    assert record is not None
    back = c.WithdrawRecord(case=case, kind="identity-check", record=record, reason="Wrong person")
    assert scene.refused(back) == {"letter-rests-on-it": "record"}
    unused = robin.identity[0].id
    assert unused is not None
    scene.do(c.WithdrawRecord(case=case, kind="identity-check", record=unused, reason="Wrong person"))
    assert [len(person.identity) for person in complainants(scene.case(case))] == [0, 1]


def test_what_was_settled_at_once_was_acknowledged_to_each() -> None:
    scene = Scene()
    opening = an_opening(others=(joining("Kim"),))
    case = scene.do(c.LogAndClose(opening=opening, acknowledged_by="phone", closing=a_closing()))
    assert scene.case(case).acknowledgement is not None
    assert len(scene.case(case).acknowledged_to) == 2
    assert scene.case(case).status == "closed"


@pytest.mark.parametrize(
    ("block", "text", "found"),
    [
        ("outcome", "We wrote to KIM@customer.example.", True),
        ("outcome", "We called 02 5550-1234.", True),
        ("actions-taken", "Sent to PO Box 77,\nQuiet Bay", True),
        ("outcome", "Sent to you at robin@customer.example.", True),
        ("outcome", "Both of you are at 9 Harbour Street.", False),
        ("outcome", "We accept.", False),
    ],
)
def test_no_words_of_a_letter_hold_what_one_told_for_themselves_alone(block: str, text: str, *, found: bool) -> None:
    scene, case, (first, second) = a_joint_case()
    scene.do(c.RecordPreferences(case=case, safe_address="PO Box 77, Quiet Bay", person=second))
    phone = c.ContactDetail("phone", "(02) 5550 1234", "phone-call", person=second)
    scene.do(c.RecordContact(case=case, contact=phone))
    for person in (first, second):
        home = c.ContactDetail("postal", "9 Harbour Street", "phone-call", person=person)
        scene.do(c.RecordContact(case=case, contact=home))
    blocks = tuple((name, text if name == block else said) for name, said in a_response(scene, case).blocks)
    writing = a_response(scene, case, blocks=blocks, copies=going(scene.case(case)))
    drafting = le.DraftLetter(case=case, writing=writing)
    if found:
        assert scene.refused(drafting) == {"of-one-alone": f"blocks.{block}"}
    else:
        scene.do(drafting)


def test_one_who_complains_alone_may_read_their_own_address() -> None:
    scene = Scene()
    case = scene.do(an_opening())
    blocks = (("outcome", "We wrote to robin@customer.example."), *a_response(scene, case).blocks[1:])
    scene.do(le.DraftLetter(case=case, writing=a_response(scene, case, blocks=blocks)))
