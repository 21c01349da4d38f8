"""Which rules can yield a date after what happened, and for whom: told by what happened alone, whenever it did.

Most rules of a class wait for something that did not happen to this complaint. Which do is the same for all complaints
to which the same things happened, so it is found once for them.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from register.domain.policy import Pack
from register.domain.rules import Rule
from register.domain.values import Id

Happened = frozenset[str]
Step = tuple[Rule, Id | None]


class Agenda(NamedTuple):
    """What to derive, in order: dates that are counted, and then those that are shared or lean on such.

    Each step is a rule and the party it runs for (None: the complaint); ``replacing`` are rules that replace others.
    """

    counted: tuple[Step, ...]
    replacing: tuple[Rule, ...]
    sharing: tuple[Step, ...]


@lru_cache(maxsize=1024)
def agenda(
    pack: Pack, complaint_class: str, happened: Happened, parties: tuple[tuple[Id, Happened], ...] = ()
) -> Agenda:
    """Return the steps for a complaint by what happened to it, and to each of its parties alone."""
    first, then = pack.plan(complaint_class)
    counted, sharing = (tuple(_steps(rules, happened, parties)) for rules in (first, then))
    return Agenda(counted, tuple(dict.fromkeys(rule for rule, _ in counted if rule.supersedes)), sharing)


def _steps(rules: Iterable[Rule], happened: Happened, parties: tuple[tuple[Id, Happened], ...]) -> Iterator[Step]:
    for rule in rules:
        if _open(rule, happened) and _can_start(rule, happened):
            yield rule, None
        if rule.per is not None:
            yield from (
                (rule, party) for party, own in parties if _open(rule, happened | own) and _can_start(rule, own)
            )


def _open(rule: Rule, happened: Happened) -> bool:
    """Whether nothing waived the rule, and all it needs has happened."""
    needed = happened.issuperset(rule.needs) and all(each.event in happened for each in rule.in_time)
    return needed and happened.isdisjoint(rule.unless)


def _can_start(rule: Rule, happened: Happened) -> bool:
    """Whether the rule has an event to count from, or a date of another rule."""
    leaning = rule.closes_with is not None or rule.start.end_of is not None
    return leaning or not happened.isdisjoint(rule.start.events)
