"""Who must approve, what is watched, who else is asked, how long records are kept, what is reported, which codes."""

from collections.abc import Iterator

from register.domain.law.duties import Return, Risk
from register.domain.law.policy import CodeList
from reports.policy.codes_in_words import Telling
from reports.policy.model import Chapter, Entry, Line, Mark, Part, chapter, lines, pairs

LISTED = 20


def guards(telling: Telling) -> tuple[Chapter, ...]:
    """Return the second persons the law asks for, and the risks the delay guard watches."""
    _ = telling.gettext
    gates = _("Letters a second person approves by law, whatever the firm's own delegations say.")
    risks = _("The delay guard reports a case when so many days are left and this is still lacking.")
    return (
        *chapter(("gates", _("Second persons"), gates), _gates(telling)),
        *chapter(("risks", _("Delay guard"), risks), (_risk(telling, risk) for risk in telling.pack.risks)),
    )


def _gates(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for gate in telling.pack.gates:
        letter = telling.pack.letter_types[gate.letter]
        said = pairs(
            (_("Letter"), (Line(letter.title, f"letter-{letter.id}"),)),
            (_("Outcomes"), ", ".join(telling.outcome(code) for code in letter.outcomes if code in gate.outcomes)),
            (_("For"), telling.classes(gate.classes)),
        )
        yield Entry(f"gate-{gate.id}", gate.title, gate.id, gate.cite, telling.marks(gate.force, gate.confirmed), said)


def _risk(telling: Telling, risk: Risk) -> Entry:
    _, ngettext = telling.gettext, telling.words.ngettext
    lacking = {
        "assignee": _("nobody looks after it"),
        "class": _("nobody has chosen its class"),
        "acknowledgement": _("it is not acknowledged"),
        "response-draft": _("no response is drafted"),
        "response-approval": _("no response is approved"),
        "response": _("no response is sent"),
        "end": _("it is not ended"),
    }
    days = ngettext("%(num)d calendar day or fewer left", "%(num)d calendar days or fewer left", risk.days_left)
    said = pairs(
        (_("Watched"), (Line(telling.duty(risk.duty), f"duty-{risk.duty}"),)),
        (_("When"), days % {"num": risk.days_left}),
        (_("and"), lacking[risk.lacking]),
        (_("Then"), _("a manager is told") if risk.escalate else ""),
        (_("For"), telling.classes(risk.classes)),
    )
    return Entry(f"risk-{risk.id}", risk.title, risk.id, risk.cite, telling.marks(risk.force), said)


def outside(telling: Telling) -> tuple[Chapter, ...]:
    """Return the outside bodies, how long records are kept, and the reports to the regulator."""
    _ = telling.gettext
    return (
        *chapter(("schemes", _("External schemes"), ""), _schemes(telling)),
        *chapter(("retention", _("How long records are kept"), ""), _retention(telling)),
        *chapter(("returns", _("Returns"), ""), (_return(telling, due) for due in telling.pack.returns)),
    )


def _schemes(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for scheme in telling.pack.schemes:
        contact = _("the set-up's details whose names begin with “%(name)s”") % {"name": scheme.contact}
        said = pairs((_("Contact"), contact), (_("Note"), scheme.note))
        marks = (telling.sure(scheme.confirmed),)
        yield Entry(f"scheme-{scheme.id}", scheme.title, scheme.id, scheme.cite, marks, said)


def _retention(telling: Telling) -> Iterator[Part]:
    _ = telling.gettext
    for kept in telling.pack.retentions:
        words = {"length": telling.limit(kept.keep), "event": telling.event(kept.anchor)}
        said = pairs(
            (_("Kept"), _("%(length)s from “%(event)s”") % words),
            (_("For"), telling.classes(kept.classes)),
            (_("Note"), kept.note),
        )
        yield Entry(f"retention-{kept.id}", kept.title, kept.id, kept.cite, (telling.sure(kept.confirmed),), said)


def _return(telling: Telling, due: Return) -> Entry:
    _ = telling.gettext
    periods = {
        "month": _("every month"),
        "quarter": _("every quarter"),
        "half-year": _("every half-year"),
        "year": _("every year"),
    }
    said = pairs(
        (_("Period"), periods[due.period]),
        (_("Due"), () if due.due is None else (telling.rule(due.due),)),
        (_("Nothing to report"), _("is reported too") if due.nil else _("need not be reported")),
        (_("Signed off by"), due.sign_off),
        (_("Only from"), due.threshold),
        (_("For each"), due.per),
        (_("Holds"), ", ".join(measure.replace("-", " ") for measure in due.measures)),
        (_("Note"), due.note),
    )
    return Entry(f"return-{due.id}", due.title, due.id, due.cite, (telling.sure(due.confirmed),), said)


def codes(telling: Telling) -> tuple[Chapter, ...]:
    """Return the code lists; those too long to read are counted."""
    _ = telling.gettext
    lead = _("The words complaints are described in. Long lists are counted here; the register's own pages show them.")
    return chapter(("codes", _("Code lists"), lead), (_list(telling, known) for known in telling.pack.codes.values()))


def _list(telling: Telling, known: CodeList) -> Entry:
    _, count = telling.gettext, len(known.entries)
    counted = telling.words.ngettext("%(num)d code", "%(num)d codes", count) % {"num": count}
    entries = () if count > LISTED else (f"{entry.label} ({entry.code})" for entry in known.entries.values())
    said = pairs((_("Size"), counted), (_("Codes"), lines(*entries)), (_("Read in"), known.source))
    marks = (Mark(_("PROVISIONAL: to be replaced by the regulator's own"), "warn"),) if known.provisional else ()
    return Entry(f"code-{known.id}", known.id.replace("-", " ").capitalize(), known.id, known.cite or "", marks, said)
