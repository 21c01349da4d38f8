"""Whatever the order of recording, sweeping and taking back: the same facts give the same limits and breaches.

What happened is drawn for every pack and every pair of packs, each act with its own time. It is then recorded in two
orders, with sweeps in between at other times, and mistakes recorded and taken back on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands.base import Ref
from register.domain.decide.limits import record_passed, set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Mint, Situation
from register.domain.law.policy import Pack
from register.domain.obligations.breaches import missed_duties
from register.domain.subjects.acknowledgement import Acknowledgement
from register.domain.subjects.breach import STANDS
from register.domain.subjects.case import Case
from register.domain.subjects.events import Happening, Party
from register.domain.subjects.external_scheme import REFERRED_BACK, STAGES, ExternalStep
from register.domain.subjects.letter import SENT, Content, Letter
from register.domain.values import Code, Digest, Id
from tests.domain.decide.scene import ACCEPTED, FIRM, NOTHING, POLICIES, Scene, an_id, an_opening, at

PACKS = tuple(pack.id for pack in POLICIES.newest())
HELD = [(pack,) for pack in PACKS] + [pair for pair in permutations(PACKS, 2) if {p[:2] for p in pair} == {"au"}]
RECEIVED, NOW = at("2027-04-05T10:00"), at("2028-03-01T10:00")
PARTIES = (Party(an_id(0xB1), NOTHING, Code("beneficiary")), Party(an_id(0xB2), NOTHING, Code("beneficiary")))
Change = Callable[[Case], Case]


@dataclass(frozen=True)
class Act:
    """Something that happened, as it is recorded on a case; ``mistaken``: it is taken back again afterwards."""

    name: str
    record: Change
    withdraw: Change
    mistaken: bool


def a_happening(number: int, event: str, when: datetime, party: Id | None, *, mistaken: bool) -> Act:
    told = Happening(an_id(number), Code(event), when, Code("someone"), party)

    def withdraw(case: Case) -> Case:
        return replace(
            case, happenings=tuple(replace(h, withdrawn=h.withdrawn or h.id == told.id) for h in case.happenings)
        )

    return Act(event, lambda case: replace(case, happenings=(*case.happenings, told)), withdraw, mistaken)


def a_letter(number: int, kind: str, when: datetime, decision: str | None, *, mistaken: bool) -> Act:
    content = Content(Code(kind), Code("en"), Code("post"), None if decision is None else Code(decision))
    sent = Letter(an_id(number), content, Digest("0" * 64), SENT, Code("someone"), when, sent_at=when)

    def withdraw(case: Case) -> Case:
        """It came back: another letter may stand for it."""
        return replace(case, letters=tuple(item for item in case.letters if item.id != sent.id))

    return Act(kind, lambda case: replace(case, letters=(*case.letters, sent)), withdraw, mistaken)


def a_step(number: int, scheme: str, when: datetime, stage: str, *, mistaken: bool) -> Act:
    told = ExternalStep(when, REFERRED_BACK, stage=Code(stage), scheme=Code(scheme), id=an_id(number))

    def withdraw(case: Case) -> Case:
        return replace(case, external_steps=tuple(step for step in case.external_steps if step.id != told.id))

    return Act("sent back", lambda case: replace(case, external_steps=(*case.external_steps, told)), withdraw, mistaken)


def an_acknowledgement(when: datetime, *, mistaken: bool) -> Act:
    given_at = Acknowledgement(when, Code("phone"), Code("someone"))
    return Act(
        "acknowledged",
        lambda case: replace(case, acknowledgement=given_at),
        lambda case: replace(case, acknowledgement=None),
        mistaken,
    )


@st.composite
def acts(draw: st.DrawFn, packs: tuple[Pack, ...], complaint_class: str) -> list[Act]:
    """Draw what happened to a complaint: events, letters and steps that its packs know, each once to twice."""
    whens = st.timedeltas(timedelta(hours=1), timedelta(days=200)).map(lambda later: RECEIVED + later)
    found: list[Act] = []
    for pack in packs:
        events = sorted(event.id for event in pack.events.values() if event.of(complaint_class) or pack is not packs[0])
        letters = sorted(kind.id for kind in pack.letter_types.values() if kind.event is not None)
        for _ in range(draw(st.integers(0, 4))):
            number, mistaken = 0x2000 + len(found), draw(st.booleans())
            match draw(st.sampled_from(["event", "letter", "step", "acknowledged"])):
                case "event" if events:
                    party = draw(st.sampled_from([None, *(person.id for person in PARTIES)]))
                    found.append(
                        a_happening(number, draw(st.sampled_from(events)), draw(whens), party, mistaken=mistaken)
                    )
                case "letter" if letters:
                    kind = pack.letter_types[draw(st.sampled_from(letters))]
                    decision = draw(st.sampled_from(kind.outcomes)) if kind.outcomes else None
                    found.append(a_letter(number, kind.id, draw(whens), decision, mistaken=mistaken))
                case "step" if pack.schemes:
                    # A step recorded again with the same time is a correction of it, and corrections have an order.
                    when = draw(whens) + timedelta(minutes=number)
                    stage = draw(st.sampled_from(STAGES))
                    found.append(a_step(number, pack.schemes[0].id, when, stage, mistaken=mistaken))
                case "acknowledged" if not any(act.name == "acknowledged" for act in found):
                    found.append(an_acknowledgement(draw(whens), mistaken=mistaken))
    return found


class Recording:
    """A case on which acts are recorded, one after the other, while the clock goes on."""

    def __init__(self, opened: Case, scene: Scene) -> None:
        self.case, self.scene = opened, scene

    def carry_out(self, change: Change, now: datetime) -> None:
        self._decide(change(self.case), now, set_limits)

    def sweep(self, now: datetime) -> None:
        self._decide(self.case, now, record_passed)

    def _decide(self, case: Case, now: datetime, decide: Callable[[Unfolding], Any]) -> None:
        numbers = self.scene.numbers
        mint = Mint(lambda: an_id(numbers()), lambda: numbers().to_bytes(16, "big"), numbers)
        ref = Ref(Code("case"), case.id)
        unfolding = Unfolding(ref, case, Situation(now, WORKER, {ref: case}, self.scene.firm, POLICIES, mint))
        decide(unfolding)
        self.case = unfolding.case


def recorded(acts: list[Act], order: list[int], sweeps: list[float], opened: Case, scene: Scene) -> Case:
    """Record the acts in an order, each by a command of its own, sweeping in between; mistakes are taken back last."""
    recording = Recording(opened, scene)
    told = [acts[index] for index in order]
    changes = [act.record for act in told] + [act.withdraw for act in told if act.mistaken]
    moments = sorted(RECEIVED + (NOW - RECEIVED) * share for share in sweeps)
    step = (NOW - RECEIVED) / (len(changes) + 1)
    for number, change in enumerate(changes, start=1):
        now = RECEIVED + step * number
        for moment in [one for one in moments if now - step < one <= now]:
            recording.sweep(moment)
        recording.carry_out(change, now)
    recording.sweep(NOW)
    return recording.case


def limits(case: Case) -> set[tuple[Any, ...]]:
    return {
        (d.pack, d.due.rule, d.due.party, d.round, d.due.due_at, d.met_at, d.missed(NOW))
        for d in case.deadlines
        if not d.replaced
    }


def standing(case: Case) -> set[Any]:
    found = [next(d.duty for d in case.deadlines if d.id == b.deadline) for b in case.breaches if b.standing == STANDS]
    assert len(found) == len(set(found)), "one possible breach for a duty and its round"
    return set(found)


@pytest.mark.parametrize("held", HELD, ids="+".join)
@settings(max_examples=60)
@given(data=st.data())
def test_the_same_facts_give_the_same_limits_and_breaches(held: tuple[Code, ...], data: st.DataObject) -> None:
    packs = tuple(POLICIES.versions(pack)[-1] for pack in held)
    entity = replace(FIRM.entities[0], packs=held, place=packs[0].default_place, zone=packs[0].default_zone)
    scene = Scene(now=RECEIVED, firm=replace(FIRM, entities=(entity,), drafts=ACCEPTED))
    known = data.draw(st.sampled_from(sorted(packs[0].classes)), label="class")
    opening = an_opening(received_at=RECEIVED, classifying=c.Classifying(known), channel=channel_of(packs[0]))
    opened = replace(scene.case(scene.do(opening)), parties=PARTIES)
    happened = data.draw(acts(packs, known), label="acts")
    one = list(range(len(happened)))
    other = data.draw(st.permutations(one), label="order")
    shares = st.lists(st.floats(0, 1), max_size=4)
    first = recorded(happened, one, data.draw(shares, label="sweeps"), opened, scene)
    second = recorded(happened, other, data.draw(shares, label="other sweeps"), opened, scene)
    assert limits(first) == limits(second)
    assert standing(first) == standing(second) == set(missed_duties(first, packs, NOW))


def channel_of(pack: Pack) -> str:
    return min(pack.codes[Code("received-channel")].entries)
