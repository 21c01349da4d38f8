"""A pack whose law is not made yet: it says why, and none of its numbers is more than unconfirmed."""

from collections.abc import Iterator

from policies.readers.tables import Table
from register.domain.law.policy import DRAFT, Pack
from register.domain.values import Code

UNCONFIRMED = Code("U")


def why_draft(head: Table) -> str:
    """Return why the law is not made yet: a draft has to say so, and no other pack can."""
    return head.text("draft") if head.raw("nature") == DRAFT else ""


def check_draft(root: Table, pack: Pack) -> None:
    """Note every number of a draft that is marked as if it were law."""
    if not pack.is_draft:
        return
    for place, mark in _numbers(pack):
        if mark != UNCONFIRMED:
            root.faults.add("pack-draft-confirmed", f"{place}.confirmed", found=mark)


def _numbers(pack: Pack) -> Iterator[tuple[str, Code]]:
    """Yield the mark of everything that sets a day, a length of time or another number."""
    yield from ((f"rule[{rule.id}]", rule.confirmed) for rule in pack.rules.values())
    yield from ((f"hand_off[{each.id}]", each.confirmed) for each in pack.hand_offs.values() if each.limit is not None)
    yield from ((f"retention[{each.id}]", each.confirmed) for each in pack.retentions)
    yield from ((f"threshold[{each.id}]", each.confirmed) for each in pack.scope.thresholds)
    yield from ((f"reading[{each.id}]", each.confirmed) for each in pack.scope.readings)
    yield from ((f"apportionment[{each.id}]", each.confirmed) for each in pack.scope.apportionments)
    yield from ((f"eligibility[{each.id}]", each.confirmed) for each in pack.eligibilities)
