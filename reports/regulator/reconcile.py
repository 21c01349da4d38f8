"""A report that does not add up is not printed: every sum is made twice, in different ways."""

from collections.abc import Iterator

from register.domain.errors import Problem, Refused
from reports.regulator.figures.tally import Counted, Figures
from reports.regulator.inputs import MessageCounts


class Unreconciled(Refused):
    """The figures contradict each other; ``problems`` names every difference with both numbers."""

    kind = "unreconciled"


def reconcile(counted: Counted, messages: MessageCounts, messages_prior: MessageCounts | None) -> None:
    """Return when everything adds up; raises :class:`Unreconciled` with all differences."""
    problems = [*_figures("period", counted.now), *_figures("prior", counted.before)]
    problems += _messages("period", messages)
    if messages_prior is not None:
        problems += _messages("prior", messages_prior)
    problems += _differ("prior closing balance", counted.before.volumes.open_after, counted.now.volumes.open_before)
    problems += [Problem("report.row-contradicts-history", ref) for ref in counted.disagreeing]
    if problems:
        raise Unreconciled(*problems)


def _figures(when: str, figures: Figures) -> Iterator[Problem]:
    volumes, ack, outcomes = figures.volumes, figures.acknowledgement, figures.outcomes
    balance = volumes.open_before + volumes.received + volumes.reopened - volumes.closed
    yield from (Problem("report.history-impossible", ref) for ref in volumes.contradictions)
    yield from _differ(f"{when} balance", balance, volumes.open_after)
    for name, breakdown in (
        ("class", volumes.by_class),
        ("product", volumes.by_product),
        ("channel", volumes.by_channel),
        ("complainant", volumes.by_complainant),
        ("month", volumes.received_by_month),
    ):
        yield from _differ(f"{when} received by {name}", breakdown.total(), volumes.received)
    acknowledged = ack.in_hours + ack.in_days + ack.later + ack.never
    yield from _differ(f"{when} acknowledgement", acknowledged, volumes.received)
    yield from _differ(f"{when} timeframes", figures.timeframes.by_class.total(), figures.timeframes.ended)
    yield from _differ(f"{when} open by age", figures.ageing.by_band.total(), volumes.open_after)
    yield from _differ(f"{when} concluded", outcomes.concluded + outcomes.undone, volumes.closed)
    yield from _differ(f"{when} outcomes", outcomes.by_outcome.total(), outcomes.concluded)
    yield from _escalated(when, figures)


def _escalated(when: str, figures: Figures) -> Iterator[Problem]:
    """What went to external schemes adds up over the period for each, and over the schemes to the other figures."""
    escalation, schemes = figures.escalation, figures.escalation.schemes
    for name, scheme in schemes.items():
        balance = scheme.before + scheme.referred - scheme.decided
        yield from _differ(f"{when} pending at {name or 'scheme'}", balance, scheme.pending)
    for figure, found, wanted in (
        ("escalated", sum(scheme.referred for scheme in schemes.values()), escalation.referred.total()),
        ("decided", sum(scheme.decided for scheme in schemes.values()), escalation.decided.total()),
        ("pending", sum(scheme.pending for scheme in schemes.values()), escalation.pending),
    ):
        yield from _differ(f"{when} {figure} by scheme", found, wanted)


def _messages(when: str, counts: MessageCounts) -> Iterator[Problem]:
    placed = counts.registered + counts.linked + counts.duplicate + counts.awaiting + counts.parked
    placed += sum(tally.count for tally in (*counts.not_a_complaint, *counts.handed_off))
    yield from _differ(f"{when} messages", placed, counts.inbound)


def _differ(where: str, found: int, wanted: int) -> Iterator[Problem]:
    if found != wanted:
        yield Problem("report.does-not-add-up", where, params={"found": found, "wanted": wanted})
