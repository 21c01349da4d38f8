"""What callers say of the external dispute scheme."""

from register.domain.subjects.external_scheme import STEPS
from register.schemas.fields import Day, Moment, Said, Text, Word


class ExternalStep(Said):
    """A step with the external scheme: ``due_on`` is the last day the scheme stated.

    ``stage`` only of a complaint sent back, where the case does not tell it right, with ``stage_reason``; ``consent``
    is the evidence of the complainant's consent to our referring the complaint.
    """

    kind = Word(required=True, metadata={"enum": list(STEPS)})
    at = Moment(required=True)
    scheme = Word(metadata={"description": "Which one, where the packs of the case name several."})
    reference = Text(longest=200)
    due_on = Day(allow_none=True)
    stage = Word()
    stage_reason = Text()
    consent_at = Moment(allow_none=True)
    consent = Text()
