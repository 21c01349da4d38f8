"""How many complaints there were and what they were about."""

from collections.abc import Sequence
from datetime import date

from reports.document import Column, Part, Picture, Table, text
from reports.regulator.material import Breakdown, Material, breakdown, frequencies, ranked
from reports.renderers.svg import Caption, columns

PRODUCTS = 8
ISSUES = 5


def volumes(material: Material) -> tuple[Part, ...]:
    """The balance, the months, and the breakdowns of the complaints received."""
    _ = material.words.gettext
    now, before = material.now.volumes, material.before.volumes
    return (
        balance(material),
        months(material),
        matrix(material),
        frequencies(material, "product", _("Complaints received by product or service"), now.by_product),
        frequencies(material, "issue", _("Complaints received by issue"), now.by_issue),
        *(
            breakdown(material, caption, first, Breakdown(kind, counts, prior, now.received, before.received))
            for caption, first, kind, counts, prior in (
                (_("Received by class"), _("Class"), "class", now.by_class, before.by_class),
                (_("Received by channel"), _("Channel"), "channel", now.by_channel, before.by_channel),
                (
                    _("Received by complainant"),
                    _("Complainant"),
                    "complainant",
                    now.by_complainant,
                    before.by_complainant,
                ),
                (_("Received by brand"), _("Brand"), "brand", now.by_brand, before.by_brand),
            )
        ),
        _people(material),
    )


def balance(material: Material) -> Table:
    """Open, received, reopened, closed, open: the equation of both periods."""
    words, now, before = material.words, material.now.volumes, material.before.volumes
    _ = words.gettext
    pairs = (
        ("", _("Open at the start"), now.open_before, before.open_before),
        ("+", _("Received"), now.received, before.received),
        ("+", _("Reopened"), now.reopened, before.reopened),
        ("\N{MINUS SIGN}", _("Closed"), now.closed, before.closed),
    )
    rows = [
        (f"{sign} {name}".strip(), words.number(value), words.number(prior), words.signed(value - prior))
        for sign, name, value, prior in pairs
    ]
    foot = (
        f"= {_('Open at the end')}",
        words.number(now.open_after),
        words.number(before.open_after),
        words.signed(now.open_after - before.open_after),
    )
    head = (text(_("Complaints"), 6), Column(_("Number")), Column(_("Prior period")), Column(_("Change")))
    return Table(_("Balance"), head, rows, foot)


def months(material: Material) -> Picture:
    """Received and closed in each month of the period."""
    words, now = material.words, material.now.volumes
    _ = words.gettext
    groups = [
        (words.month(month), (float(now.received_by_month[month]), float(now.closed_by_month[month])))
        for month in _all_months(now.window.first, now.window.last)
    ]
    said = "; ".join(f"{month}: {values[0]:.0f}, {values[1]:.0f}" for month, values in groups)
    caption = Caption(_("Received and closed by month"), said)
    return Picture(caption.title, said, columns(caption, (_("received"), _("closed")), groups))


def _all_months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while (following := _next(months[-1])) <= last:
        months.append(following)
    return months


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def matrix(material: Material) -> Table:
    """Product or service against issue, the frequent ones of each."""
    words, now = material.words, material.now.volumes
    _ = words.gettext
    products, issues = ranked(now.by_product), ranked(now.by_issue)[:ISSUES]
    rows = []
    for names in [[name] for name in products[:PRODUCTS]] + ([products[PRODUCTS:]] if products[PRODUCTS:] else []):
        cells = [sum(now.by_product_issue[name, issue] for name in names) for issue in issues]
        named = sum(count for (product, _issue), count in now.by_product_issue.items() if product in names)
        label = words.label("product", names[0]) if len(names) == 1 else _("all others")
        rows.append((label, *_numbers(material, [*cells, named - sum(cells)]), words.number(named)))
    totals = [now.by_issue[issue] for issue in issues]
    whole = now.by_issue.total()
    foot = (_("Total"), *_numbers(material, [*totals, whole - sum(totals)]), words.number(whole))
    head = (
        text(_("Product or service"), 6),
        *(Column(words.label("issue", issue), wide=4) for issue in issues),
        Column(_("all others"), wide=3),
        Column(_("Total")),
    )
    note = _("A complaint about several issues counts under each of them.")
    return Table(_("Product or service by issue"), head, rows, foot, note, dense=True)


def _numbers(material: Material, values: Sequence[int]) -> list[str]:
    return [material.words.number(value) if value else "·" for value in values]


def _people(material: Material) -> Table:
    words, now, before = material.words, material.now.volumes, material.before.volumes
    _ = words.gettext
    rows = [
        (name, material.of(value, now.received), material.of(prior, before.received))
        for name, value, prior in (
            (_("Complainant with support needs"), now.support_needs, before.support_needs),
            (_("About a representative of the firm"), now.about_representative, before.about_representative),
        )
    ]
    return Table(_("People"), (text("", 5), Column(_("Period"), wide=3), Column(_("Prior period"), wide=3)), rows)
