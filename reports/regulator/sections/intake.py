"""Where complaints could come from, what came, and what it was decided to be."""

from collections import Counter
from collections.abc import Sequence

from reports.document import Column, Part, Picture, Prose, Table, text
from reports.regulator.inputs import ChannelRow, Gap, MessageCounts, Tally
from reports.regulator.material import Breakdown, Material, breakdown, drawn
from reports.renderers.svg import Caption, waterfall

EMPTY = MessageCounts(0, 0, 0, 0, (), (), 0, 0)


def channels(material: Material) -> tuple[Part, ...]:
    """The channel inventory and every stretch in which a channel was not watched."""
    words = material.words
    _ = words.gettext
    gaps = [
        (_named(material, row), words.moment(gap.since), _until(material, gap), words.label("gap", gap.reason))
        for row in material.data.channels
        for gap in row.gaps
    ]
    if not gaps:
        return _inventory(material), Prose(_("No channel had a gap in the period."))
    columns = (text(_("Channel")), text(_("From")), text(_("Until")), text(_("Reason"), 6))
    return _inventory(material), Table(_("Gaps in coverage"), columns, gaps)


def _inventory(material: Material) -> Table:
    words = material.words
    _ = words.gettext
    head = (
        text(_("Channel"), 12),
        text(_("Brand"), 7),
        text(_("Owner"), 6),
        text(_("Controlled"), 5),
        text(_("Covered"), 7),
        Column(_("Gaps"), wide=3),
        Column(_("Messages"), wide=5),
        Column(_("Registered"), wide=5),
        Column(_("By hand"), wide=4),
    )
    note = _(
        "Messages captured in the period, those of them registered as complaints, and the complaints received in it "
        "that were logged by hand, with no message. What could not be read is in the message equation only."
    )
    return Table(_("Channel inventory"), head, *_rows(material), note, dense=True)


def _rows(material: Material) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """One row a channel and one for each way complaints were logged with no channel declared; and the foot."""
    words, channels = material.words, material.data.channels
    _ = words.gettext
    declared, undeclared = _by_hand(material)
    rows: list[tuple[str, ...]] = [
        (
            _named(material, row),
            row.brand,
            row.owner,
            words.yes(row.controlled),
            _covered(material, row),
            *map(words.number, (len(row.gaps), row.messages, row.complaints, declared[place])),
        )
        for place, row in enumerate(channels)
    ]
    rows += [
        (words.label("channel", way), brand, "", "", _("no channel declared"), "", "", "", words.number(number))
        for (brand, way), number in sorted(undeclared.items())
    ]
    messages, complaints = sum(row.messages for row in channels), sum(row.complaints for row in channels)
    totals = (messages, complaints, declared.total() + undeclared.total())
    return rows, (_("Together"), "", "", "", "", "", *map(words.number, totals))


def _by_hand(material: Material) -> tuple[Counter[int], Counter[tuple[str, str]]]:
    """Return the complaints logged by hand: of each channel by its place in the inventory, and those of none.

    They belong to the first channel of their brand, or of all brands, that such complaints come by.
    """
    declared: Counter[int] = Counter()
    undeclared: Counter[tuple[str, str]] = Counter()
    for (brand, way), number in material.now.volumes.by_hand.items():
        places = (
            place
            for place, row in enumerate(material.data.channels)
            if row.received_by == way and row.brand in {brand, ""}
        )
        place = next(places, None)
        if place is not None:
            declared[place] += number
        elif number:
            undeclared[brand, way] += number
    return declared, undeclared


def _named(material: Material, row: ChannelRow) -> str:
    return f"{material.words.label('platform', row.platform)} · {row.account}"


def _until(material: Material, gap: Gap) -> str:
    return material.words.moment(gap.until) if gap.until else material.words.gettext("still open")


def _covered(material: Material, row: ChannelRow) -> str:
    _, day = material.words.gettext, material.words.day
    if row.covered_since is None:
        return _("not covered")
    if row.covered_until is None:
        return _("since {day}").format(day=day(row.covered_since))
    return _("{since} to {until}").format(since=day(row.covered_since), until=day(row.covered_until))


def identification(material: Material) -> tuple[Part, ...]:
    """The message equation, and what was decided about messages that are no complaint."""
    _ = material.words.gettext
    now, before = material.data.messages, material.data.messages_prior or EMPTY
    parts = _parts(material, now)
    caption = Caption(
        _("Every inbound message is in exactly one place"),
        "; ".join(f"{label}: {value}" for label, value in [(_("inbound"), now.inbound), *parts]),
    )
    picture = Picture(caption.title, caption.description, waterfall(caption, (_("inbound"), now.inbound), parts))
    return (
        picture,
        _equation(material, now, before),
        *_by_code(material, "not_complaint", _("Not a complaint, by reason"), (now, before)),
        *_by_code(material, "hand_off", _("Handed off, by kind"), (now, before)),
        _beside(material, now, before),
    )


def _parts(material: Material, counts: MessageCounts) -> list[tuple[str, int]]:
    _ = material.words.gettext
    return [
        (_("registered as complaint"), counts.registered),
        (_("linked to a complaint"), counts.linked),
        (_("duplicate"), counts.duplicate),
        (_("not a complaint"), _sum(counts.not_a_complaint)),
        (_("handed off"), _sum(counts.handed_off)),
        (_("awaiting decision"), counts.awaiting),
        (_("parked, unreadable"), counts.parked),
    ]


def _equation(material: Material, now: MessageCounts, before: MessageCounts) -> Table:
    words = material.words
    _ = words.gettext
    rows = [
        (label, words.number(value), material.share(value, now.inbound), _prior(material, value_before))
        for (label, value), (_label, value_before) in zip(_parts(material, now), _parts(material, before), strict=True)
    ]
    foot = (_("Inbound messages"), words.number(now.inbound), material.share(now.inbound, now.inbound))
    columns = (text(_("Message"), 6), Column(_("Number")), Column(_("Share")), Column(_("Prior period")))
    note = _(
        "One message may register several complaints, so complaints are reconciled on their own, in the next section."
    )
    return Table(_("Message equation"), columns, rows, (*foot, _prior(material, before.inbound)), note)


def _by_code(material: Material, kind: str, title: str, both: tuple[MessageCounts, MessageCounts]) -> tuple[Part, ...]:
    now, before = (_counter(c.not_a_complaint if kind == "not_complaint" else c.handed_off) for c in both)
    if not now and not before:
        return ()
    items = [(material.words.label(kind, code), float(count)) for code, count in now.most_common()]
    counts = Breakdown(kind, now, before, now.total(), before.total())
    _ = material.words.gettext
    table = breakdown(material, _("{title}, both periods").format(title=title), _("Reason"), counts)
    return drawn(material, title, items), table


def _beside(material: Material, now: MessageCounts, before: MessageCounts) -> Table:
    words = material.words
    _ = words.gettext
    rows = [
        (name, words.number(value), _prior(material, value_before))
        for name, value, value_before in (
            (_("Handed off and not yet accepted"), now.handed_off_unaccepted, before.handed_off_unaccepted),
            (_("Handed off and not answered within its own limit"), now.handed_off_late, before.handed_off_late),
            (_("Echoes of our own messages"), now.echoes, before.echoes),
            (_("Delivery and read receipts"), now.receipts, before.receipts),
            (_("Reactions"), now.reactions, before.reactions),
            (_("Refused deliveries (not authentic)"), now.refused_deliveries, before.refused_deliveries),
        )
    ]
    columns = (text(_("Counted beside the equation"), 8), Column(_("Number")), Column(_("Prior period")))
    return Table(_("Beside the equation"), columns, rows)


def _prior(material: Material, value: int) -> str:
    """A figure of the prior period, which nobody may have recorded."""
    return material.words.number(None if material.data.messages_prior is None else value)


def _sum(tallies: Sequence[Tally]) -> int:
    return sum(tally.count for tally in tallies)


def _counter(tallies: Sequence[Tally]) -> Counter[str]:
    counter: Counter[str] = Counter()
    for tally in tallies:
        counter[tally.code] += tally.count
    return counter
