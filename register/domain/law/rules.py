"""The limits a regime sets: from when, how long, for whom, with which force, and where it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from register.domain.values import Cite, Code

Value = Code | int | bool | date
Values = Mapping[str, Value]
Condition = Mapping[str, tuple[Value, ...]]

EVENTS: Final = frozenset(
    {
        "sent_by_complainant",
        "received",
        "registered",
        "classified",
        "acknowledged",
        "early_resolved",
        "documents_requested",
        "documents_complete",
        "information_requested",
        "information_request_received",
        "information_received",
        "proposal_received",
        "proposal_sent",
        "objection_period_ended",
        "new_proposal_received",
        "new_objection_lodged",
        "progress_sent",
        "interim_sent",
        "extension_sent",
        "decided",
        "final_sent",
        "final_received",
        "accepted",
        "agreement_reached",
        "agreement_confirmed",
        "others_informed",
        "interested_notified",
        "refusal_given",
        "statement_given",
        "remedy_done",
        "resolved",
        "deemed_resolved",
        "closed",
        "withdrawn",
        "referred_in",
        "referred_out",
        "referred_back",
        "proceedings_started",
        "proceedings_ended",
        "advocate_offered",
        "advocate_requested",
        "advocate_concluded",
        "period_ended",
        "conduct",
        "knowledge",
    }
)
ANSWER: Final = Code("final_sent")
KINDS: Final = ("deadline", "window", "not_before", "review")
FORCES: Final = ("E", "G", "L", "house")
MARKS: Final = ("C", "S", "D", "U")
UNITS: Final = {"h": "hour", "d": "day", "bd": "business-day", "w": "week", "m": "month", "y": "year"}
STATED: Final = Code("stated-day")


def meets(condition: Condition, values: Values) -> bool:
    """Whether every fact the condition names is known and has one of the values it allows."""
    return all(values.get(name) in allowed for name, allowed in condition.items())


@dataclass(frozen=True, slots=True)
class Limit:
    """How long: ``count`` of a unit, or of as many as the fact called ``fact`` says (no limit while it is unknown).

    In the unit ``stated-day`` the fact is the last day itself, as somebody outside set it.
    """

    count: int
    unit: Code
    fact: str = ""

    def units(self, values: Values, day: date) -> int | None:
        """Return the number of units for these facts; a day somebody stated is so many days after ``day``."""
        if not self.fact:
            return self.count
        found = values.get(self.fact)
        if self.unit == STATED:
            return (found - day).days if isinstance(found, date) else None
        return found if isinstance(found, int) and not isinstance(found, bool) else None


@dataclass(frozen=True, slots=True)
class Start:
    """What a limit counts from: one event, the ``earliest``, the ``latest`` or the ``first`` known of several events,
    or the last day that another rule yields (``end_of``), unless the event itself was recorded.
    """

    events: tuple[Code, ...]
    choose: Code
    end_of: Code | None = None


@dataclass(frozen=True, slots=True)
class StopClock:
    """The law's own suspension: time between two events is not counted. ``cite`` is where the law says so."""

    stops_at: Code
    runs_at: Code
    cite: Cite


@dataclass(frozen=True, slots=True)
class InTime:
    """A rule applies only if ``event`` happened before the date that ``rule`` sets."""

    event: Code
    rule: Code


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One limit: from when, how long, for whom, with which force, and where it is written.

    Rules with the same ``duty`` are about the same act; the strictest is shown first. ``closes_with`` names a duty
    whose date this rule shares instead of having a limit; with ``stops`` of its own it is counted again with them.
    A rule that yields a date replaces those it ``supersedes``. It is waived once an event of ``unless`` happened, and
    waits until all of ``needs`` have.
    ``confirmed``: C read in the text, S secondary source, D derived by us, U unconfirmed.
    ``lacks``: the event whose day is not known; this cautious date stands in until it is.
    ``prompt``: the law says "promptly" and gives no number; the limit is the firm's own target.
    ``renews``: a later start opens a fresh limit, and what ended the one before does not end it.
    ``kept_by``: what keeps the limit when it happens inside it, and cures nothing after it.
    ``switch``: what outside must have begun for it; until then it sets no date.
    ``every``: the limit recurs, counted from the ``start`` or from the ``last`` of the events that meet it.
    A rule is equal to itself alone, as a pack is, so that what was counted by it can be remembered by it.
    """

    id: Code
    duty: Code
    kind: Code
    force: Code
    cite: Cite
    confirmed: Code
    source: str
    start: Start
    limit: Limit | None
    closes_with: Code | None = None
    classes: frozenset[Code] = frozenset()
    when: Condition = field(default_factory=dict)
    met_by: tuple[Code, ...] = ()
    kept_by: tuple[Code, ...] = ()
    unless: tuple[Code, ...] = ()
    needs: tuple[Code, ...] = ()
    supersedes: tuple[Code, ...] = ()
    in_time: tuple[InTime, ...] = ()
    stops: tuple[StopClock, ...] = ()
    per: Code | None = None
    bound: Code = Code("firm")
    day0_counts: bool = False
    prompt: bool = False
    renews: bool = False
    every: Code | None = None
    lacks: Code | None = None
    note: str = ""
    switch: Code | None = None

    @property
    def counts_from(self) -> int:
        """Which of the times of an event it counts from: the last (-1) where a later one renews it, or the first."""
        return -1 if self.renews else 0

    @property
    def operated_force(self) -> Code:
        """The force its dates have: a target the firm set itself binds nobody but the firm."""
        return Code("house") if self.prompt else self.force

    @property
    def breachable(self) -> bool:
        """Whether missing it is a possible breach: a confirmed enforceable or legal deadline that binds the firm."""
        binds = self.kind == "deadline" and self.operated_force in {"E", "L"} and self.bound == "firm"
        return binds and self.confirmed != "U"
