"""The worked examples of the pack: what is known, the dates that must follow, and whether they do."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from babel.dates import format_datetime

from register.domain.law.rules import Values
from register.domain.law.worked import Example
from reports.document import text
from reports.marker import _
from reports.policy.codes_in_words import Telling
from reports.policy.model import Chapter, Grid, Line, Part, Remark, Row, chapter, lines

Events = Mapping[str, tuple[datetime, ...]]


PARTS: Mapping[str, str] = {
    "due_calendar": _("last day"),
    "due_if_rolled": _("if it rolled to a business day"),
    "due_public_only": _("without public holidays"),
    "due_public_and_bank": _("without bank holidays too"),
}


def examples(telling: Telling, wrong: Mapping[str, Sequence[str]]) -> tuple[Chapter, ...]:
    """Return the worked examples; ``wrong`` says of each that does not hold where it differs."""
    _ = telling.gettext
    lead = _("The pack's own worked dates, derived again for this document with the calendars of the register.")
    return chapter(("examples", _("Worked examples"), lead), _table(telling, wrong))


def _table(telling: Telling, wrong: Mapping[str, Sequence[str]]) -> Iterator[Part]:
    _, known = telling.gettext, telling.pack.examples
    if not known:
        return
    hold = telling.words.number(len(known) - len(wrong))
    yield Remark(_("%(hold)s of %(all)s hold.") % {"hold": hold, "all": telling.words.number(len(known))})
    columns = (text(_("Example"), 6), text(_("What is known"), 6), text(_("What must follow"), 8), text(_("Result"), 3))
    rows = tuple(_row(telling, example, wrong.get(example.id, ())) for example in known)
    yield Grid(_("Worked examples"), columns, rows, titled=True)


def _row(telling: Telling, example: Example, wrong: Sequence[str]) -> Row:
    _ = telling.gettext
    result = lines(_("does not hold"), *wrong) if wrong else lines(_("holds"))
    name = lines(example.title, f"{telling.of_class(example.complaint_class).text}, {example.place}", example.id)
    return Row(
        (name, tuple(_known(telling, example)), tuple(_follows(telling, example)), result), f"example-{example.id}"
    )


def _known(telling: Telling, example: Example) -> Iterator[Line]:
    yield from _happened(telling, example.events, "")
    for party, happened in example.parties.items():
        yield from _happened(telling, happened, telling.gettext(", person %(party)s") % {"party": _short(party)})
    yield from _given(telling, example.values)


def _happened(telling: Telling, events: Events, whose: str) -> Iterator[Line]:
    language = telling.words.language.replace("-", "_")
    for event, instants in events.items():
        times = "; ".join(format_datetime(at, "d MMM y, HH:mm", locale=language) for at in instants)
        yield Line(f"{telling.event(event)}{whose}: {times}")


def _given(telling: Telling, values: Values) -> Iterator[Line]:
    for name, value in values.items():
        yield Line(f"{telling.fact(name)}: {telling.value(name, value)}")


def _follows(telling: Telling, example: Example) -> Iterator[Line]:
    _ = telling.gettext
    for (rule, party), expected in example.expected.items():
        of = _(", person %(party)s") % {"party": _short(party)} if party else ""
        if expected is None:
            yield Line(_("%(rule)s%(of)s: no date") % {"rule": rule, "of": of}, f"rule-{rule}")
            continue
        for part, day in expected.items():
            words = {"rule": rule, "of": of, "part": _(PARTS[part]), "day": telling.words.day(day)}
            yield Line(_("%(rule)s%(of)s, %(part)s: %(day)s") % words, f"rule-{rule}")


def _short(party: str) -> str:
    """Return a person's number in an example, without what makes it an id."""
    return party.rpartition("-")[2].lstrip("0") or party
