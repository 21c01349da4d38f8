"""Of two registrations of one complaint the first stays, with all that is known and the stricter limits."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from register.domain.actors import WORKER, Actor
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands.base import Command
from register.domain.errors import Forbidden, Invalid
from register.domain.values import Id
from tests.domain.decide.scene import (
    ASH,
    BOTH,
    OLIVE,
    RECEIVED,
    Scene,
    a_closing,
    a_response,
    an_id,
    an_opening,
    approved,
    given,
)
from tests.domain.decide.test_void_cases import (
    HARDSHIP,
    from_message,
    owed,
    proposing,
    reinstating,
    twice,
    void,
)

PAST = RECEIVED + timedelta(days=40)


def test_of_two_registrations_the_first_stays_with_all_that_is_known() -> None:
    scene = Scene()
    first, _ = twice(scene)
    message, second = from_message(scene, points=("The fee is unfair",))
    scene.do(c.AcknowledgeCase(case=second, method="phone", evidence="Call 7"))
    scene.do(c.RecordPreferences(case=second, never_at=("At work",)))
    void(scene, second, first)
    stays = scene.case(first)
    assert stays.origin.received_at == RECEIVED
    assert message in stays.messages
    assert first in scene.message(message).cases
    assert len(stays.points) == 2
    assert len(stays.contacts) == 2
    assert len(stays.preferences.never_at) == 1
    assert stays.acknowledgement == scene.case(second).acknowledgement
    assert [merged.reference for merged in stays.merged] == [scene.case(second).reference]


def test_a_point_raised_twice_in_the_same_words_is_one() -> None:
    scene = Scene()
    first, _ = twice(scene)
    (point,) = scene.case(first).points
    words = scene.plain[point.text.digest]
    _, second = from_message(scene, points=(f" {words.upper()}", "The fee is unfair"))
    void(scene, second, first)
    assert [scene.plain[each.text.digest] for each in scene.case(first).points] == [words, "The fee is unfair"]


def test_the_strictest_limit_stays() -> None:
    scene = Scene()
    first, second = twice(scene, classifying=HARDSHIP)
    void(scene, second, first)
    days = {d.due.derivation.due_calendar for d in scene.case(first).deadlines if d.due.duty == "idr-response"}
    assert days == {date(2026, 6, 11), date(2026, 6, 2)}
    legal = [d for d in scene.case(first).open_deadlines("deadline") if d.due.legal]
    assert min(d.due.derivation.due_calendar or date.max for d in legal) == date(2026, 6, 2)


def test_an_answer_sent_under_the_second_answers_the_complaint() -> None:
    scene = Scene()
    first, second = twice(scene)
    given(scene, second)
    void(scene, second, first)
    assert scene.limit(first).met_at == scene.now
    scene.do(c.CloseCase(case=first, closing=a_closing("response")))
    assert scene.case(first).status == "closed"


def test_a_possible_breach_says_that_there_was_no_case_and_what_stays_is_judged() -> None:
    scene = Scene()
    first, second = twice(scene)
    given(scene, first)
    scene.now = PAST
    scene.do(c.SweepDeadlines(case=second), WORKER)
    assert [b.standing for b in scene.case(second).breaches] == ["stands"]
    void(scene, second, first)
    assert [b.standing for b in scene.case(second).breaches] == ["of-no-case"]
    assert scene.case(first).breaches == ()
    scene.do(reinstating(scene, second))
    assert [b.standing for b in scene.case(second).breaches] == ["stands"]


def test_parted_again_each_has_its_own() -> None:
    scene = Scene()
    first, second = twice(scene, classifying=HARDSHIP)
    before = owed(scene.case(first)), owed(scene.case(second))
    void(scene, second, first)
    scene.do(reinstating(scene, second))
    assert (owed(scene.case(first)), owed(scene.case(second))) == before
    assert scene.case(first).merged == ()


def test_a_third_registration_brings_the_second_along() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.now += timedelta(days=1)
    third = scene.do(an_opening(received_at=scene.now, classifying=HARDSHIP))
    void(scene, third, second)
    strictest = min(d.due.due_at for d in scene.case(second).deadlines if not d.replaced)
    void(scene, second, first)
    assert min(d.due.due_at for d in scene.case(first).deadlines if not d.replaced) <= strictest
    assert scene.refused(reinstating(scene, third)) == {"reinstate-the-other-first": "into"}


def test_nobody_barred_from_the_second_works_on_the_first() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.do(c.LinkAccount(case=second, account=an_id(0xA3), reason="named"), ASH)
    void(scene, second, first)
    with pytest.raises(Forbidden):
        scene.do(c.AddNote(case=first, text="Hello"), BOTH)


def test_a_restricted_case_is_not_opened_by_merging() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.do(c.RestrictCase(case=second, readers=(an_id(0xA1), an_id(0xA2), an_id(0xA7)), reason="Staff"), ASH)
    assert scene.refused(proposing(second, first)) == {"restrict-the-other-first": "into"}


CLASSES = ("standard", "credit-hardship-notice", "credit-default-notice", "traditional-trustee")


@drawn(st.sampled_from(CLASSES), st.sampled_from(CLASSES), st.integers(0, 30), st.booleans())
def test_merging_moves_no_limit_to_a_later_day_and_parting_puts_each_back(
    one: str, other: str, days: int, answered: bool
) -> None:
    """Whatever each is held to: the complaint that stays owes at the latest what either owed, duty by duty."""
    scene = Scene()
    first = scene.do(an_opening(classifying=c.Classifying(one)))
    scene.now += timedelta(days=days)
    second = scene.do(an_opening(received_at=scene.now, classifying=c.Classifying(other)))
    if answered:
        given(scene, first, a_response(scene, first))
    before = [owed(scene.case(case)) for case in (first, second)]

    def earliest(*cases: Id) -> dict[str, object]:
        found: dict[str, Any] = {}
        for case in cases:
            for d in scene.case(case).deadlines:
                if not d.replaced and d.due.kind == "deadline":
                    found[d.due.duty] = min(d.due.due_at, found.get(d.due.duty, d.due.due_at))
        return found

    strict = earliest(first, second)
    void(scene, second, first)
    kept = earliest(first)
    assert all(kept[duty] <= strict[duty] for duty in strict)  # type: ignore[operator]  # instants
    scene.do(reinstating(scene, second))
    assert [owed(scene.case(case)) for case in (first, second)] == before


def test_what_another_person_registered_is_merged_once_they_complain_there_too() -> None:
    scene = Scene()
    first, second = twice(scene, complainant=c.Identifying(name="Kim Sample"))
    assert scene.refused(proposing(second, first)) == {"complained-by-others": "into"}
    joining = c.Joining(c.Identifying(name="Kim Sample"), (c.ContactDetail("phone", "0255501234", "phone-call"),))
    scene.do(c.AddComplainant(case=first, joining=joining))
    scene.do(c.AcknowledgeCase(case=second, method="phone", evidence="Call 7"))
    void(scene, second, first)
    stays = scene.case(first)
    assert stays.acknowledgement is None
    (kim,) = stays.joint
    # The first one's, Kim's own, and what Kim gave when registering.
    assert [contact.person for contact in stays.contacts] == [None, kim.id, kim.id]


def test_where_to_avoid_one_of_two_stays_theirs() -> None:
    scene = Scene()
    first, second = twice(scene, complainant=c.Identifying(name="Kim Sample"))
    scene.do(c.AddComplainant(case=first, joining=c.Joining(c.Identifying(name="Kim Sample"))))
    scene.do(c.RecordPreferences(case=second, safe_address="My sister's", never_at=("At home",)))
    void(scene, second, first)
    stays = scene.case(first)
    assert stays.preferences.never_at == ()
    assert (len(stays.joint[0].preferences.never_at), stays.joint[0].preferences.safe_address is None) == (1, False)


def test_whoever_was_not_named_is_named_by_the_second() -> None:
    scene = Scene()
    first = scene.do(an_opening(complainant=c.Identifying()))
    scene.now += timedelta(hours=1)
    second = scene.do(an_opening(received_at=scene.now))
    void(scene, second, first)
    assert scene.case(first).complainant.name == scene.case(second).complainant.name


def bounced(scene: Scene, case: Id, dispatch: Id, *into: Id) -> None:
    scene.do(le.ReportDispatch(case=case, dispatch=dispatch, result="bounced", into=into), WORKER)


def test_a_letter_of_the_second_that_comes_back_ends_nothing_any_more() -> None:
    scene = Scene()
    first, second = twice(scene)
    letter = approved(scene, second)
    scene.do(le.QueueLetter(case=second, letter=letter, document=b"%PDF"), WORKER)
    dispatch = scene.made["dispatch"]
    scene.do(le.StartDispatch(case=second, dispatch=dispatch), WORKER)
    assert "settle-letter" in {p.code for p in refusal(scene, proposing(second, first)).problems}
    scene.do(le.ReportDispatch(case=second, dispatch=dispatch, result="accepted"), WORKER)
    void(scene, second, first)
    scene.do(c.CloseCase(case=first, closing=a_closing("response")))
    assert scene.limit(first).met_at is not None
    assert "not-as-proposed" in {p.code for p in refusal(scene, reporting(second, dispatch), WORKER).problems}
    bounced(scene, second, dispatch, first)
    assert (scene.limit(first).met_at, scene.case(first).status) == (None, "open")
    assert scene.case(second).status == "void"


def reporting(case: Id, dispatch: Id) -> le.ReportDispatch:
    return le.ReportDispatch(case=case, dispatch=dispatch, result="bounced")


def refusal(scene: Scene, command: Command, actor: Actor = OLIVE) -> Invalid:
    with pytest.raises(Invalid) as refused:
        scene.do(command, actor)
    return refused.value


def test_other_firms_and_what_went_to_them_come_along_and_shares_are_settled_first() -> None:
    scene = Scene()
    first, second = twice(scene)
    scene.do(c.NameRespondent(case=second, name="Another Bank", sector="bank", contact=""))
    firm = scene.made["respondent"]
    scene.do(c.RecordExchange(case=second, respondent=firm, way="received", at=scene.now, what="Their answer"))
    scene.do(c.ProposeShares(case=second, shares=(c.SaidShare(respondent=firm, percent="50"),)))
    assert "settle-shares" in {p.code for p in refusal(scene, proposing(second, first)).problems}
    sharing = scene.made["sharing"]
    scene.do(c.WithdrawRecord(case=second, kind="shares", record=sharing, reason="Another complaint's"))
    void(scene, second, first)
    assert [known.id for known in scene.case(first).respondents] == [firm]
    assert len(scene.case(first).exchanges) == 1
