"""A letter to several complainants (ADR 15): sent when the last of them has it, in whatever order things happen."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.values import Id
from tests.domain.decide.joint import answered, begun, by_hand, joining, opened, people, told
from tests.domain.decide.scene import Scene, a_response

HOUR = timedelta(hours=1)
WAYS = ("accepted", "refused", "doubt-yes", "doubt-no", "hand", "hand-late", "bounce", "take-back")
# Those of a case with one complainant must be what they were before several could complain.
NEW = ("CopyGiven", "LetterWaits", "ComplainantAdded", "AcknowledgedToOne", "AcknowledgementWaits")


@dataclass
class Post:
    """The way of one letter to everybody, with a plain record beside it of who has had it since when."""

    scene: Scene
    case: Id
    letter: Id
    had: dict[Id, tuple[datetime, Id]] = field(default_factory=dict)
    given: set[Id] = field(default_factory=set)

    def happen(self, person: Id, way: str) -> None:
        """Let something happen to one person's copy, where it can."""
        self.scene.now += HOUR
        if way in {"bounce", "take-back"}:
            self._undo(person, way)
        elif person not in self.had:
            self._go(person, way)

    def _go(self, person: Id, way: str) -> None:
        scene, now = self.scene, self.scene.now
        if way.startswith("hand"):
            at = now - HOUR / 2 if way == "hand-late" else now
            scene.do(by_hand(self.case, self.letter, person, at=at))
            self.had[person] = (at, scene.made.get("copy", self.letter))
            self.given.add(person)
            return
        dispatch = begun(scene, self.case, self.letter, person)
        told(scene, self.case, dispatch, "in-doubt" if way.startswith("doubt") else way)
        if way.startswith("doubt"):
            scene.now += HOUR
            took_it = way == "doubt-yes"
            scene.do(le.ResolveDoubt(case=self.case, dispatch=dispatch, accepted=took_it, evidence="Asked"))
        if way in {"accepted", "doubt-yes"}:
            self.had[person] = (now, dispatch)

    def _undo(self, person: Id, way: str) -> None:
        if person in self.had and (person in self.given) == (way == "take-back"):
            _, what = self.had.pop(person)
            if way == "bounce":
                told(self.scene, self.case, what, "bounced")
            else:
                self.given.discard(person)
                self.scene.do(c.WithdrawRecord(case=self.case, kind="given-letter", record=what, reason="Wrong file"))

    def sent_at(self, everybody: list[Id]) -> datetime | None:
        """When the last had it, by the plain record."""
        return max(self.had[each][0] for each in everybody) if self.had.keys() >= set(everybody) else None


def stage(others: int) -> Post:
    scene = Scene()
    case = opened(scene, others)
    return Post(scene, case, answered(scene, case))


STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(WAYS)), max_size=14)


@pytest.mark.provision("KO5", "P1")
@settings(max_examples=150, deadline=None)
@given(others=st.integers(0, 3), steps=STEPS)
def test_the_limit_is_met_when_the_last_has_it_and_open_when_one_has_not(
    others: int, steps: list[tuple[int, str]]
) -> None:
    """271.56, 271.58: for one and for several, in any order of sending, coming back, sending again, recording late."""
    post = stage(others)
    everybody, due = people(post.scene.case(post.case)), post.scene.limit(post.case).due
    for number, way in steps:
        post.happen(everybody[number % len(everybody)], way)
        limit, sent_at = post.scene.limit(post.case), post.sent_at(everybody)
        assert limit.met_at == sent_at
        assert limit.due == due
        letter = post.scene.letter(post.case, post.letter)
        assert (letter.state == "sent", letter.sent_at) == (sent_at is not None, sent_at)
        if others == 0:
            assert not {type(fact).__name__ for fact in post.scene.facts} & set(NEW)


@pytest.mark.parametrize("others", [1, 2, 3])
def test_nothing_is_met_before_the_last_copy_is_accepted(others: int) -> None:
    post = stage(others)
    everybody = people(post.scene.case(post.case))
    for person in everybody[:-1]:
        post.happen(person, "accepted")
        assert post.scene.limit(post.case).is_open
    post.happen(everybody[-1], "accepted")
    assert post.scene.limit(post.case).met_at == post.scene.now


def test_a_copy_that_passed_its_limit_is_late_for_the_whole_letter() -> None:
    post = stage(1)
    first, second = people(post.scene.case(post.case))
    post.happen(first, "accepted")
    limit = post.scene.limit(post.case)
    post.scene.now = limit.due.due_at
    post.happen(second, "accepted")
    assert post.scene.limit(post.case).missed(post.scene.now)
    assert len(post.scene.case(post.case).breaches) == 1


def test_an_answer_needs_a_way_to_everybody() -> None:
    scene = Scene()
    case = opened(scene, 2)
    writing = a_response(scene, case)
    scene.do(le.DraftLetter(case=case, writing=writing))
    problems = scene.refused(le.SubmitLetter(case=case, letter=scene.made["letter"]))
    assert problems == {"copy-needed": f"copies.{people(scene.case(case))[2]}"}


# When each has the letter, when Lee joins and when Kim withdraws, in hours.
HAPPENED = st.fixed_dictionaries({what: st.integers(1, 9) for what in ("robin", "kim", "lee", "joined", "left")})
ORDERS = st.permutations(["robin", "kim", "joined", "left"])


@settings(max_examples=100, deadline=None)
@given(hours=HAPPENED, order=ORDERS)
def test_the_order_of_recording_who_joined_and_left_plays_no_part(hours: dict[str, int], order: list[str]) -> None:
    """ADR 12, ADR 15: told in any order the day after, the same letter counts as sent at the same moment."""
    post = stage(1)
    scene, case, began = post.scene, post.case, post.scene.now
    robin, kim = people(scene.case(case))
    at = {what: began + hour * HOUR for what, hour in hours.items()}
    scene.now = began + 20 * HOUR
    for what in order:
        if what == "joined":
            scene.do(c.AddComplainant(case=case, joining=joining("Lee"), since=at["joined"]))
            scene.do(by_hand(case, post.letter, scene.made["person"], at=at["lee"]))
        elif what == "left":
            scene.do(c.LeaveComplaint(case=case, person=kim, words="I leave it to Robin", at=at["left"]))
        else:
            scene.do(by_hand(case, post.letter, {"robin": robin, "kim": kim}[what], at=at[what]))

    def all_have_it(hour: int) -> bool:
        owed = (
            {"robin"} | ({"kim"} if hour < hours["left"] else set()) | ({"lee"} if hours["joined"] <= hour else set())
        )
        return all(hours[person] <= hour for person in owed)

    first = next(hour for hour in range(1, 10) if all_have_it(hour))
    assert scene.limit(case).met_at == began + first * HOUR
