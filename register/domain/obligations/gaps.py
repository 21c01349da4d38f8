"""Which dates of a case are missing: what the law asks of the firm and nothing recorded lets anybody count."""

from collections.abc import Iterator, Sequence

from register.domain.law.gaps import Missing, missing
from register.domain.law.policy import Pack
from register.domain.obligations.circumstances import circumstances
from register.domain.subjects.case import Case


def missing_dates(case: Case, packs: Sequence[Pack]) -> Iterator[tuple[Missing, Pack]]:
    """Yield each missing date of an open case with the pack that asks for it."""
    if case.status != "open":
        return
    for pack in packs:
        dues = [d.due for d in case.deadlines if d.pack == pack.id and not d.replaced and d.due.rule in pack.rules]
        for found in missing(pack, circumstances(case, pack, packs), dues):
            yield found, pack
