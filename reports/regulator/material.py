"""What every section of a complaints report is written from, and the tables several of them share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.document import Column, Part, Picture, Prose, Table, text
from reports.regulator.figures.share import Share
from reports.regulator.figures.tally import Counted, Figures
from reports.regulator.inputs import ReportData
from reports.renderers.svg import Caption, bars
from reports.renderers.words import Words

BARS = 10


@dataclass(frozen=True, slots=True)
class Material:
    """The data, its figures for this period and the one before, the words to say them, and the pack's texts."""

    data: ReportData
    counted: Counted
    words: Words
    texts: Mapping[str, Any]

    @property
    def now(self) -> Figures:
        return self.counted.now

    @property
    def before(self) -> Figures:
        return self.counted.before

    def share(self, part: int, whole: int) -> str:
        """A percentage in words."""
        return self.words.percent(Share(part, whole).ratio)

    def of(self, part: int, whole: int) -> str:
        """A percentage with both its numbers: ``93.1 % (27 of 29)``; of nothing there is none."""
        if not whole:
            return self.words.gettext("none")
        numbers = self.words.gettext("{part} of {whole}").format(
            part=self.words.number(part), whole=self.words.number(whole)
        )
        return f"{self.share(part, whole)} ({numbers})"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A count per code in both periods. ``whole`` and ``whole_before`` are what the shares are shares of."""

    kind: str
    now: Counter[str]
    before: Counter[str]
    whole: int
    whole_before: int


def breakdown(material: Material, caption: str, first: str, counts: Breakdown) -> Table:
    """A table of codes by frequency: count, share, and both again for the prior period."""
    words = material.words
    _ = words.gettext
    rows = [
        (
            words.label(counts.kind, code),
            words.number(counts.now[code]),
            material.share(counts.now[code], counts.whole),
            words.number(counts.before[code]),
            material.share(counts.before[code], counts.whole_before),
        )
        for code in ranked(counts.now, counts.before)
    ]
    columns = (text(first, 6), Column(_("Number")), Column(_("Share")), Column(_("Prior period")), Column(_("Share")))
    return Table(caption, columns, rows)


def ranked(*counters: Counter[str]) -> list[str]:
    """All codes of the counters, the most frequent of the first one first, then by code."""
    codes = {code for counter in counters for code in counter}
    return sorted(codes, key=lambda code: (*(-counter[code] for counter in counters), code))


def frequencies(material: Material, kind: str, title: str, counter: Counter[str]) -> Part:
    """A bar for each of the most frequent codes and one for the rest, or a sentence when there is nothing to draw."""
    words, order = material.words, ranked(counter)
    items = [(words.label(kind, code), float(counter[code])) for code in order[:BARS]]
    if rest := sum(counter[code] for code in order[BARS:]):
        items.append((words.gettext("all others"), float(rest)))
    return drawn(material, title, items)


def drawn(material: Material, title: str, items: Sequence[tuple[str, float]]) -> Part:
    """The bar chart of ``items``, with its numbers as description."""
    if not items:
        return Prose(material.words.gettext("{title}: none in the period.").format(title=title))
    caption = Caption(title, "; ".join(f"{label}: {value:.0f}" for label, value in items))
    return Picture(title, caption.description, bars(caption, items))
