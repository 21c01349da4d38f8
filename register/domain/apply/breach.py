"""How facts change the possible breaches of a case."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.subjects.breach import Breach
from register.domain.subjects.case import Case
from register.domain.values import Id


def _breach(case: Case, breach: Id, **changes: Any) -> Case:
    changed: tuple[Breach, ...] = tuple(replace(b, **changes) if b.id == breach else b for b in case.breaches)
    return replace(case, breaches=changed)


def _breach_changed(case: Case, fact: f.BreachChanged) -> Case:
    unassessed = {"assessor": None, "result": None, "assessed_at": None, "privileged": False}
    again = {"standing": fact.standing, "changed_at": fact.at, "assess_by": fact.assess_by}
    return _breach(case, fact.breach, **again, **unassessed)


def _breach_assessed(case: Case, fact: f.BreachAssessed) -> Case:
    known = {"assessor": fact.assessor, "result": fact.result, "assessed_at": fact.at, "privileged": fact.privileged}
    return _breach(case, fact.breach, **known)


BREACH_CHANGES: dict[type, Callable[[Case, Any], Case]] = {
    f.BreachOpened: lambda case, fact: replace(case, breaches=(*case.breaches, fact.breach)),
    f.BreachChanged: _breach_changed,
    f.BreachSeen: lambda case, fact: _breach(case, fact.breach, seen_by=fact.by, seen_at=fact.at),
    f.BreachAssessed: _breach_assessed,
}
