"""A new issue is a case of its own: it and the earlier case of the same person name each other."""

from register.domain.commands.base import Ref
from register.domain.commands.case import OpenCase
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Facts
from register.domain.facts import case as f
from register.domain.values import Code


def relate(command: OpenCase, unfolding: Unfolding) -> Facts:
    """Name the earlier case in the new one; return the fact that names the new one in the earlier."""
    if command.related is None:
        return {}
    earlier = unfolding.situation.case(command.related)
    unfolding.add(f.CaseRelated(earlier.id, earlier.reference))
    return {Ref(Code("case"), earlier.id): [f.CaseRelated(unfolding.ref.id, unfolding.case.reference)]}
