"""The complaints report as a PDF: counted in one pass, reconciled, printed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from zoneinfo import ZoneInfo

from reports.document import Part, Section, pictures
from reports.regulator.case_list import Listing
from reports.regulator.figures.tally import Pass
from reports.regulator.inputs import ReportData, ReportScope
from reports.regulator.material import Material
from reports.regulator.period import known_until
from reports.regulator.reconcile import reconcile
from reports.regulator.sections import headline, intake, results, timeliness, trust, volumes
from reports.renderers.html import Speech, render
from reports.renderers.pdf import Attached, Paper, print_pdf
from reports.renderers.words import Words
from reports.style.sheet import style
from reports.texts import load

SECTIONS: tuple[tuple[str, Callable[[Material], tuple[Part, ...]]], ...] = (
    ("scope", intake.channels),
    ("identification", intake.identification),
    ("volumes", volumes.volumes),
    ("acknowledgement", timeliness.acknowledgement),
    ("timeframes", timeliness.timeframes),
    ("delays", timeliness.delays),
    ("ageing", timeliness.ageing),
    ("outcomes", results.outcomes_and_causes),
    ("gate", results.gate),
    ("escalation", results.escalation),
    ("systemic", results.systemic),
    ("breaches", results.breaches),
    ("quality", trust.quality),
    ("definitions", trust.definitions),
)
FRESH = ("scope", "volumes", "outcomes", "definitions", "cases")


def render_report(data: ReportData, speech: Speech) -> bytes:
    """Return the report as PDF with ``cases.csv`` and ``cases.json`` attached; raises as ``written_report`` does."""
    with written_report(data, speech) as paper:
        return print_pdf(paper)


@contextmanager
def written_report(data: ReportData, speech: Speech) -> Iterator[Paper]:
    """Give the report ready to be printed; its attachments are files that end with the block.

    Raises :class:`~reports.regulator.reconcile.Unreconciled` when the figures do not add up and
    :class:`~register.domain.errors.Unknown` when the pack has no texts in the scope's language. ``data.cases`` is read
    once; memory does not grow with the number of cases but by their days.
    """
    scope = data.scope
    texts = load("regulator", scope.language, scope.pack)
    listing = Listing(known_until(scope))
    try:
        whole = Pass(data)
        listing.take(whole)
        listing.add(data.breaches)
        reconcile(whole.counted, data.messages, data.messages_prior)
        material = Material(data, whole.counted, wording(data, speech), texts)
        written = [*sections(material, SECTIONS), _cases(material, listing)]
        values = {"tiles": headline.tiles(material), "headline": texts["headline"]["title"], "fresh": FRESH}
        yield write_report(material, written, values, listing.attached())
    finally:
        listing.close()


def wording(data: ReportData, speech: Speech) -> Words:
    """How this report says things."""
    scope = data.scope
    return Words(speech, scope.language, scope.zone, scope.currency, data.labels)


def sections(
    material: Material, wanted: tuple[tuple[str, Callable[[Material], tuple[Part, ...]]], ...]
) -> list[Section]:
    """Write each wanted section under its heading from the pack's texts."""
    return [_section(material, name, write(material)) for name, write in wanted]


def _section(material: Material, name: str, parts: tuple[Part, ...]) -> Section:
    texts = material.texts["section"][name]
    return Section(name, texts["title"], texts["cite"], texts["lead"], parts)


def _cases(material: Material, listing: Listing) -> Section:
    return _section(material, "cases", trust.case_table(material, listing))


def write_report(
    material: Material, written: list[Section], values: dict[str, object], attachments: tuple[Attached, ...] = ()
) -> Paper:
    """Write a cover and the sections; ``values`` may add tiles and say which sections start a page."""
    scope, words, texts = material.data.scope, material.words, material.texts
    html = render(
        "style/report.html",
        {
            "language": scope.language,
            "title": texts["title"],
            "firm": scope.firm,
            "created": scope.as_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "document_id": scope.document_id,
            "checkpoint": scope.checkpoint_text,
            "period": f"{words.long_day(scope.period_from)} \N{EN DASH} {words.long_day(scope.period_to)}",
            "draft": not scope.approved_by,
            "running": _running(scope, words),
            "statement": texts["statement"],
            "facts": _facts(scope, words),
            "tiles": (),
            "tiles_note": texts["headline"]["note"],
            "headline": "",
            "sections": written,
            **values,
        },
        words,
    )
    resources = {**style(), **pictures(written)}
    return Paper(html, scope.document_id, scope.as_at, resources, attachments)


def _running(scope: ReportScope, words: Words) -> str:
    """Say on the cover that the period was not over, so that nobody takes a part for the whole."""
    if scope.as_at.astimezone(ZoneInfo(scope.zone)).date() > scope.period_to:
        return ""
    return words.gettext("The period is not over: a part of it, never to be issued")


def _rules(scope: ReportScope, words: Words) -> str:
    named = f"{scope.pack}, {scope.pack_version}"
    if scope.draft:
        return words.gettext("{pack} (draft law, UNCONFIRMED)").format(pack=named)
    return words.gettext("{pack} (an example, no law)").format(pack=named) if scope.example else named


def _unsealed(scope: ReportScope, words: Words) -> Iterator[tuple[str, str]]:
    """Say which figures the checkpoint does not cover: their logs are sealed once a day is over."""
    _ = words.gettext
    if scope.unsealed_since is not None:
        said = _("letters held back, parked and refused deliveries, echoes, receipts and reactions from {day} on")
        yield _("Not yet under it"), said.format(day=words.day(scope.unsealed_since))


def _facts(scope: ReportScope, words: Words) -> list[tuple[str, str]]:
    _ = words.gettext
    as_at = _("{moment} ({zone})").format(moment=words.moment(scope.as_at), zone=scope.zone)
    size = words.number(scope.checkpoint_size)
    return [
        (_("Licence"), scope.licence),
        (_("Brand"), scope.brand or _("all brands")),
        (_("Rules"), _rules(scope, words)),
        (_("As at"), as_at),
        (_("Checkpoint"), _("{size} entries, root {root}").format(size=size, root=scope.checkpoint_root)),
        *_unsealed(scope, words),
        (_("Prepared by"), scope.prepared_by),
        (_("Approved by"), scope.approved_by or _("not approved")),
        (_("Issued"), words.day(scope.issued_on) if scope.issued_on else _("not issued")),
        (_("Document"), scope.document_id),
    ]
