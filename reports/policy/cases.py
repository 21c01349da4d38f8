"""What the pack knows of complaints beside their limits: classes, facts, events, bans, written responses, hand-offs."""

from collections.abc import Iterator

from register.domain.law.duties import Event
from register.domain.law.handoffs import HandOffRule
from register.domain.law.policy import ComplaintClass, Fact
from reports.policy.codes_in_words import Telling
from reports.policy.model import Cell, Chapter, Entry, Line, Mark, Part, chapter, lines, pairs


def classes(telling: Telling) -> tuple[Chapter, ...]:
    """Return the classes of complaints, and the facts that choose among them and move limits."""
    _ = telling.gettext
    lead = _(
        "The class of a complaint decides which limits and letters it has. A person's choice always wins; else the "
        "first class whose facts fit; until then words in the complaint hold it to a class provisionally. While none "
        "of these says anything, it is held to the first class listed here."
    )
    facts = _("What an officer states about a complaint, or the register knows, because a limit or a letter needs it.")
    return (
        *chapter(
            ("classes", _("Classes of complaints"), lead), (_class(telling, k) for k in telling.pack.classes.values())
        ),
        *chapter(("facts", _("Facts"), facts), (_fact(telling, fact) for fact in telling.pack.facts.values())),
    )


def _class(telling: Telling, known: ComplaintClass) -> Entry:
    _ = telling.gettext
    when = (
        _("by a person only")
        if known.when is None
        else telling.condition(known.when) or _("always, where none before it")
    )
    words = (
        Line(f"{language}: {', '.join(said)}", language=language) for language, said in known.words.items() if said
    )
    said = pairs(
        (_("Chosen"), when),
        (_("Provisionally, by the words"), tuple(words)),
        (_("Part of"), () if known.parent is None else (telling.of_class(known.parent),)),
    )
    marks = (Mark(_("urgent"), "warn"),) if known.urgent else ()
    return Entry(f"class-{known.id}", known.title, known.id, known.cite, marks, said)


def _fact(telling: Telling, fact: Fact) -> Entry:
    _ = telling.gettext
    kinds = {"bool": _("yes or no"), "int": _("a whole number"), "code": _("one of a list"), "date": _("a day")}
    kinds["money"] = _("an amount of money")
    said = pairs(
        (_("Answer"), kinds[fact.type]),
        (_("Allowed"), ", ".join(telling.value(fact.id, value) for value in fact.allowed)),
        (_("For"), telling.classes(fact.classes)),
        (_("Known from"), _("an officer states it") if fact.given_by == "officer" else _("the register knows it")),
    )
    return Entry(f"fact-{fact.id}", fact.title, fact.id, "", (), said)


def events(telling: Telling) -> tuple[Chapter, ...]:
    """Return the events that people record."""
    _ = telling.gettext
    lead = _("Limits start, stop and end with events. These are recorded by people; the others follow from their work.")
    return chapter(
        ("events", _("Events people record"), lead), (_event(telling, e) for e in telling.pack.events.values())
    )


def _event(telling: Telling, event: Event) -> Entry:
    _ = telling.gettext
    said = pairs(
        (_("For"), telling.classes(event.classes)),
        (_("Only after"), telling.events(event.after, "standard")),
        (_("Never after"), telling.events(event.not_after)),
        (
            _("Recorded"),
            lines(
                _("for each person concerned") if event.per else "",
                _("as often as it happens") if event.repeats else "",
                _("with words that support it") if event.evidence else "",
                _("also where it happened before the complaint was made") if event.before_receipt else "",
            ),
        ),
    )
    return Entry(f"event-{event.id}", event.title, event.id, event.cite, (), said)


def bans(telling: Telling) -> tuple[Chapter, ...]:
    """Return what the firm may not do meanwhile, and when an answer in writing is due in spite of an early end."""
    _ = telling.gettext
    lead = _("What the firm may not do while a complaint is open. Exceptions are approved by a second person.")
    early = _("A complaint closed early needs no written response, except in these cases.")
    return (
        *chapter(("prohibitions", _("What is prohibited meanwhile"), lead), _bans(telling)),
        *chapter(("written-responses", _("When a written response stays due"), early), _written(telling)),
    )


def _bans(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for ban in telling.pack.prohibitions:
        until = telling.rule(ban.until)
        said = pairs(
            (_("For"), telling.classes(ban.classes)),
            (_("From"), telling.events([ban.begins])),
            (_("Until"), (Line(_("the end of: %(rule)s") % {"rule": until.text}, until.anchor),)),
            (_("Exceptions"), lines(*(each.replace("-", " ") for each in ban.exceptions))),
        )
        yield Entry(f"prohibition-{ban.id}", ban.title, ban.id, ban.cite, telling.marks(ban.force), said)


def _written(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for trigger in telling.pack.written_response:
        of_class: Cell = telling.classes(trigger.classes) if trigger.classes else ()
        said = pairs((_("For"), of_class), (_("Where"), telling.condition(trigger.when)))
        yield Entry(f"written-response-{trigger.code}", trigger.title, trigger.code, trigger.cite, (), said)


def hand_offs(telling: Telling) -> tuple[Chapter, ...]:
    """Return the matters that are no complaint, and the tests on who may complain."""
    _ = telling.gettext
    lead = _("Matters that go to another team. A limit shown here is one of another law on the matter itself.")
    tests = _("Shown to people as information; nobody is refused because of them.")
    return (
        *chapter(
            ("hand-offs", _("Hand-offs: what is no complaint"), lead),
            (_hand_off(telling, rule) for rule in telling.pack.hand_offs.values()),
        ),
        *chapter(("eligibility", _("Who may complain"), tests), _eligible(telling)),
    )


def _hand_off(telling: Telling, rule: HandOffRule) -> Entry:
    _ = telling.gettext
    limit = "" if rule.limit is None else _("%(length)s from receipt") % {"length": telling.limit(rule.limit)}
    listed = telling.pack.codes
    reasons = (entry.label for name in listed for entry in listed[name].entries.values() if entry.code in rule.reasons)
    turned = tuple(telling.of_class(code) for code in rule.classes)
    said = pairs(
        (_("Limit of the matter"), limit),
        (_("Goes"), _("to one person with an account, at once") if rule.named else ""),
        (_("Becomes a complaint"), _("on later dissatisfaction, received that later day") if rule.turns else ""),
        (_("It would be"), turned),
        (_("Also messages set aside as"), lines(*dict.fromkeys(reasons))),
        (_("Note"), rule.note),
    )
    urgent = (Mark(_("urgent"), "warn"),) if rule.urgent else ()
    marks = (*urgent, *telling.marks(rule.force, rule.confirmed))
    return Entry(f"hand-off-{rule.id}", rule.title, rule.id, rule.cite, marks, said)


def _eligible(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for test in telling.pack.eligibilities:
        said = pairs(
            (_("Complainants"), lines(*(kind.replace("-", " ") for kind in test.kinds))),
            (_("Employees"), _("fewer than %(number)s") % {"number": telling.words.number(test.below)}),
            (_("Note"), test.note),
        )
        marks = telling.marks(test.force, test.confirmed)
        yield Entry(f"eligibility-{test.id}", test.title, test.id, test.cite, marks, said)
