"""How fast: acknowledgement, maximum timeframes, delay notifications, the age of what is open."""

from array import array
from collections.abc import Iterable, Sequence

from reports.document import Column, Part, Picture, Prose, Table, text
from reports.regulator.figures.acknowledgement import Acknowledgement
from reports.regulator.figures.age import AGE_BANDS, Standing
from reports.regulator.figures.life import Ending
from reports.regulator.figures.timeframes import LATE_BANDS, survival
from reports.regulator.material import Material, drawn
from reports.renderers.svg import Caption, Curve, columns, stacked, staircase

CURVES = 3


def acknowledgement(material: Material) -> tuple[Part, ...]:
    """In time by each kind of limit the texts tell apart, later, not: with median and nine in ten."""
    words, now, before = material.words, material.now.acknowledgement, material.before.acknowledgement
    _ = words.gettext
    in_time = material.texts["acknowledgement"]["in_time"]
    names = (*(str(row["label"]) for row in in_time), _("later"), _("not acknowledged"))
    counts, prior = (_acknowledged(ack, [row["limits"] for row in in_time]) for ack in (now, before))
    both = [(_("This period"), counts), (_("Prior period"), prior)]
    said = "; ".join(f"{name}: {value}" for name, value in zip(names, counts, strict=True))
    caption = Caption(_("Time to acknowledge"), said)
    rows = [
        (name, words.number(a), material.share(a, now.received), words.number(b), material.share(b, before.received))
        for name, a, b in zip(names, counts, prior, strict=True)
    ]
    head = (text(_("Acknowledged"), 6), *_number_and_share(material))
    foot = (_("Received"), words.number(now.received), "", words.number(before.received), "")
    note = _("Hours from receipt to acknowledgement: median {median}, nine in ten within {ninetieth}.").format(
        median=words.number(now.median, 1), ninetieth=words.number(now.ninetieth, 1)
    )
    return Picture(caption.title, said, stacked(caption, names, both)), Table(
        _("Acknowledgement"), head, rows, foot, note
    )


def _acknowledged(ack: Acknowledgement, in_time: Sequence[Sequence[str]]) -> list[int]:
    kept = {"hours": ack.in_hours, "days": ack.in_days}
    return [*(sum(kept[limit] for limit in limits) for limits in in_time), ack.later, ack.never]


def _number_and_share(material: Material) -> tuple[Column, ...]:
    _ = material.words.gettext
    return Column(_("Number")), Column(_("Share")), Column(_("Prior period")), Column(_("Share"))


def timeframes(material: Material) -> tuple[Part, ...]:
    """By class and ending, the survival curve, and by how many days limits were missed."""
    return _by_class(material), _classes(material), *_curve(material), *_late(material)


def _endings(material: Material) -> tuple[tuple[Ending, str], ...]:
    _ = material.words.gettext
    return (
        (Ending.EARLY, str(material.texts["timeframes"]["early"])),
        (Ending.WITHIN, _("answered within the limit")),
        (Ending.DELAYED, _("delayed, valid notification")),
        (Ending.OUTSIDE, _("outside the limit")),
    )


def _by_class(material: Material) -> Part:
    _, frames = material.words.gettext, material.now.timeframes
    endings = _endings(material)
    rows = [
        (material.words.label("class", name), [float(frames.by_class[name, how]) for how, _said in endings])
        for name in frames.classes
        if any(frames.by_class[name, how] for how, _said in endings)
    ]
    if not rows:
        return Prose(_("No maximum timeframe ended in the period."))
    said = "; ".join(f"{words}: {frames.total(how)}" for how, words in endings)
    caption = Caption(_("How maximum timeframes ended, by class"), said)
    return Picture(caption.title, said, stacked(caption, [words for _how, words in endings], rows))


def _classes(material: Material) -> Table:
    words, now, before = material.words, material.now.timeframes, material.before.timeframes
    _ = words.gettext
    endings = [*_endings(material), (Ending.NO_LIMIT, _("no limit applied"))]
    rows = []
    for name in now.classes:
        cells = [now.by_class[name, how] for how, _said in endings]
        rows.append((words.label("class", name), *(words.number(c) for c in cells), words.number(sum(cells))))
    totals, prior = ([frames.total(how) for how, _said in endings] for frames in (now, before))
    rows.append((_("All classes"), *(words.number(c) for c in totals), words.number(now.ended)))
    rows.append((_("Share of those with a limit"), *_shares(material, totals), words.number(sum(totals[:-1]))))
    foot = (_("Prior period, the same"), *_shares(material, prior), words.number(sum(prior[:-1])))
    head = (text(_("Class"), 5), *(Column(said, wide=3) for _how, said in endings), Column(_("Total")))
    note = _(
        "Complaints whose timeframe ended in the period: answered, or the limit passed. No limit applied where the "
        "class sets none, or the complaint was withdrawn or abandoned. Median days to answer: {days}."
    )
    return Table(_("Maximum timeframes"), head, rows, foot, note.format(days=words.number(now.median_days)), dense=True)


def _shares(material: Material, totals: Sequence[int]) -> list[str]:
    """Of each ending but the last: without a limit there is nothing to be a share of."""
    return [*(material.share(total, sum(totals[:-1])) for total in totals[:-1]), material.words.percent(None)]


def _curve(material: Material) -> Iterable[Part]:
    words, frames = material.words, material.now.timeframes
    _ = words.gettext
    sizes = {name: len(days) for name, days in frames.days.items()}
    chosen = sorted(sizes, key=lambda name: (-sizes[name], name))[:CURVES]
    if not chosen:
        return
    none = array("l")
    curves = [
        Curve(words.label("class", name), survival(frames.days[name], frames.still_open.get(name, none)))
        for name in chosen
    ]
    marks = [(float(mark["days"]), str(mark["label"])) for mark in material.texts["timeframes"]["marks"]]
    said = "; ".join(_("{name}: {steps}").format(name=curve.name, steps=_said(material, curve)) for curve in curves)
    caption = Caption(_("Share of complaints not yet answered, by days since receipt"), said)
    yield Picture(caption.title, said, staircase(caption, curves, marks, _("days since receipt")))


def _said(material: Material, curve: Curve) -> str:
    """The curve at a few days, for those who cannot see it."""
    marks = [int(mark["days"]) for mark in material.texts["timeframes"]["marks"]]
    return ", ".join(f"{day}: {material.words.percent(_after(curve.points, day))}" for day in marks)


def _after(points: Sequence[tuple[float, float]], day: int) -> float:
    return [share for at, share in points if at <= day][-1]


def _late(material: Material) -> Iterable[Part]:
    words, frames = material.words, material.now.timeframes
    _ = words.gettext
    if not frames.late:
        yield Prose(_("No limit passed in the period."))
        return
    groups = [
        (band, [float(frames.late[index, how]) for how in (Ending.DELAYED, Ending.OUTSIDE)])
        for index, band in enumerate(bands(1, LATE_BANDS))
    ]
    said = "; ".join(f"{band}: {values[0]:.0f} + {values[1]:.0f}" for band, values in groups)
    caption = Caption(_("Days after the limit, by kind"), said)
    names = (_("with a valid delay notification"), _("without"))
    yield Picture(caption.title, said, columns(caption, names, groups, stack=True))


def bands(first: int, uppers: Sequence[int]) -> list[str]:
    """Say the bands from ``first`` up to each of ``uppers`` and beyond: ``0-5``, ``6-14``, ``> 14``."""
    lowers = [first, *(upper + 1 for upper in uppers)]
    said = [f"{low}\N{EN DASH}{high}" if low < high else str(high) for low, high in zip(lowers, uppers, strict=False)]
    return [*said, f"> {uppers[-1]}"]


def delays(material: Material) -> tuple[Part, ...]:
    """Delay notifications by ground and validity, and limits passed without one."""
    words, now, before = material.words, material.now.delays, material.before.delays
    _ = words.gettext
    grounds = sorted({ground for ground, _valid in now.sent})
    rows = [
        (
            words.label("ground", ground),
            words.number(now.sent[ground, True]),
            words.number(now.sent[ground, False]),
            words.number(now.sent[ground, True] + now.sent[ground, False]),
        )
        for ground in grounds
    ]
    foot = (_("Total"), words.number(now.valid), words.number(now.total - now.valid), words.number(now.total))
    head = (text(_("Ground"), 6), Column(_("Valid")), Column(_("Not valid")), Column(_("Sent")))
    table = Table(_("Delay notifications sent"), head, rows, foot)
    items = [(words.label("ground", g), float(now.sent[g, True] + now.sent[g, False])) for g in grounds]
    chart = drawn(material, _("Delay notifications by ground"), items)
    passed = _("Limits that passed in the period without a valid notification: {now}. Prior period: {before}.").format(
        now=material.of(now.without_valid_notice, now.limits_passed),
        before=material.of(before.without_valid_notice, before.limits_passed),
    )
    return chart, table, Prose(passed), Prose(_guarded(material))


def _guarded(material: Material) -> str:
    """Say what managers were told of, and which holds nobody has confirmed."""
    words, now, before = material.words, material.now.guarding, material.before.guarding
    _ = words.gettext
    told = _("Risks to a limit that a manager was told of in the period: {now}. Prior period: {before}.")
    held = _(
        "Holds ordered in the period: {ordered}. Standing at its end, confirmed by nobody: {now}; before: {before}."
    )
    return " ".join(
        (
            told.format(now=words.number(now.escalated), before=words.number(before.escalated)),
            held.format(
                ordered=words.number(now.ordered),
                now=words.number(now.unconfirmed),
                before=words.number(before.unconfirmed),
            ),
        )
    )


def ageing(material: Material) -> tuple[Part, ...]:
    """Open complaints by age, within and past their limit."""
    words, now, before = material.words, material.now.ageing, material.before.ageing
    _ = words.gettext
    groups = [
        (band, [float(now.by_band[index, standing]) for standing in Standing])
        for index, band in enumerate(bands(0, AGE_BANDS))
    ]
    said = "; ".join(f"{band}: {' + '.join(f'{value:.0f}' for value in values)}" for band, values in groups)
    caption = Caption(_("Open complaints by days since receipt"), said)
    names = (_("within the limit, or answered"), _("past it, valid notification"), _("past it, none valid"))
    rows = [
        (
            band,
            *(words.number(value) for value in values),
            words.number(sum(values)),
            words.number(sum(before.by_band[index, standing] for standing in Standing)),
        )
        for index, (band, values) in enumerate(groups)
    ]
    foot = (_("Total"), *map(words.number, (*map(now.total, Standing), now.open, before.open)))
    head = (text(_("Days"), 3), *(Column(name, wide=3) for name in names), Column(_("Open")), Column(_("Prior period")))
    note = _("The oldest open complaint is {days} days old.").format(days=words.number(now.oldest)) if now.open else ""
    return (
        Picture(caption.title, said, columns(caption, names, groups, stack=True)),
        Table(_("Open complaints by age"), head, rows, foot, note),
        Prose(
            _("Not classified yet: {open}; of these, past the date for classifying: {flagged}.").format(
                open=words.number(now.unclassified), flagged=words.number(now.flagged)
            )
        ),
    )
