"""What an inspection found: in codes and numbers, so that pages, the command line and programs can each say it."""

from dataclasses import dataclass, field

MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, or one plain statement: ``code`` names the sentence, ``params`` what the sentence needs."""

    code: str
    subject_kind: str | None = None
    subject: str | None = None
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """The outcome of an inspection.

    ``faults`` are differences (the first thousand of ``fault_count``), ``notes`` is information, ``counts`` says how
    much was looked at, ``proven`` and ``not_proven`` state what this inspection shows and what it cannot.
    """

    faults: tuple[Finding, ...]
    fault_count: int
    notes: tuple[Finding, ...]
    counts: dict[str, int]
    proven: tuple[Finding, ...]
    not_proven: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found to differ."""
        return self.fault_count == 0


class Notebook:
    """Collects findings; keeps the first faults and counts all, so that a ruined register needs no more memory."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.faults: list[Finding] = []
        self.notes: list[Finding] = []
        self.shown: list[Finding] = []
        self.open: list[Finding] = []
        self.counts: dict[str, int] = {}
        self.fault_count = 0

    def fault(self, code: str, subject: tuple[str, str] | None = None, **params: str | int) -> None:
        """Note a difference, about a subject (kind, id) where there is one."""
        self.fault_count += 1
        if len(self.faults) < MOST_KEPT:
            kind, subject_id = subject or (None, None)
            self.faults.append(Finding(code, kind, subject_id, params))

    def note(self, code: str, **params: str | int) -> None:
        """Note something worth knowing that is no fault."""
        if len(self.notes) < MOST_KEPT:
            self.notes.append(Finding(code, params=params))

    def show(self, code: str, **params: str | int) -> None:
        """State what a check shows, if nothing differs."""
        self.shown.append(Finding(code, params=params))

    def leave_open(self, code: str, **params: str | int) -> None:
        """State what a check cannot show."""
        self.open.append(Finding(code, params=params))

    def count(self, what: str, number: int = 1) -> None:
        """Count what was looked at."""
        self.counts[what] = self.counts.get(what, 0) + number

    def add(self, other: "Notebook") -> None:
        """Take over what another notebook holds."""
        self.fault_count += other.fault_count
        self.faults += other.faults[: MOST_KEPT - len(self.faults)]
        self.notes += other.notes[: MOST_KEPT - len(self.notes)]
        for what, number in other.counts.items():
            self.count(what, number)
