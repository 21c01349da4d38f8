"""What takes two administrators: one proposes, another settles; the console stands in only where there is no other."""

from collections.abc import Iterable
from typing import TypeVar

from register.domain.actors import OPERATOR, account_name
from register.domain.decide.situation import Situation
from register.domain.errors import Forbidden, Problem, Unknown
from register.domain.subjects.proposal import Proposal
from register.domain.values import Id

ENOUGH_ADMINISTRATORS = 2


P = TypeVar("P", bound=Proposal)


def decides_alone(situation: Situation) -> bool:
    """Whether the operator at the console acts before there are two administrators who could: two humans."""
    return OPERATOR in situation.actor.roles and len(set(situation.administrators.values())) < ENOUGH_ADMINISTRATORS


def to_settle(proposals: Iterable[P], wanted: Id, situation: Situation, concerned: Id | None = None) -> P:
    """Return the proposal asked for, to be settled by neither its proposer nor the person concerned.

    The operator settles only what no other administrator could; raises ``Unknown`` and ``Forbidden``.
    """
    proposal = next((known for known in proposals if known.id == wanted), None)
    if proposal is None:
        raise Unknown(Problem("no-such-proposal", "proposal"))
    actor = situation.actor
    if proposal.proposed_by in actor.names or concerned in actor.accounts:
        raise Forbidden(Problem("own-work", "proposal"))
    humans = situation.administrators
    bound = {humans[each] for each in humans if each == concerned or account_name(each) == proposal.proposed_by}
    if OPERATOR in actor.roles and set(humans.values()) - bound:
        raise Forbidden(Problem("another-administrator", "proposal"))
    return proposal
