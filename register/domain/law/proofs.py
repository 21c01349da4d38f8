"""Dates and the proofs behind them, as values a fact may carry; and what a date is derived from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final

from register.domain.frozen import maker, varied
from register.domain.law.derivations import COUNTED, Derivation, Proof, Skipped, Stopped, hash_of, known_proof
from register.domain.law.rules import Value
from register.domain.values import Code, Digest, Id

__all__ = ["CARRIED", "UNCLAIMED", "UNCONFIRMED", "Circumstances", "Dated", "Derivation", "Due", "Skipped", "Stopped"]

Events = Mapping[str, tuple[datetime, ...]]

# What a date rests on (``confirmed``) beside what its rule says: nobody confirmed it; its pack does not claim it, for
# the complaint was received before the pack took force; another system had it.
UNCONFIRMED: Final = Code("U")
UNCLAIMED: Final = Code("N")
CARRIED: Final = Code("O")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of one complaint: its class, where days are counted, facts, and what happened when.

    ``events`` are aware UTC instants, the earliest first, for what may happen more than once. ``parties`` holds, for
    rules that run per party, the events of each party beside those of the complaint.
    """

    complaint_class: Code
    place: Code
    zone: Code
    values: Mapping[str, Value]
    events: Events
    parties: Mapping[Id, Events] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as it is stored: the hash of its proof, the instant it counts from, and when it is due."""

    proof: Digest
    start_at: datetime
    due_at: datetime
    party: Id | None = None


@dataclass(frozen=True)
class Due:
    """One date of one rule. ``due_at`` is exclusive: an act at that instant is too late (for ``not_before``: allowed).

    ``provisional``: it rests on a holiday that is only estimated, or lies past the last year whose holidays were
    announced. ``party``: whom a rule that runs per party is about.
    """

    STORED: ClassVar = Dated
    rule: Code
    duty: Code
    kind: Code
    force: Code
    due_at: datetime
    derivation: Derivation
    provisional: bool
    party: Id | None = None

    def stored(self) -> Dated:
        """Return it as it is stored; whoever reads it back needs the proof it names."""
        held, how = self.__dict__, self.derivation.__dict__
        shared = _new_proof(**{name: held[name] for name in SAID}, **{name: how[name] for name in COUNTED})
        return Dated(hash_of(shared), self.derivation.start_at, self.due_at, self.party)

    @classmethod
    def whole(cls, stored: Dated) -> "Due":
        """Return the date that was stored; raises ``Malformed`` where its proof is not at hand."""
        shared = known_proof(stored.proof).__dict__
        how = _new_derivation(start_at=stored.start_at, **{name: shared[name] for name in COUNTED})
        said = {name: shared[name] for name in SAID}
        return _new_due(rule=shared["rule"], due_at=stored.due_at, derivation=how, party=stored.party, **said)

    def is_same_date(self, other: "Due | None") -> bool:
        """Whether ``other`` is this date by this proof, however much of the calendar was announced for either."""
        return other is not None and varied(other, provisional=self.provisional) == self

    @property
    def legal(self) -> bool:
        """Whether the law sets it: enforceable or other law, confirmed, and claimed by its pack."""
        return self.force in {"E", "L"} and self.derivation.confirmed not in {UNCONFIRMED, UNCLAIMED}

    @property
    def unclaimed(self) -> bool:
        """Whether the complaint was received before the pack took force, which therefore does not claim the date."""
        return self.derivation.confirmed == UNCLAIMED

    @property
    def carried(self) -> bool:
        """Whether another system had the date, and no rule was counted for it."""
        return self.derivation.confirmed == CARRIED


SAID: Final = ("duty", "kind", "force", "provisional")
_new_proof: Callable[..., Proof] = maker(Proof)
_new_derivation: Callable[..., Derivation] = maker(Derivation)
_new_due: Callable[..., Due] = maker(Due)
