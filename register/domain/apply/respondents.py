"""How facts about the other firms change a case."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.subjects.case import Case


def _agreed(case: Case, fact: f.SharesAgreed) -> Case:
    agreed = (
        replace(one, agreed_at=fact.at, evidence=fact.evidence) if one.id == fact.sharing else one
        for one in case.sharings
    )
    return replace(case, sharings=tuple(agreed))


RESPONDENT_CHANGES: dict[type, Callable[[Case, Any], Case]] = {
    f.RespondentNamed: lambda case, fact: replace(case, respondents=(*case.respondents, fact.respondent)),
    f.ExchangeRecorded: lambda case, fact: replace(case, exchanges=(*case.exchanges, fact.exchange)),
    f.FindingRecorded: lambda case, fact: replace(case, findings=(*case.findings, fact.finding)),
    f.SharesProposed: lambda case, fact: replace(case, sharings=(*case.sharings, fact.sharing)),
    f.SharesAgreed: _agreed,
}
