"""What came of it: outcomes, remedies, refusals by the letter gate, escalation, systemic issues, missed limits."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from reports.document import Column, Part, Prose, Table, text
from reports.regulator.case_list import BREACHES_PRINTED
from reports.regulator.inputs import BreachRow, SystemicRow
from reports.regulator.material import Breakdown, Material, breakdown, frequencies, ranked


def outcomes(material: Material) -> tuple[Part, ...]:
    """Outcomes, and remedies promised and paid."""
    _, now, before = material.words.gettext, material.now.outcomes, material.before.outcomes
    wholes = (now.concluded, before.concluded)
    return (
        frequencies(material, "outcome", _("Outcomes of complaints concluded in the period"), now.by_outcome),
        breakdown(
            material, _("Outcomes"), _("Outcome"), Breakdown("outcome", now.by_outcome, before.by_outcome, *wholes)
        ),
        _remedies(material),
    )


def causes(material: Material) -> tuple[Part, ...]:
    """Root causes of the complaints concluded."""
    _, now, before = material.words.gettext, material.now.outcomes, material.before.outcomes
    counts = Breakdown("root_cause", now.by_cause, before.by_cause, now.concluded, before.concluded)
    return (breakdown(material, _("Underlying causes"), _("Cause"), counts),)


def outcomes_and_causes(material: Material) -> tuple[Part, ...]:
    """What was decided, given and found to lie beneath."""
    return *outcomes(material), *causes(material)


def _remedies(material: Material) -> Table:
    words, now = material.words, material.now.outcomes
    _ = words.gettext
    rows = [
        (
            words.label("remedy", code),
            words.number(total.count),
            words.money(total.promised) if total.promised else words.number(None),
            words.money(total.paid) if total.promised else words.number(None),
            words.number(total.done),
            words.number(total.overdue),
        )
        for code, total in sorted(now.by_remedy.items(), key=lambda item: (-item[1].count, item[0]))
    ]
    totals = now.by_remedy.values()
    foot = (
        _("Total"),
        words.number(sum(total.count for total in totals)),
        words.money(now.promised),
        words.money(now.paid),
        words.number(sum(total.done for total in totals)),
        words.number(now.overdue),
    )
    head = (
        text(_("Remedy"), 5),
        Column(_("Number")),
        Column(_("Promised"), wide=3),
        Column(_("Paid"), wide=3),
        Column(_("Done")),
        Column(_("Overdue")),
    )
    note = _("Concluded without a remedy: {share}.").format(share=material.of(now.without_remedy, now.concluded))
    return Table(_("Remedies promised and paid"), head, rows, foot, note)


def gate(material: Material) -> tuple[Part, ...]:
    """What the letter gate held back, by paragraph."""
    words = material.words
    _ = words.gettext
    refusals = sorted(material.data.refusals, key=lambda refusal: (-refusal.count, refusal.cite, refusal.letter))
    if not refusals:
        return (Prose(_("The gate refused no letter in the period.")),)
    by_cite: Counter[str] = Counter()
    for refusal in refusals:
        by_cite[refusal.cite] += refusal.count
    rows = [
        (
            refusal.cite,
            words.label("letter", refusal.letter),
            words.label("gate", refusal.reason),
            words.number(refusal.count),
        )
        for refusal in refusals
    ]
    foot = (_("Total"), "", "", words.number(by_cite.total()))
    head = (text(_("Paragraph"), 2), text(_("Letter"), 4), text(_("Reason"), 7), Column(_("Refusals")))
    chart = frequencies(material, "cite", _("Refusals by paragraph"), by_cite)
    return chart, Table(_("Letters held back"), head, rows, foot)


def escalation(material: Material) -> tuple[Part, ...]:
    """Complaints at external schemes."""
    words, now, before = material.words, material.now.escalation, material.before.escalation
    _ = words.gettext
    referred = Breakdown("referral", now.referred, before.referred, now.referred.total(), before.referred.total())
    decided = Breakdown("outcome", now.decided, before.decided, now.decided.total(), before.decided.total())
    said = _("Pending at the end of the period: {now}. Prior period: {before}.")
    return (
        frequencies(material, "referral", _("Complaints escalated in the period, by who lodged"), now.referred),
        breakdown(material, _("Escalated"), _("Lodged by"), referred),
        breakdown(material, _("Decided"), _("Outcome"), decided),
        *_by_scheme(material),
        Prose(said.format(now=words.number(now.pending), before=words.number(before.pending))),
    )


def _by_scheme(material: Material) -> tuple[Part, ...]:
    """What was with each external scheme; a complaint that is with two of them stands with each."""
    words, found = material.words, material.now.escalation.schemes
    _ = words.gettext
    if not found:
        return ()
    rows = [(name, (at.before, at.referred, at.decided, at.pending)) for name, at in sorted(found.items())]
    foot = (
        _("Total"),
        *(words.number(sum(column)) for column in zip(*(counts for _name, counts in rows), strict=True)),
    )
    head = (
        text(_("Scheme"), 6),
        Column(_("Pending before"), wide=3),
        Column(_("Escalated"), wide=3),
        Column(_("Decided"), wide=3),
        Column(_("Pending after"), wide=3),
    )
    told = [(words.label("scheme", name), *map(words.number, counts)) for name, counts in rows]
    note = _("A complaint that is with two schemes is counted with each.") if len(rows) > 1 else ""
    return (Table(_("By scheme"), head, told, foot, note),)


def systemic(material: Material) -> tuple[Part, ...]:
    """Possible systemic issues and how far they have come."""
    words, now, before = material.words, material.now, material.before
    _ = words.gettext
    flagged = _("Complaints received in the period and flagged as possibly systemic: {now}. Prior period: {before}.")
    prose = Prose(
        flagged.format(
            now=material.of(now.escalation.possible_systemic, now.volumes.received),
            before=material.of(before.escalation.possible_systemic, before.volumes.received),
        )
    )
    rows = [_issue(material, row) for row in material.data.systemic]
    if not rows:
        return prose, Prose(_("No possible systemic issue was open in the period."))
    head = (
        text(_("Issue"), 3),
        text(_("About"), 7),
        text(_("Opened"), 3),
        text(_("Owner"), 4),
        text(_("Status"), 4),
        Column(_("Complaints")),
        Column(_("Affected")),
    )
    return prose, Table(_("Possible systemic issues"), head, rows, dense=True)


def _issue(material: Material, row: SystemicRow) -> tuple[str, ...]:
    words = material.words
    status = words.label("systemic", row.status)
    if row.closed_on is not None:
        status = words.gettext("{status}, closed {day}").format(status=status, day=words.day(row.closed_on))
    about = f"{row.title} ({words.label('product', row.product)}, {words.label('issue', row.issue)})"
    return (
        row.ref,
        about,
        words.day(row.opened_on),
        row.owner,
        status,
        words.number(row.cases),
        words.number(row.affected),
    )


def breaches(material: Material) -> tuple[Part, ...]:
    """Enforceable limits missed, and the possible breaches they opened."""
    _, now = material.words.gettext, material.now.escalation
    chart = frequencies(material, "cite", _("Limits missed, by paragraph"), now.missed)
    cut = _("{printed} of {total} are printed; the attached file breaches.csv holds all of them.")
    return chart, missed_limits(material), *possible_breaches(material, cut)


def missed_limits(material: Material) -> Table:
    """Enforceable limits missed, by paragraph."""
    words, now, before = material.words, material.now.escalation, material.before.escalation
    _ = words.gettext
    rows = [
        (cite, words.number(now.missed[cite]), words.number(before.missed[cite]))
        for cite in ranked(now.missed, before.missed)
    ]
    foot = (_("Total"), words.number(now.missed.total()), words.number(before.missed.total()))
    head = (text(_("Paragraph"), 6), Column(_("Number")), Column(_("Prior period")))
    return Table(_("Enforceable limits missed in the period"), head, rows, foot)


def possible_breaches(material: Material, cut: str) -> tuple[Part, ...]:
    """Possible breaches with how long they wait to be assessed; ``cut`` says where the others are."""
    words = material.words
    _ = words.gettext
    if not material.data.breaches:
        return (Prose(_("No possible breach was open in the period.")),)
    printed, total = material.data.breaches[:BREACHES_PRINTED], len(material.data.breaches)
    numbers = {"printed": words.number(len(printed)), "total": words.number(total)}
    note = cut.format(**numbers) if len(printed) < total else ""
    head = (
        text(_("Complaint"), 3),
        text(_("Paragraph"), 2),
        text(_("Limit"), 3),
        text(_("Recorded"), 3),
        text(_("Assess by"), 3),
        text(_("Assessed"), 3),
        text(_("Result"), 5),
    )
    table = Table(_("Possible breaches"), head, [_breach(material, row) for row in printed], (), note, dense=True)
    return Prose(_waiting(material)), table


def _waiting(material: Material) -> str:
    """Say how many possible breaches wait for a person to assess them, and how many too long."""
    words = material.words
    open_ones = [row for row in material.data.breaches if not row.result]
    overdue = [row for row in open_ones if row.assess_by < _today(material)]
    waiting = words.gettext("Waiting for assessment: {waiting}; of these, past the day for it: {overdue}.")
    return waiting.format(waiting=words.number(len(open_ones)), overdue=words.number(len(overdue)))


def _today(material: Material) -> date:
    """Return the day of the checkpoint, where days are counted."""
    scope = material.data.scope
    return scope.as_at.astimezone(ZoneInfo(scope.zone)).date()


def _assessing(material: Material, row: BreachRow) -> str:
    """Say how long a possible breach has waited to be assessed, and whether that is too long."""
    _, today = material.words.gettext, _today(material)
    age = today - row.recorded_at.astimezone(ZoneInfo(material.data.scope.zone)).date()
    late = row.assess_by < today
    said = _("overdue, open for {days} days") if late else _("being assessed, open for {days} days")
    return said.format(days=material.words.number(age.days))


def _breach(material: Material, row: BreachRow) -> tuple[str, ...]:
    words = material.words
    result = words.label("breach", row.result) if row.result else _assessing(material, row)
    if row.standing != "stands":
        result = f"{words.label('standing', row.standing)}; {result}"
    recorded = row.recorded_at.astimezone(ZoneInfo(material.data.scope.zone)).date()
    days = (words.day(day) for day in (row.passed_on, recorded, row.assess_by, row.assessed_on))
    return row.ref, row.cite, *days, result
