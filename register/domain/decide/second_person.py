"""The second person: somebody whose work it is not."""

from register.domain.authorship import Proposal, Work, authors
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Situation
from register.domain.errors import Forbidden, Problem
from register.domain.subjects import unapproved
from register.domain.values import Code


def check_second_person(situation: Situation, work: Work, where: str) -> None:
    """Raise ``Forbidden`` where the work is the actor's own, in whole or in part, under whatever account."""
    if situation.actor.names & authors(work):
        raise Forbidden(Problem("own-work", where))


def proposers(unfolding: Unfolding, work: Code, pending: Proposal | None = None) -> tuple[Code, ...]:
    """Return whose work a new proposal is: the actor's, and theirs who proposed the like since one was approved."""
    before = authors(pending) if pending is not None else frozenset()
    known = unapproved.names(unfolding.case.unapproved, work)
    return tuple(sorted({unfolding.situation.actor.name, *before, *known}))
