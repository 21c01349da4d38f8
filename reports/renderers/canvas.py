"""A sheet to draw a chart on: SVG without script, style or outside reference; one look for all charts."""

from collections.abc import Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

INK = "#1d2733"
QUIET = "#5b6775"
GRID = "#dde3ea"
PAPER = "#ffffff"
# From dark to light, so that the series stay apart on a grey printer; the last one is hatched as well.
SERIES = ("#17365d", "#3f7fb0", "#a8cbe2", "#c4541c")
WARNING = SERIES[3]
FONT = "Noto Sans, Noto Sans CJK SC, sans-serif"
SIZE = 11
CHARACTER = 6.1
KEY = 17


class Canvas:
    """Collects shapes and says them as one SVG with a title and a description."""

    def __init__(self, width: int, height: int) -> None:
        """Take an empty sheet; units are CSS pixels."""
        self.width, self.height = width, height
        self._shapes: list[str] = []

    def rect(self, box: tuple[float, float, float, float], fill: str) -> None:
        """A filled box (x, y, width, height); the warning colour is hatched."""
        x, y, width, height = box
        if width <= 0 or height <= 0:
            return
        place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        self._shapes.append(f'<rect {place} fill="{fill}"/>')
        if fill == WARNING:
            self._hatch(x, y, width, height)

    def _hatch(self, x: float, y: float, width: float, height: float) -> None:
        step, offset = 5.0, 2.5
        while offset < width + height:
            x1, y1 = (x + offset, y) if offset <= width else (x + width, y + offset - width)
            x2, y2 = (x, y + offset) if offset <= height else (x + offset - height, y + height)
            self.line((x1, y1, x2, y2), "#f3c4a8", 0.9)
            offset += step

    def line(
        self, ends: tuple[float, float, float, float], stroke: str = GRID, width: float = 1, dash: str = ""
    ) -> None:
        """A straight line from (x1, y1) to (x2, y2)."""
        x1, y1, x2, y2 = ends
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        self._shapes.append(f'<line {place} stroke="{stroke}" stroke-width="{width}"{dashes}/>')

    def steps(self, points: Sequence[tuple[float, float]], stroke: str, dash: str = "") -> None:
        """A staircase through ``points``: along first, then up or down."""
        if not points:
            return
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(
            f"H{x:.1f}V{y:.1f}" for _, (x, y) in pairwise(points)
        )
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._shapes.append(f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="2.2"{dashes}/>')

    def text(
        self, at: tuple[float, float], words: str, anchor: str = "start", *, fill: str = INK, bold: bool = False
    ) -> None:
        """One line of text; ``anchor`` is start, middle or end."""
        weight = ' font-weight="700"' if bold else ""
        place = f'x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}"'
        self._shapes.append(f'<text {place} fill="{fill}"{weight}>{escape(words)}</text>')

    def legend(self, names: Sequence[str], colours: Sequence[str], y: float, x: float = 0) -> None:
        """The keys, in as many rows as they need, the last of them at ``y``."""
        rows = self._keys(names, colours, x)
        for above, row in enumerate(reversed(rows)):
            for left, name, colour in row:
                self.rect((left, y - above * KEY - 9, 11, 11), colour)
                self.text((left + 16, y - above * KEY), name, fill=QUIET)

    def _keys(self, names: Sequence[str], colours: Sequence[str], x: float) -> list[list[tuple[float, str, str]]]:
        rows: list[list[tuple[float, str, str]]] = [[]]
        left = x
        for name, colour in zip(names, colours, strict=False):
            wide = 16 + len(name) * CHARACTER + 14
            if rows[-1] and left + wide > self.width:
                rows.append([])
                left = x
            rows[-1].append((left, name, colour))
            left += wide
        return rows

    def svg(self, title: str, description: str) -> str:
        """The finished drawing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-label={quoteattr(title)} font-family="{FONT}" font-size="{SIZE}">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(self._shapes)}</svg>"
        )


def wrapped(words: str, room: float, most: int = 2) -> list[str]:
    """Break ``words`` into at most ``most`` lines of ``room`` pixels, the last one shortened where it must be."""
    limit = max(int(room / CHARACTER), 4)
    lines = [""]
    for word in words.split():
        if not lines[-1] or len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += "…"
    return [line if len(line) <= limit + 1 else f"{line[:limit]}…" for line in kept]


def nice(top: float) -> tuple[float, float]:
    """Return a round axis end at or above ``top`` and the step of its grid (about four lines)."""
    if top <= 0:
        return 1.0, 1.0
    step = 10.0 ** (len(str(int(top))) - 1)
    for factor in (0.25, 0.5, 1, 2, 2.5, 5):
        if step * factor >= 1 and top / (step * factor) <= 5:  # noqa: PLR2004  # five grid lines are enough for a chart
            step *= factor
            break
    step = max(step, 1.0)
    return step * -(-top // step), step
