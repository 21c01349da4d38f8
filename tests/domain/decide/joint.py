"""A stage on which several people complain together: who they are, how each is reached, and what became of a copy."""

from datetime import datetime, timedelta
from typing import Any

from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, owner_of
from register.domain.subjects.parties import Contact
from register.domain.values import Id
from tests.domain.decide.scene import Scene, a_response, an_opening, approved

NAMES = ("Kim", "Lee", "Max")
HOUR = timedelta(hours=1)
ACKNOWLEDGING = (("received", "a"), ("reference", "b"), ("next-steps", "c"), ("firm-contact", "02 5550 0000"))


def joining(name: str, **changes: Any) -> c.Joining:
    """Another one who complains, reached by e-mail at an address of their own."""
    email = c.ContactDetail("email", f"{name.lower()}@customer.example", "phone-call")
    return c.Joining(c.Identifying(name=f"{name} Example", **changes), (email,))


def opened(scene: Scene, others: int = 1, **changes: Any) -> Id:
    """Open a complaint of Robin and as many others."""
    return scene.do(an_opening(others=tuple(joining(name) for name in NAMES[:others]), **changes))


def people(case: Case) -> list[Id]:
    """The ids of those who complain, the first one first."""
    return [person.id for person in complainants(case)]


def a_joint_case(others: int = 1) -> tuple[Scene, Id, list[Id]]:
    """A stage with such a complaint, and those who complain."""
    scene = Scene()
    case = opened(scene, others)
    return scene, case, people(scene.case(case))


def added(scene: Scene, case: Id, name: str = "Lee", since: datetime | None = None) -> Id:
    """Add another one, now or since an earlier moment, and return them."""
    scene.do(c.AddComplainant(case=case, joining=joining(name), since=since))
    return scene.made["person"]


def contact(case: Case, person: Id) -> Contact:
    """The first contact of one of them."""
    return next(each for each in case.contacts if owner_of(case, each) == person)


def going(case: Case, via: str = "email") -> tuple[le.Going, ...]:
    """How a letter goes to everybody beside the first."""
    return tuple(le.Going(person, via, contact(case, person).id) for person in people(case)[1:])


def answered(scene: Scene, case: Id, **changes: Any) -> Id:
    """Take an answer to everybody who complains through the gate and a second person's approval."""
    return approved(scene, case, a_response(scene, case, **{"copies": going(scene.case(case)), **changes}))


def queued(scene: Scene, case: Id, letter: Id, *persons: Id) -> list[Id]:
    """Put these people's copies into the outbox and return the dispatches."""
    before = {each.id for each in scene.case(case).dispatches}
    copies = tuple(le.Printed(person, b"%PDF") for person in persons)
    scene.do(le.QueueLetter(case=case, letter=letter, copies=copies), WORKER)
    return [each.id for each in scene.case(case).dispatches if each.id not in before]


def told(scene: Scene, case: Id, dispatch: Id, result: str, when: datetime | None = None) -> None:
    """Report how a sending ended that has begun, or what came after it."""
    scene.do(le.ReportDispatch(case=case, dispatch=dispatch, result=result, at=when), WORKER)


def begun(scene: Scene, case: Id, letter: Id, person: Id) -> Id:
    """Begin to send one person's copy and return the dispatch."""
    (dispatch,) = queued(scene, case, letter, person)
    scene.do(le.StartDispatch(case=case, dispatch=dispatch), WORKER)
    return dispatch


def mailed(scene: Scene, case: Id, letter: Id, person: Id) -> Id:
    """Send one person's copy; their side takes it."""
    dispatch = begun(scene, case, letter, person)
    told(scene, case, dispatch, "accepted")
    return dispatch


def by_hand(case: Id, letter: Id, person: Id | None = None, **changes: Any) -> le.GiveLetter:
    """Give somebody their copy in person."""
    said = {"case": case, "letter": letter, "method": "in-person", "evidence": "Signed", "person": person, **changes}
    return le.GiveLetter(**said)
