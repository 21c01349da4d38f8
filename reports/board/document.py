"""The report to the board: every item the rules list, in their order and in plain form, from the same figures."""

from collections import Counter

from reports.document import Column, Part, Prose, Table, text
from reports.regulator.document import sections, wording, write_report
from reports.regulator.figures.life import Ending
from reports.regulator.figures.tally import count
from reports.regulator.inputs import ReportData
from reports.regulator.material import Material
from reports.regulator.reconcile import reconcile
from reports.regulator.sections import headline, results, timeliness, trust, volumes
from reports.renderers.html import Speech
from reports.renderers.pdf import print_pdf
from reports.texts import load

MOVEMENTS = 12


def render_board(data: ReportData, speech: Speech) -> bytes:
    """Return the board report as PDF.

    Raises :class:`~reports.regulator.reconcile.Unreconciled` when the figures do not add up and
    :class:`~register.domain.errors.Unknown` when the pack has no texts in the scope's language.
    """
    scope = data.scope
    shared, own = (load(document, scope.language, scope.pack) for document in ("regulator", "board"))
    counted = count(data)
    reconcile(counted, data.messages, data.messages_prior)
    material = Material(data, counted, wording(data, speech), {**shared, **own})
    values = {"tiles": headline.tiles(material), "headline": shared["headline"]["title"], "fresh": ("definitions",)}
    return print_pdf(write_report(material, sections(material, SECTIONS), values))


def _received(material: Material) -> tuple[Part, ...]:
    words, restricted = material.words, material.now.volumes.restricted
    said = words.ngettext(
        "{count} complaint of the period is restricted: nobody but its named readers may open it.",
        "{count} complaints of the period are restricted: nobody but their named readers may open them.",
        restricted,
    )
    return volumes.balance(material), volumes.months(material), Prose(said.format(count=words.number(restricted)))


def _closed(material: Material) -> tuple[Part, ...]:
    words, now, before = material.words, material.now, material.before
    _ = words.gettext
    rows = [
        (name, words.number(value), words.number(prior), words.signed(value - prior))
        for name, value, prior in (
            (_("Closings"), now.volumes.closed, before.volumes.closed),
            (_("of which taken back by reopening"), now.outcomes.undone, before.outcomes.undone),
            (_("Concluded"), now.outcomes.concluded, before.outcomes.concluded),
            (
                str(material.texts["headline"]["early"]),
                now.timeframes.total(Ending.EARLY),
                before.timeframes.total(Ending.EARLY),
            ),
        )
    ]
    head = (text(_("Complaints"), 6), Column(_("Number")), Column(_("Prior period")), Column(_("Change")))
    return (Table(_("Closed in the period"), head, rows),)


def _circumstances(material: Material) -> tuple[Part, ...]:
    return (volumes.matrix(material),)


def _resolution(material: Material) -> tuple[Part, ...]:
    return *timeliness.timeframes(material), *timeliness.ageing(material)


def _trends(material: Material) -> tuple[Part, ...]:
    _, now, before = material.words.gettext, material.now.volumes, material.before.volumes
    return (
        _movements(material, _("Products and services"), "product", (now.by_product, before.by_product)),
        _movements(material, _("Issues"), "issue", (now.by_issue, before.by_issue)),
        _movements(material, _("Channels"), "channel", (now.by_channel, before.by_channel)),
    )


def _movements(material: Material, caption: str, kind: str, both: tuple[Counter[str], Counter[str]]) -> Table:
    words, (now, before) = material.words, both
    _ = words.gettext
    moved = sorted({*now, *before}, key=lambda code: (-abs(now[code] - before[code]), code))[:MOVEMENTS]
    rows = [
        (
            words.label(kind, code),
            words.number(now[code]),
            words.number(before[code]),
            words.signed(now[code] - before[code]),
        )
        for code in moved
    ]
    head = (text(_("Complaints received"), 6), Column(_("Number")), Column(_("Prior period")), Column(_("Change")))
    return Table(caption, head, rows)


def _breaches(material: Material) -> tuple[Part, ...]:
    cut = material.words.gettext("{printed} of {total} are printed; the complaints report holds all of them.")
    return results.missed_limits(material), *results.possible_breaches(material, cut)


def _recommendations(material: Material) -> tuple[Part, ...]:
    wanted = material.data.recommendations
    if not wanted:
        return (Prose(material.words.gettext("Management makes no recommendation for this period.")),)
    return tuple(Prose(f"{number}. {sentence}") for number, sentence in enumerate(wanted, 1))


SECTIONS = (
    ("received", _received),
    ("closed", _closed),
    ("circumstances", _circumstances),
    ("acknowledgement", timeliness.acknowledgement),
    ("resolution", _resolution),
    ("delays", timeliness.delays),
    ("outcomes", results.outcomes),
    ("systemic", results.systemic),
    ("causes", results.causes),
    ("trends", _trends),
    ("escalation", results.escalation),
    ("breaches", _breaches),
    ("recommendations", _recommendations),
    ("definitions", trust.definitions),
)
