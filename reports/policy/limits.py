"""The duties with their limits: what starts each, how long it is, what meets it, waives it and stops its clock."""

from collections.abc import Iterator, Mapping

from register.domain.law.rules import Rule, Start
from reports.marker import _
from reports.policy.codes_in_words import Telling
from reports.policy.model import Cell, Chapter, Entry, Group, Line, Part, chapter, lines, pairs

KIND: Mapping[str, str] = {
    "deadline": _("It has to be done by then."),
    "window": _("It is possible until then and not after."),
    "not_before": _("It may not be done before then."),
    "review": _("It is looked at again then; nothing falls due."),
}
WHOM: Mapping[str, str] = {"firm": _("The firm"), "complainant": _("The complainant, whose time it is")}
DAYS: Mapping[str, str] = {
    "hour": _("Hours on the clock, weekends and holidays included."),
    "day": _("Calendar days, weekends and holidays included; the last day is not moved."),
    "business-day": _("Business days: weekends and the holidays of the place are not counted."),
    "week": _("Plain weeks, weekends and holidays included; the last day is not moved."),
    "month": _("Plain months; where the last month has no such day, its last day."),
    "year": _("Plain years; where the last year has no such day, the last day of that month."),
    "stated-day": _("Not counted: the day is the one stated."),
}


def limits(telling: Telling) -> tuple[Chapter, ...]:
    """Return every duty with the rules that set its dates."""
    _ = telling.gettext
    lead = _("A duty may have several limits, each with its own paragraph. Pages show the strictest of a duty first.")
    return chapter(("limits", _("Duties and their limits"), lead), _duties(telling))


def _duties(telling: Telling) -> Iterator[Part]:
    for duty in telling.pack.duties:
        yield Group(telling.duty(duty), f"duty-{duty}")
        for rule in telling.pack.rules.values():
            if rule.duty == duty:
                yield _entry(telling, rule)


def _entry(telling: Telling, rule: Rule) -> Entry:
    _ = telling.gettext
    stops = (
        _("from %(stop)s until %(run)s (%(cite)s)")
        % {"stop": telling.events([stop.stops_at]), "run": telling.events([stop.runs_at]), "cite": stop.cite}
        for stop in rule.stops
    )
    said = pairs(
        (_("Meaning"), _(KIND[rule.kind])),
        (_("Binds"), _(WHOM[rule.bound])),
        (_("For"), telling.classes(rule.classes)),
        (_("Only where"), (*lines(telling.condition(rule.when)), *_needs(telling, rule))),
        (_("Starts"), _start(telling, rule.start)),
        (_("How long"), _how_long(telling, rule)),
        (_("Days"), _days(telling, rule)),
        (_("Met by"), telling.events(rule.met_by)),
        (_("Waived by"), telling.events(rule.unless)),
        (_("Clock stops"), lines(*stops)),
        (_("Replaces"), tuple(telling.rule(old) for old in rule.supersedes)),
        (_("Counted"), _counted(telling, rule)),
        (_("If missed"), _("A possible breach, to be assessed by a person.") if _breach(telling, rule) else ""),
        (_("Note"), rule.note),
        (_("Read in"), rule.source if rule.source != telling.pack.source else ""),
    )
    marks = (telling.standing(rule), *telling.marks(rule.force, rule.confirmed))
    return Entry(f"rule-{rule.id}", rule.id, "", rule.cite, marks, said)


def _breach(telling: Telling, rule: Rule) -> bool:
    return rule.breachable and not (telling.pack.is_example or telling.pack.is_draft)


def _needs(telling: Telling, rule: Rule) -> Iterator[Line]:
    _ = telling.gettext
    if rule.needs:
        yield Line(_("%(events)s happened") % {"events": telling.events(rule.needs, "standard")})
    for needed in rule.in_time:
        other = telling.rule(needed.rule)
        words = {"event": telling.event(needed.event), "rule": other.text}
        yield Line(_("“%(event)s” happened within: %(rule)s") % words, other.anchor)


def _start(telling: Telling, start: Start) -> Cell:
    _ = telling.gettext
    if start.end_of is not None:
        other = telling.rule(start.end_of)
        unless = _("or, where it is recorded, %(events)s") % {"events": telling.events(start.events)}
        return Line(_("the last day of: %(rule)s") % {"rule": other.text}, other.anchor), Line(unless)
    named = telling.events(start.events)
    if len(start.events) == 1:
        return lines(named)
    choices = {
        "earliest": _("the earliest of %(events)s"),
        "latest": _("the latest of %(events)s, once all have happened"),
        "first": _("the first of these that is known, in this order: %(events)s"),
    }
    return lines(choices[start.choose] % {"events": named})


def _how_long(telling: Telling, rule: Rule) -> Cell:
    _ = telling.gettext
    if rule.closes_with is not None:
        return (
            Line(
                _("no length of its own: the strictest date of “%(duty)s”") % {"duty": telling.duty(rule.closes_with)},
                f"duty-{rule.closes_with}",
            ),
            *lines(_("counted again with its own stops of the clock") if rule.stops else ""),
        )
    length = "" if rule.limit is None else telling.limit(rule.limit)
    if rule.prompt:
        return lines(
            _("promptly: the law gives no number"),
            _("the firm's own target is %(length)s; that date binds nobody else") % {"length": length},
        )
    if rule.every is not None:
        ways = {
            "start": _("every %(length)s, counted from the start"),
            "last": _("every %(length)s, counted from the last time it was done"),
        }
        return lines(ways[rule.every] % {"length": length})
    return lines(length)


def _days(telling: Telling, rule: Rule) -> Cell:
    _ = telling.gettext
    if rule.limit is None:
        return ()
    unit = rule.limit.unit
    first = _("The day of the start counts.") if rule.day0_counts else _("The day of the start is not counted.")
    return lines(_(DAYS[unit]), "" if unit in {"hour", "stated-day"} else first)


def _counted(telling: Telling, rule: Rule) -> Cell:
    _ = telling.gettext
    renewed = _("a later start opens a fresh limit; what ended the one before does not end it")
    return lines(
        _("once for each person concerned") if rule.per else "",
        renewed if rule.renews and rule.every is None else "",
    )
