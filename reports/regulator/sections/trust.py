"""Whether to believe it: data quality, definitions and method, and the cases themselves."""

from dataclasses import astuple

from reports.document import Column, Part, Prose, Table, Terms, text
from reports.regulator.case_list import Listing
from reports.regulator.figures.life import ended_at, ending
from reports.regulator.inputs import CaseRow
from reports.regulator.material import Material
from reports.regulator.period import INSTANT, known_until


def quality(material: Material) -> tuple[Part, ...]:
    """Vague codes, corrections, backdating, late logging."""
    words, now, before = material.words, material.now.quality, material.before.quality
    _ = words.gettext
    rows = [
        (name, material.of(value, now.received), material.of(prior, before.received))
        for name, value, prior in (
            (_("Product or service is “other” or missing"), now.vague_product, before.vague_product),
            (_("Issue is “other” or missing"), now.vague_issue, before.vague_issue),
            (_("Corrected after logging"), now.corrected, before.corrected),
            (_("Receipt moved to an earlier time (backdated)"), now.backdated, before.backdated),
        )
    ]
    hours = (words.number(now.median_hours_to_log, 1), words.number(before.median_hours_to_log, 1))
    rows += [
        (_("Corrections in all"), words.number(now.corrections), words.number(before.corrections)),
        (_("Hours from receipt to logging, median"), *hours),
        (_("Received before the period, logged in it"), words.number(now.restated), words.number(before.restated)),
        (
            _("Logged in the period, brought over from another system"),
            words.number(now.carried_over),
            words.number(before.carried_over),
        ),
        *(
            (name, words.number(now.void[why]), words.number(before.void[why]))
            for why, name in (
                ("registered-in-error", _("Void, in no other figure: registered in error")),
                ("registered-twice", _("Void, in no other figure: registered twice")),
            )
        ),
    ]
    head = (
        text(_("Of complaints received in the period"), 6),
        Column(_("Period"), wide=3),
        Column(_("Prior period"), wide=3),
    )
    note = _(
        "A complaint logged after the period of its receipt changes the opening balance against the closing balance "
        "of a report made earlier; both reports are right as at their own checkpoint."
    )
    return (Table(_("Data quality"), head, rows, (), note),)


def definitions(material: Material) -> tuple[Part, ...]:
    """The pack's terms, the method, and what was checked before printing."""
    texts = material.texts
    method = [Prose(str(paragraph)) for paragraph in texts["method"]["paragraphs"]]
    return Terms([(str(item["term"]), str(item["text"])) for item in texts["terms"]]), *_returns(material), *method


def _returns(material: Material) -> tuple[Part, ...]:
    """The returns that the rules ask for: this report is none of them."""
    _, found = material.words.gettext, material.data.returns
    if not found:
        return ()
    head = (text(_("Return"), 7), text(_("Paragraph"), 4), text(_("Period"), 3), text(_("Due"), 5))
    note = _("For information: what the rules ask to be reported, and by when. This report is none of these returns.")
    return (Table(_("Returns the rules ask for"), head, [astuple(row) for row in found], (), note),)


def case_table(material: Material, listing: Listing) -> tuple[Part, ...]:
    """The first cases in play, in the caller's order; all of them are attached as data."""
    words, total = material.words, listing.total
    _ = words.gettext
    head = (
        text(_("Complaint"), 5),
        text(_("Class"), 5),
        text(_("Received"), 4),
        text(_("Channel"), 4),
        text(_("Product or service"), 6),
        text(_("Limit"), 4),
        text(_("Ended"), 5),
        text(_("Closed"), 4),
        text(_("Outcome"), 5),
    )
    said = words.ngettext("{printed} of {total} complaint", "{printed} of {total} complaints", total).format(
        printed=words.number(len(listing.printed)), total=words.number(total)
    )
    lead = _("{count} open at any time in the period; the attached files cases.csv and cases.json hold all of them.")
    parts: list[Part] = [Prose(lead.format(count=said))]
    if listing.withheld:
        left_out = words.ngettext(
            "{count} restricted complaint is in every figure but left out of this list and of the files.",
            "{count} restricted complaints are in every figure but left out of this list and of the files.",
            listing.withheld,
        )
        parts.append(Prose(left_out.format(count=words.number(listing.withheld))))
    return *parts, Table(_("Complaints"), head, [_case(material, row) for row in listing.printed], dense=True)


def _case(material: Material, row: CaseRow) -> tuple[str, ...]:
    words, until = material.words, known_until(material.data.scope)
    ended = ended_at(row)
    how = (
        material.texts["endings"][ending(row).value]
        if ended is not None and ended < until
        else words.gettext("running")
    )
    closed = None if row.is_open else max(row.closed_at, default=None)
    return (
        row.ref,
        words.label("class", row.complaint_class),
        words.local_day(row.received_at),
        words.label("channel", row.channel),
        words.label("product", row.product),
        words.local_day(None if row.response_due_at is None else row.response_due_at - INSTANT),
        str(how),
        words.local_day(closed),
        words.label("outcome", row.outcome) if closed is not None else words.day(None),
    )
