"""The command about the external dispute scheme."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.commands.base import CaseCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternalStep(CaseCommand):
    """Record what happened with an external scheme: which one, where the packs of the case name several.

    ``stage`` only where the officer says otherwise than the case about how far it had come, with ``stage_reason``;
    ``consent`` is the evidence of the complainant's consent to our referring the complaint.
    """

    TAG = "RecordExternalStep"
    kind: str
    at: datetime
    reference: str = ""
    due_on: date | None = None
    stage: str = ""
    stage_reason: str = ""
    consent_at: datetime | None = None
    consent: str = ""
    scheme: str = ""
