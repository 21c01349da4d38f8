"""What must hold of a case whatever was asked of it: of its value before and after each step, and of all its facts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from register.domain.facts import case as f
from register.domain.facts import letter as le
from register.domain.subjects.case import Case

# What only an open case may be asked; sending that was under way, tasks, remedies and the like go on.
NOT_AFTER_CLOSING = (
    f.CaseClassified,
    f.PointRaised,
    f.CaseAssigned,
    f.ClosureApproved,
    f.CaseClosed,
    le.LetterDrafted,
    le.LetterSubmitted,
    le.LetterApproved,
    le.LetterReturned,
    le.LetterVoided,
    le.LetterQueued,
)


def check_step(before: Case | None, after: Case) -> None:
    """Hold one step to the promises about limits."""
    standing = Counter((d.pack, d.due.rule, d.due.party) for d in after.deadlines if not d.replaced)
    assert all(number == 1 for number in standing.values()), "a rule gives one standing date"
    for deadline in after.deadlines:
        assert (deadline.met_at is None) == (deadline.met_by is None)
        if deadline.met_at is not None and deadline.due.kind == "deadline" and deadline.met_at >= deadline.due.due_at:
            assert deadline.missed_recorded, "a late end is recorded as missed too"
    assert {b.deadline for b in after.breaches} <= {d.id for d in after.deadlines if d.missed_recorded}
    assert len({b.deadline for b in after.breaches}) == len(after.breaches)
    if before is not None:
        _check_kept(before, after)


def _check_kept(before: Case, after: Case) -> None:
    now = {deadline.id: deadline for deadline in after.deadlines}
    for old in before.deadlines:
        new = now[old.id]
        assert new.due == old.due, "a date that was set is never rewritten"
        assert new.missed_recorded >= old.missed_recorded, "a missed limit stays missed"
        assert new.replaced >= old.replaced
        assert old.replaced or old.met_at is None or new.met_at in {None, old.met_at}, "one effective end"
    assessed = {breach.id: breach for breach in after.breaches}
    for breach in before.breaches:
        assert assessed[breach.id].recorded_at == breach.recorded_at, "a possible breach is never lost"
        assert breach.result is None or assessed[breach.id] == breach
    assert after.origin.received_at == before.origin.received_at or after.corrections == before.corrections + 1


def check_history(facts: Sequence[Any]) -> None:
    """Hold all facts of a case, in order, to the promises about ends and closing."""
    ends: Counter[str] = Counter()
    closed = False
    for fact in facts:
        if isinstance(fact, f.DeadlineMet | f.DeadlineReopened):
            ends[fact.deadline] += 1 if isinstance(fact, f.DeadlineMet) else -1
            assert ends[fact.deadline] in {0, 1}, "a deadline has at most one effective end"
        if isinstance(fact, f.CaseReopened):
            assert closed
            closed = False
        assert not (closed and isinstance(fact, NOT_AFTER_CLOSING)), f"{type(fact).__name__} after closing"
        if isinstance(fact, f.CaseClosed):
            closed = True
    missed = Counter(fact.deadline for fact in facts if isinstance(fact, f.DeadlineMissed))
    assert not missed or missed.most_common(1)[0][1] == 1, "a limit is recorded as missed once"
    proposed = {fact.letter: fact for fact in facts if isinstance(fact, le.LetterSubmitted)}
    for fact in facts:
        if isinstance(fact, le.LetterApproved) and fact.rule == "second-person":
            assert proposed[fact.letter].by != fact.by or proposed[fact.letter].content_hash != fact.content_hash
