"""What callers say of delays, and what they get back of what is at risk."""

from marshmallow import Schema, fields

from register.schemas.fields import Said, Text, Word


class DelayGround(Said):
    """A ground of the pack for answering later, with the facts of this complaint it rests on."""

    ground = Word(required=True)
    facts = Text(required=True)


class Taking(Said):
    """What was decided about something that was escalated."""

    decision = Text(required=True)


class RiskNow(Schema):
    """A rule of a pack that says a case is at risk, with the deadline it is about and the calendar days left."""

    risk = fields.String(required=True)
    title = fields.String(required=True)
    cite = fields.String(required=True)
    force = fields.String(required=True)
    deadline = fields.String(required=True, metadata={"format": "uuid"})
    due_on = fields.String(required=True, metadata={"format": "date"})
    days_left = fields.Integer(required=True)


class CaseAtRisk(Schema):
    """A case at risk: why, the most pressing first; what may be done, in order; what nobody took up."""

    id = fields.String(required=True, metadata={"format": "uuid"})
    reference = fields.String(required=True)
    assignee = fields.String(required=True, allow_none=True, metadata={"format": "uuid"})
    risks = fields.List(fields.Nested(RiskNow), required=True)
    offers = fields.List(fields.String(), required=True)
    escalations = fields.List(fields.String(metadata={"format": "uuid"}), required=True)


class Unclassified(Schema):
    """An open case that should have been classified before ``due_at``."""

    id = fields.String(required=True, metadata={"format": "uuid"})
    reference = fields.String(required=True)
    brand = fields.String(required=True)
    due_at = fields.String(required=True, metadata={"format": "date-time"})


class HandOffBehind(Schema):
    """A message that is another team's: not taken by anybody yet, or not answered within its own limit."""

    message = fields.String(required=True, metadata={"format": "uuid"})
    brand = fields.String(required=True)
    kind = fields.String(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    accepted_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    due_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})


class Unassessed(Schema):
    """A possible breach that waits for a person to assess it: the limit that was missed, and since when.

    ``round``: the how-many-eth time its duty runs (0: it runs once); ``due_at``: the first moment too late.
    """

    id = fields.String(required=True, metadata={"format": "uuid"})
    case = fields.String(required=True, metadata={"format": "uuid"})
    reference = fields.String(required=True)
    brand = fields.String(required=True)
    pack = fields.String(required=True)
    rule = fields.String(required=True)
    duty = fields.String(required=True)
    round = fields.Integer(required=True)
    due_at = fields.String(required=True, metadata={"format": "date-time"})
    recorded_at = fields.String(required=True, metadata={"format": "date-time"})
    assess_by = fields.String(required=True, metadata={"format": "date"})
