"""Every open date derived again, from the same pack and calendar versions as its proof names."""

from collections.abc import Mapping, Sequence

from policies.catalogue import Policies
from register.domain.errors import Invalid
from register.domain.law.proofs import Due
from register.domain.obligations.hand_offs import due_again
from register.domain.obligations.limits import limits_of
from register.domain.subjects.case import Case
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.message import Message
from register.domain.values import Code, Id
from register.inspector.findings import Notebook

Derived = Mapping[tuple[Code, Id | None], Sequence[Due]]
Source = tuple[str, str, str, str]


class Limits:
    """Derives open deadlines again and notes every difference."""

    def __init__(self, policies: Policies, notebook: Notebook) -> None:
        self._policies, self._notebook = policies, notebook

    def check_hand_off(self, message: Message) -> None:
        """Compare the own limit of what another team has not answered yet with what its pack gives now."""
        handoff = message.handoff
        if handoff is None or handoff.due is None or not handoff.is_open:
            return
        self._notebook.count("deadlines")
        again = self._hand_off_again(handoff.due, ("message", message.id))
        if again is not None and not handoff.due.is_same_date(again):
            stored, derived = handoff.due.due_at.isoformat(), again.due_at.isoformat()
            found = {"rule": handoff.due.rule, "stored": stored, "derived": derived}
            self._notebook.fault("deadline-differs", ("message", message.id), **found)

    def _hand_off_again(self, due: Due, ref: tuple[str, str]) -> Due | None:
        proof = due.derivation
        try:
            pack = self._policies.pack(proof.pack, proof.pack_version)
            calendar = self._policies.calendar(proof.calendar, proof.calendar_version)
            return due_again(due, pack, calendar)
        except Invalid as refusal:
            self._notebook.fault("deadline-underivable", ref, reason=refusal.problems[0].code)
            return None

    def check(self, case: Case) -> None:
        """Compare the case's open deadlines with what its packs give now."""
        known: dict[Source, Derived | None] = {}
        for deadline in case.deadlines:
            if deadline.is_open:
                self._notebook.count("deadlines")
                self._check(case, deadline, known)

    def _check(self, case: Case, deadline: Deadline, known: dict[Source, Derived | None]) -> None:
        proof = deadline.due.derivation
        source = (proof.pack, proof.pack_version, proof.calendar, proof.calendar_version)
        if source not in known:
            known[source] = self._derived(case, source)
        derived = known[source]
        if derived is None:
            return
        found = derived.get((deadline.due.rule, deadline.due.party), ())
        same = any(deadline.due.is_same_date(due) for due in found)
        again = None if same else next(iter(found), None)
        # Closing ends some rules; what they had set before stays as it was.
        if not same and (again is not None or case.status == "open"):
            self._notebook.fault(
                "deadline-differs",
                ("case", case.id),
                rule=deadline.due.rule,
                stored=deadline.due.due_at.isoformat(),
                derived="" if again is None else again.due_at.isoformat(),
            )

    def _derived(self, case: Case, source: Source) -> Derived | None:
        pack_id, version, calendar_id, calendar_version = source
        try:
            pack = self._policies.pack(pack_id, version)
            calendars = {calendar_id: self._policies.calendar(calendar_id, calendar_version)}
            packs = [self._policies.pack(choice.pack, choice.version) for choice in case.packs]
            derived: dict[tuple[Code, Id | None], list[Due]] = {}
            for limit in limits_of(case, pack, packs, calendars):
                derived.setdefault((limit.due.rule, limit.due.party), []).append(limit.due)
            return derived
        except Invalid as refusal:
            self._notebook.fault("deadline-underivable", ("case", case.id), reason=refusal.problems[0].code)
            return None
