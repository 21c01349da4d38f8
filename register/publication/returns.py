"""The periodic returns a regime asks for, as a report names them beside itself."""

from collections.abc import Mapping
from typing import Final

from register.domain.law.policy import Pack
from register.domain.values import Code
from register.publication.parts import speech
from register.wording.marker import _
from reports.policy.codes_in_words import Telling
from reports.regulator.inputs import ReturnRow
from reports.renderers.words import NONE, Words

PERIODS: Final[Mapping[str, str]] = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half-year": _("every half-year"),
    "year": _("every year"),
}


def returns(pack: Pack, language: str) -> tuple[ReturnRow, ...]:
    """Return each return of the pack with its paragraph, its period, and how long after the period it is due."""
    words = Words(speech(language), language, pack.default_zone)
    telling = Telling(pack, words, {})

    def due(rule_id: str | None) -> str:
        limit = None if rule_id is None else pack.rules[Code(rule_id)].limit
        return NONE if limit is None else words.gettext("{length} after its end").format(length=telling.limit(limit))

    return tuple(
        ReturnRow(asked.title, asked.cite, words.gettext(PERIODS[asked.period]), due(asked.due))
        for asked in pack.returns
    )
