"""What a regime leaves open or sets from outside: when a duty begins, how far it reaches, and up to which sum."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from register.domain.law.rules import Condition, Values, meets
from register.domain.values import Amount, Cite, Code

YES: Final = Code("yes")
NO: Final = Code("no")
UNKNOWN: Final = Code("unknown")
EDGES: Final = (YES, NO, UNKNOWN)
EQUAL: Final = Code("equal-among-breaching")
GREATER_PART: Final = Code("materially-greater-part")


@dataclass(frozen=True, slots=True)
class Switch:
    """Something outside that turns duties on, as rules yet to be made: they hold complaints received from ``on``.

    Without a day it has not happened, and no rule that waits for it sets a date.
    """

    id: Code
    title: str
    cite: Cite
    confirmed: Code
    on: date | None = None
    note: str = ""

    def holds(self, received_on: date) -> bool:
        """Whether it had happened when a complaint was received."""
        return self.on is not None and self.on <= received_on


def switched_off(switches: Mapping[Code, Switch], received_on: date | None) -> frozenset[Code]:
    """Return the switches that hold nothing for a complaint received on that local day."""
    return frozenset(s.id for s in switches.values() if received_on is None or not s.holds(received_on))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read whether the regime reaches a complaint: by the local day of an event, from ``begins`` on.

    Where sources differ there are several, and people are shown what each of them says.
    """

    id: Code
    title: str
    event: Code
    begins: date
    cite: Cite
    confirmed: Code
    note: str = ""

    def reaches(self, day: date | None) -> Code:
        """Whether it reaches a complaint whose event was on that day; unknown while the day is."""
        if day is None:
            return UNKNOWN
        return YES if day >= self.begins else NO


@dataclass(frozen=True, slots=True)
class Threshold:
    """Something that is so for sums below ``amount``, where the facts of ``when`` hold.

    ``edge``: whether it is so for exactly that amount.
    ``fact`` is the sum: a fact of the type money.
    """

    id: Code
    title: str
    fact: str
    amount: Amount
    edge: Code
    cite: Cite
    confirmed: Code
    when: Condition = field(default_factory=dict)
    note: str = ""

    def below(self, values: Values) -> Code | None:
        """Whether the sum is below; None where it is not known, or the facts it needs do not hold."""
        sum_known = values.get(self.fact)
        if sum_known is None or not meets(self.when, values):
            return None
        found = Decimal(str(sum_known))
        if found == self.amount.decimal:
            return self.edge
        return YES if found < self.amount.decimal else NO


@dataclass(frozen=True, slots=True)
class Apportionment:
    """How the regime shares a loss among several firms unless ``unless`` is so: ``rule`` names a way we can count."""

    id: Code
    title: str
    rule: Code
    unless: Code
    cite: Cite
    confirmed: Code
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """All of that in one pack."""

    switches: Mapping[Code, Switch] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    apportionments: tuple[Apportionment, ...] = ()
