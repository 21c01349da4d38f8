"""Who would bear what of a loss by default: equal shares among the firms that did not comply. Nobody is bound by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from register.domain.subjects.case import Case
from register.domain.subjects.respondents import NOT_COMPLIED, UNDETERMINED, Share, finding_of
from register.domain.values import Amount, Code, Id

CENT: Final = Decimal("0.01")
WHOLE: Final = Decimal(100)
NOBODY: Final = Code("nobody-breached")
GREATER: Final = Code("greater-part")
OPEN: Final = Code("not-all-answered")


@dataclass(frozen=True, slots=True)
class Offer:
    """Shares to start from, or why there are none: ``why_not`` says it where ``shares`` is empty."""

    shares: tuple[Share, ...] = ()
    why_not: Code | None = None


def parties(case: Case) -> Iterator[Id | None]:
    """Yield every party: our own firm first, then the others as they were named."""
    yield None
    yield from (respondent.id for respondent in case.respondents)


def equal_shares(case: Case, loss: Amount | None) -> Offer:
    """Return equal shares among the firms that did not comply: of the loss, or in percent where it is not known.

    None while a firm has not answered or one played a materially greater part. The cents that are left go to the first.
    """
    found = {party: finding_of(case.findings, party) for party in parties(case)}
    if any(finding is not None and finding.greater_part for finding in found.values()):
        return Offer(why_not=GREATER)
    if any(finding is None or finding.result == UNDETERMINED for finding in found.values()):
        return Offer(why_not=OPEN)
    breaching = [party for party, finding in found.items() if finding is not None and finding.result == NOT_COMPLIED]
    if not breaching:
        return Offer(why_not=NOBODY)
    parts = equal_parts(WHOLE if loss is None else loss.decimal, len(breaching))
    told = [Amount(str(part)) for part in parts]
    if loss is None:
        return Offer(tuple(Share(party, percent=part) for party, part in zip(breaching, told, strict=True)))
    return Offer(tuple(Share(party, amount=part) for party, part in zip(breaching, told, strict=True)))


def equal_parts(total: Decimal, number: int) -> tuple[Decimal, ...]:
    """Return so many equal parts in whole cents; what is left goes to the first, so that they add up to the total."""
    part = (total / number).quantize(CENT, ROUND_DOWN)
    return (total - part * (number - 1), *(part for _ in range(number - 1)))
