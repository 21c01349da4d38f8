"""What the regime leaves open or sets from outside: when duties begin, how far it reaches, sums, shares of a loss."""

from collections.abc import Iterator

from reports.policy.codes_in_words import Telling
from reports.policy.model import Chapter, Entry, Mark, Part, chapter, pairs


def scope(telling: Telling) -> tuple[Chapter, ...]:
    """Return what is open or set from outside; nothing where the pack says nothing of it."""
    _ = telling.gettext
    lead = _("Shown with each complaint as information. Only a duty that has not begun sets no date.")
    parts = (*_switches(telling), *_readings(telling), *_thresholds(telling), *_apportionments(telling))
    return chapter(("scope", _("What is open, and what is set from outside"), lead), iter(parts))


def _marks(telling: Telling, confirmed: str) -> tuple[Mark, ...]:
    return (telling.sure(confirmed),)


def _switches(telling: Telling) -> Iterator[Part]:
    _, rules = telling.gettext, telling.pack.rules.values()
    for one in telling.pack.scope.switches.values():
        begun = _("not begun: no date") if one.on is None else telling.words.day(one.on)
        waiting = tuple(telling.rule(rule.id) for rule in rules if rule.switch == one.id)
        said = pairs((_("Begins"), begun), (_("Limits that wait for it"), waiting), (_("Note"), one.note))
        yield Entry(f"switch-{one.id}", one.title, one.id, one.cite, _marks(telling, one.confirmed), said)


def _readings(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for one in telling.pack.scope.readings:
        words = {"event": telling.event(one.event), "day": telling.words.day(one.begins)}
        reached = _("“%(event)s” on or after %(day)s") % words
        said = pairs((_("Reaches a complaint"), reached), (_("Note"), one.note))
        yield Entry(f"reading-{one.id}", one.title, one.id, one.cite, _marks(telling, one.confirmed), said)


def _thresholds(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    edges = {"yes": _("so as well"), "no": _("not so"), "unknown": _("unknown")}
    for one in telling.pack.scope.thresholds:
        sum_of = _("“%(fact)s” is below %(amount)s") % {"fact": telling.fact(one.fact), "amount": one.amount}
        said = pairs(
            (_("So where"), sum_of),
            (_("Exactly that"), edges[one.edge]),
            (_("Where"), telling.condition(one.when)),
            (_("Note"), one.note),
        )
        yield Entry(f"threshold-{one.id}", one.title, one.id, one.cite, _marks(telling, one.confirmed), said)


def _apportionments(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for one in telling.pack.scope.apportionments:
        equal = _("equal shares among the firms that did not comply")
        unless = _("one of them played a materially greater part")
        said = pairs((_("Shares"), equal), (_("Unless"), unless), (_("Note"), one.note))
        yield Entry(f"apportionment-{one.id}", one.title, one.id, one.cite, _marks(telling, one.confirmed), said)
