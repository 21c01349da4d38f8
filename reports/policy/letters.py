"""The letters: for every class and outcome the parts each must and must not carry, and the standard texts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from register.domain.law.letterspec import Also, Block, LetterRule, LetterType
from register.domain.law.rules import meets
from register.domain.law.texts import Standard
from register.domain.values import Code
from reports.document import text
from reports.marker import _
from reports.policy.codes_in_words import Telling
from reports.policy.model import Cell, Chapter, Entry, Grid, Line, Part, Row, chapter, lines, pairs

WRITES: Mapping[str, str] = {
    "text": _("the author writes it"),
    "fixed": _("standard text"),
    "contact": _("contact details as configured"),
    "points": _("an answer to each point raised"),
    "findings": _("findings, each with what supports it"),
}
NO_STANDARD = Standard({}, {}, {})


class Carried(NamedTuple):
    """A block of a letter as one variant of it has it: required or forbidden, always or only where a fact says so."""

    block: Block
    required: bool
    only_where: str


Variant = tuple[Carried, ...]


def letters(telling: Telling) -> tuple[Chapter, ...]:
    """Return each kind of letter with its parts, and their standard texts in every language."""
    _ = telling.gettext
    lead = _(
        "What a letter must and must not carry depends on its kind, the class of the complaint and the decision it "
        "tells. A letter that lacks a required part, or carries a forbidden one, cannot be approved."
    )
    words = _("What each letter begins from. Contact details are never written here; they come from the set-up.")
    return (
        *chapter(("letters", _("Letters"), lead), _kinds(telling)),
        *chapter(("texts", _("Standard texts"), words), _texts(telling)),
    )


def _kinds(telling: Telling) -> Iterator[Part]:
    for kind in telling.pack.letter_types.values():
        yield _kind(telling, kind)
        for caption, variant in _captions(telling, kind):
            yield _grid(telling, kind, caption, variant)


def _kind(telling: Telling, kind: LetterType) -> Entry:
    _ = telling.gettext
    also = tuple(line for more in kind.also for line in _also(telling, kind, more))
    gates = (gate for gate in telling.pack.gates if gate.letter == kind.id)
    said = pairs(
        (_("Its sending is"), "" if kind.event is None else telling.events([kind.event])),
        (_("and also"), also),
        (_("Form"), _("It must be given in writing.") if kind.written else _("It need not be in writing.")),
        (_("For"), telling.classes(kind.classes)),
        (_("Outcomes"), lines(*(telling.outcome(outcome) for outcome in kind.outcomes))),
        (
            _("Only after"),
            ""
            if kind.after_limit is None
            else _("the limit of “%(duty)s” passed unanswered") % {"duty": telling.duty(kind.after_limit)},
        ),
        (_("Second person by law"), tuple(Line(gate.title, f"gate-{gate.id}") for gate in gates)),
    )
    return Entry(f"letter-{kind.id}", kind.title, kind.id, kind.cite, (), said)


def _also(telling: Telling, kind: LetterType, more: Also) -> Iterator[Line]:
    """Yield a further event that its sending is, and the outcomes and classes that has to be for."""
    _ = telling.gettext
    outcomes = ", ".join(telling.outcome(outcome) for outcome in kind.outcomes if outcome in more.outcomes)
    yield Line(telling.events([more.event]))
    if outcomes:
        yield Line(_("where the outcome is: %(outcomes)s") % {"outcomes": outcomes})
    for of_class in telling.classes(more.classes) if more.classes else ():
        yield Line(_("for: %(class)s") % {"class": of_class.text}, of_class.anchor)


def _captions(telling: Telling, kind: LetterType) -> Iterator[tuple[str, Variant]]:
    """Yield every variant of a letter once, with all the classes and outcomes it is for."""
    _ = telling.gettext
    known = [code for code in telling.pack.classes if not kind.classes or code in kind.classes]
    outcomes: tuple[Code | None, ...] = kind.outcomes or (None,)
    shared: dict[Variant, dict[Code | None, list[Code]]] = {}
    for outcome in outcomes:
        for of_class in known:
            variant = _variant(telling, kind, of_class, outcome)
            shared.setdefault(variant, {}).setdefault(outcome, []).append(of_class)
    for variant, by_outcome in shared.items():
        together: dict[tuple[Code, ...], list[Code | None]] = {}
        for outcome, classes in by_outcome.items():
            together.setdefault(tuple(classes), []).append(outcome)
        for alike, told in together.items():
            said = [telling.outcome(outcome) for outcome in told if outcome is not None]
            whom = ", ".join(line.text for line in telling.classes(alike))
            named = _("Outcome: %(outcomes)s") % {"outcomes": ", ".join(said)} if said else ""
            yield " · ".join(each for each in (kind.title, named, whom) if each), variant


def _variant(telling: Telling, kind: LetterType, of_class: Code, outcome: Code | None) -> Variant:
    spec = telling.pack.letter(kind.id, of_class, outcome)
    found = [Carried(block, required=True, only_where="") for block in spec.required]
    found += [Carried(block, required=False, only_where="") for block in spec.forbidden]
    for rule in telling.pack.letter_rules:
        if _may_match(rule, kind, of_class, outcome) and not meets(rule.when, {}):
            where = telling.condition(rule.when)
            found += [Carried(block, required=True, only_where=where) for block in rule.required]
            found += [Carried(block, required=False, only_where=where) for block in rule.forbidden]
    order = _printing_order(telling, kind)
    return tuple(sorted(found, key=lambda part: order.get(part.block.id, len(order))))


def _may_match(rule: LetterRule, kind: LetterType, of_class: Code, outcome: Code | None) -> bool:
    """Whether a rule is about this letter, class and outcome, whatever the facts say."""
    of_kind = rule.type == kind.id and (not rule.classes or of_class in rule.classes)
    return of_kind and (not rule.outcomes or outcome in rule.outcomes)


def _printing_order(telling: Telling, kind: LetterType) -> dict[Code, int]:
    standard = telling.pack.texts.get(telling.pack.languages[0], NO_STANDARD)
    frame = standard.letters.get(kind.id)
    return {} if frame is None else {block: place for place, block in enumerate(frame.blocks)}


def _grid(telling: Telling, kind: LetterType, caption: str, variant: Variant) -> Grid:
    _ = telling.gettext
    conditional = any(part.only_where for part in variant)
    where = (text(_("Only where"), 5),) if conditional else ()
    columns = (
        text(_("Part"), 5),
        text(_("It"), 3),
        *where,
        text(_("Filled by"), 3),
        text(_("Paragraph"), 3),
        text(_("Force"), 3),
    )
    rows = tuple(
        Row(
            (
                (Line(_title(telling, part.block.id), f"block-{part.block.id}"),),
                lines(_("must be there") if part.required else _("must not be there")),
                *((lines(part.only_where),) if conditional else ()),
                lines(_(WRITES[part.block.kind]) if part.required else ""),
                lines(part.block.cite),
                lines(telling.force(part.block.force).text),
            )
        )
        for part in variant
    )
    return Grid(caption, columns, rows)


def _title(telling: Telling, block: Code) -> str:
    standard = telling.pack.texts.get(telling.pack.languages[0], NO_STANDARD).blocks.get(block)
    heading = standard.heading if standard is not None else ""
    return f"{heading} ({block})" if heading else str(block)


def _texts(telling: Telling) -> Iterator[Part]:
    _, pack = telling.gettext, telling.pack
    for kind in pack.letter_types.values():
        frames = ((language, pack.texts.get(language, NO_STANDARD).letters.get(kind.id)) for language in pack.languages)
        said = tuple(
            (
                telling.language(language),
                tuple(Line(each, language=language) for each in (frame.subject, frame.salutation, frame.closing)),
            )
            for language, frame in frames
            if frame is not None
        )
        title = _("%(letter)s: subject, first and last words") % {"letter": kind.title}
        yield Entry(f"text-{kind.id}", title, kind.id, "", (), pairs(*said))
    for block in dict.fromkeys(block.id for rule in pack.letter_rules for block in (*rule.required, *rule.forbidden)):
        standard = ((telling.language(language), _standard(telling, block, language)) for language in pack.languages)
        yield Entry(f"block-{block}", _title(telling, block), "", "", (), pairs(*standard))


def _standard(telling: Telling, block: Code, language: Code) -> Cell:
    """Return heading, text, and what the author is told to write, in one language."""
    found = telling.pack.texts.get(language, NO_STANDARD).blocks.get(block)
    if found is None:
        return ()
    hint = telling.gettext("To be written: %(hint)s") % {"hint": found.hint} if found.hint else ""
    return tuple(Line(each, language=language) for each in (found.heading, found.text, hint) if each)
