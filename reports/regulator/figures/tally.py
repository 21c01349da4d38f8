"""All figures of one report in a single pass over its cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reports.regulator.figures.acknowledgement import Acknowledgement
from reports.regulator.figures.age import Ageing
from reports.regulator.figures.delays import Delays
from reports.regulator.figures.escalation import Escalation
from reports.regulator.figures.life import open_at, settled_at
from reports.regulator.figures.outcomes import Outcomes
from reports.regulator.figures.quality import Quality
from reports.regulator.figures.risks import Guarding
from reports.regulator.figures.timeframes import Timeframes
from reports.regulator.figures.volumes import NAMED_AT_MOST, Volumes
from reports.regulator.inputs import CaseRow, ReportData
from reports.regulator.period import Window, current, known_until, prior


class Figures:
    """Everything counted over one window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.volumes = Volumes(window)
        self.acknowledgement = Acknowledgement(window)
        self.timeframes = Timeframes(window)
        self.delays = Delays(window)
        self.guarding = Guarding(window)
        self.ageing = Ageing(window)
        self.outcomes = Outcomes(window)
        self.escalation = Escalation(window)
        self.quality = Quality(window)

    def add(self, row: CaseRow, settled: datetime | None) -> None:
        """Count one case everywhere; one received later, or ``settled`` before, has no part in this window."""
        if row.received_at >= self.window.end or (settled is not None and settled < self.window.start):
            return
        self.volumes.add(row)
        self.acknowledgement.add(row)
        self.timeframes.add(row)
        self.delays.add(row)
        self.guarding.add(row)
        self.ageing.add(row)
        self.outcomes.add(row)
        self.escalation.add(row)
        self.quality.add(row)


@dataclass(frozen=True, slots=True)
class Counted:
    """The period's figures, the prior period's, and the cases whose row and history disagree."""

    now: Figures
    before: Figures
    disagreeing: list[str]


def in_play(row: CaseRow, window: Window) -> bool:
    """Whether the case was open at any time in the window."""
    touched = any(at in window for at in (row.received_at, *row.closed_at, *row.reopened_at))
    return touched or open_at(row, window.start)


class Pass:
    """One pass: yields the cases in play for printing and attaching, and counts on the way."""

    def __init__(self, data: ReportData) -> None:
        self._data = data
        self.counted = Counted(Figures(current(data.scope)), Figures(prior(data.scope)), [])

    def __iter__(self) -> Iterator[CaseRow]:
        counted, until = self.counted, known_until(self._data.scope)
        for row in self._data.cases:
            if row.void:
                counted.now.quality.add_void(row)
                counted.before.quality.add_void(row)
                continue
            settled = settled_at(row)
            counted.now.add(row, settled)
            counted.before.add(row, settled)
            if open_at(row, until) != row.is_open and len(counted.disagreeing) < NAMED_AT_MOST:
                counted.disagreeing.append(row.ref)
            if in_play(row, counted.now.window):
                yield row


def count(data: ReportData) -> Counted:
    """Return every figure of ``data``; reads its cases once and keeps none."""
    whole = Pass(data)
    for _ in whole:
        pass
    return whole.counted
