"""Charts: bars, stacked bars, columns and histograms, a waterfall, staircase curves. Strings in, one SVG string out.

Every chart has a title and a description, carries its numbers as text, and is readable in grey.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.renderers.canvas import CHARACTER, GRID, INK, PAPER, QUIET, SERIES, Canvas, nice, wrapped

WIDTH = 640
ROW = 26
LINE = 13
PLOT = 170
# Each curve has a colour and a dash of its own, for the dash survives a grey printer.
STROKES = ((SERIES[0], ""), (SERIES[3], "7 3"), (SERIES[1], "2 2"))


def plain(value: float) -> str:
    """A whole number as it is."""
    return f"{value:,.0f}"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart is called and what it shows, in words (read out instead of the picture)."""

    title: str
    description: str


def bars(caption: Caption, items: Sequence[tuple[str, float]], say: Callable[[float], str] = plain) -> str:
    """One horizontal bar per item with its number at the end."""
    gutter = _gutter([label for label, _ in items])
    canvas = Canvas(WIDTH, ROW * len(items) + 8)
    room = WIDTH - gutter - 70
    top = max((value for _, value in items), default=0) or 1
    for index, (label, value) in enumerate(items):
        y = 4 + index * ROW
        _label(canvas, label, gutter, y)
        canvas.rect((gutter, y + 3, room * value / top, ROW - 8), SERIES[1])
        canvas.text((gutter + room * value / top + 6, y + 17), say(value), bold=True)
    canvas.line((gutter, 0, gutter, canvas.height), QUIET)
    return canvas.svg(caption.title, caption.description)


def stacked(caption: Caption, names: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]]) -> str:
    """One horizontal bar per row over its own whole, divided among ``names``; the row's total stands behind it."""
    gutter = _gutter([label for label, _ in rows])
    canvas = Canvas(WIDTH, ROW * len(rows) + 48)
    room = WIDTH - gutter - 60
    for index, (label, values) in enumerate(rows):
        y, x, whole = 4 + index * ROW, float(gutter), sum(values) or 1
        _label(canvas, label, gutter, y)
        for colour, value in zip(SERIES, values, strict=False):
            width = room * value / whole
            canvas.rect((x, y + 3, max(width - 1, 0), ROW - 8), colour)
            if width > len(plain(value)) * CHARACTER + 10 and value:
                _on_bar(canvas, (x + width / 2, y + 17), plain(value), colour)
            x += width
        canvas.text((gutter + room + 8, y + 17), plain(sum(values)), bold=True)
    canvas.legend(names, SERIES, canvas.height - 6, gutter)
    return canvas.svg(caption.title, caption.description)


def columns(
    caption: Caption, names: Sequence[str], groups: Sequence[tuple[str, Sequence[float]]], *, stack: bool = False
) -> str:
    """One group of columns per label, side by side or (``stack``) on top of each other: a histogram over bands."""
    left, base = 44, PLOT + 16
    canvas = Canvas(WIDTH, base + 58)
    tops = [sum(values) if stack else max(values, default=0) for _, values in groups]
    scale = _axis(canvas, max(tops, default=0), left, base)
    slot = (WIDTH - left) / max(len(groups), 1)
    for index, (label, values) in enumerate(groups):
        x = left + index * slot + slot * 0.12
        _column_group(canvas, values, (x, slot * 0.76, base, scale), stack=stack)
        for number, words in enumerate(wrapped(label, slot)):
            canvas.text((left + (index + 0.5) * slot, base + 16 + number * LINE), words, "middle", fill=QUIET)
    if len(names) > 1:
        canvas.legend(names, _colours(len(names), stack=stack), canvas.height - 6, left)
    return canvas.svg(caption.title, caption.description)


def _colours(number: int, *, stack: bool) -> tuple[str, ...]:
    """Side by side from dark to light; on top of each other the last is the one to worry about."""
    return (*SERIES[1:number], SERIES[3]) if stack else SERIES


def _column_group(
    canvas: Canvas, values: Sequence[float], frame: tuple[float, float, float, float], *, stack: bool
) -> None:
    x, width, base, scale = frame
    each = width if stack else width / max(len(values), 1)
    colours = _colours(len(values), stack=stack)
    bottom = base
    for index, (colour, value) in enumerate(zip(colours, values, strict=False)):
        height = value * scale
        left = x if stack else x + index * each
        canvas.rect((left, bottom - height, each - 1.5, height), colour)
        if not stack:
            canvas.text((left + each / 2, base - height - 4), plain(value), "middle")
        bottom -= height if stack else 0
    if stack:
        canvas.text((x + width / 2, bottom - 4), plain(sum(values)), "middle", bold=True)


def waterfall(caption: Caption, start: tuple[str, float], parts: Sequence[tuple[str, float]]) -> str:
    """From one whole down to nothing: what the whole is made of, part after part."""
    left, base = 44, PLOT + 16
    canvas = Canvas(WIDTH, base + 50)
    scale = _axis(canvas, start[1], left, base)
    slot = (WIDTH - left) / (len(parts) + 1)
    level = start[1]
    for index, (label, value) in enumerate([start, *parts]):
        x, height = left + index * slot, value * scale
        top = base - level * scale
        canvas.rect((x + slot * 0.12, top, slot * 0.76, max(height, 1.2)), SERIES[0] if index == 0 else SERIES[1])
        canvas.text((x + slot / 2, top - 4), plain(value), "middle", bold=True)
        for number, words in enumerate(wrapped(label, slot - 2, 3)):
            canvas.text((x + slot / 2, base + 16 + number * LINE), words, "middle", fill=QUIET)
        level -= value if index else 0
        if index < len(parts):
            y = base - level * scale
            canvas.line((x + slot * 0.12, y, x + slot * 1.88, y), QUIET, 0.7, "2 2")
    return canvas.svg(caption.title, caption.description)


@dataclass(frozen=True, slots=True)
class Curve:
    """A staircase: (day, share between 0 and 1)."""

    name: str
    points: Sequence[tuple[float, float]]


def staircase(caption: Caption, curves: Sequence[Curve], marks: Sequence[tuple[float, str]], across: str) -> str:
    """Shares over days, with named upright marks; ``across`` names the horizontal axis."""
    left, right, base = 44, 16, PLOT + 16
    canvas = Canvas(WIDTH, base + 58)
    last, step = nice(max([x for curve in curves for x, _ in curve.points] + [x for x, _ in marks], default=1))
    wide = (WIDTH - left - right) / last
    for fifth in range(0, 101, 25):
        y = base - PLOT * fifth / 100
        canvas.line((left, y, WIDTH - right, y))
        canvas.text((left - 6, y + 4), f"{fifth} %", "end", fill=QUIET)
    for tick in range(int(last / step) + 1):
        canvas.text((left + tick * step * wide, base + 15), plain(tick * step), "middle", fill=QUIET)
    for x, words in marks:
        canvas.line((left + x * wide, 14, left + x * wide, base), QUIET, 1, "4 3")
        canvas.text((left + x * wide, 10), words, "middle", fill=QUIET)
    key = float(left)
    for curve, (colour, dash) in zip(curves, STROKES, strict=False):
        canvas.steps([(left + x * wide, base - PLOT * y) for x, y in curve.points], colour, dash)
        canvas.line((key, canvas.height - 10, key + 24, canvas.height - 10), colour, 2.2, dash)
        canvas.text((key + 30, canvas.height - 6), curve.name, fill=QUIET)
        key += 30 + len(curve.name) * CHARACTER + 14
    canvas.text((WIDTH - right, base + 30), across, "end", fill=QUIET)
    return canvas.svg(caption.title, caption.description)


def _axis(canvas: Canvas, top: float, left: float, base: float) -> float:
    """Draw the upright axis with its grid; return pixels per unit."""
    end, step = nice(top)
    scale = (PLOT - 8) / end
    for tick in range(int(end / step) + 1):
        y = base - tick * step * scale
        canvas.line((left, y, WIDTH, y), QUIET if tick == 0 else GRID)
        canvas.text((left - 6, y + 4), plain(tick * step), "end", fill=QUIET)
    return scale


def _gutter(labels: Sequence[str]) -> int:
    return int(min(max([len(label) for label in labels], default=0) * CHARACTER + 14, 210))


def _label(canvas: Canvas, label: str, gutter: float, y: float) -> None:
    words = wrapped(label, gutter - 10)
    for number, part in enumerate(words):
        canvas.text((gutter - 8, y + 17 + (number - (len(words) - 1) / 2) * (LINE - 1)), part, "end")


def _on_bar(canvas: Canvas, at: tuple[float, float], words: str, colour: str) -> None:
    """A number on a coloured bar, on its own patch where the bar is hatched."""
    if colour == SERIES[3]:
        width = len(words) * CHARACTER + 6
        canvas.rect((at[0] - width / 2, at[1] - 11, width, 14), PAPER)
    canvas.text(at, words, "middle", fill=INK if colour in SERIES[2:] else PAPER, bold=True)
