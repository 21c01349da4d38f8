"""What callers get back of a date beside the date itself: its proof in words, its days, and what may be said of it."""

from marshmallow import Schema, fields


class SaidOfDate(Schema):
    """A term of the proof of a date, and what is said of it, in English."""

    term = fields.String(required=True)
    text = fields.String(required=True)


class DaysOfLimit(Schema):
    """Days on end that were the same to a limit's count.

    ``kind`` is start, counted, weekend, holiday or stopped; ``counts`` their sum, in days, or in minutes where the
    limit is in hours; ``holiday`` the name of a day left out, or of a bank holiday that is counted; ``cite`` where the
    law says that the count stood still.
    """

    from_day = fields.String(required=True, metadata={"format": "date"})
    until_day = fields.String(required=True, metadata={"format": "date"})
    kind = fields.String(required=True)
    counts = fields.Integer(required=True)
    holiday = fields.String(required=True, allow_none=True)
    cite = fields.String(required=True, allow_none=True)


class ReplacementOfDate(Schema):
    """When a date gave way, why, and to which (null: nothing took its place)."""

    at = fields.String(required=True, metadata={"format": "date-time"})
    reason = fields.String(required=True)
    by = fields.String(required=True, allow_none=True, metadata={"format": "uuid"})


class MissingDate(Schema):
    """A date the law asks of the firm that nobody can count yet: ``lacks`` is start, fact or stopped, ``names`` what.

    ``aloud`` is what a customer is told of it on the telephone, null where it is nothing they see.
    """

    pack = fields.String(required=True)
    rule = fields.String(required=True)
    duty = fields.String(required=True)
    title = fields.String(required=True)
    cite = fields.String(required=True)
    party = fields.String(required=True, allow_none=True, metadata={"format": "uuid"})
    lacks = fields.String(required=True)
    names = fields.List(fields.String(), required=True)
    since = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    words = fields.String(required=True)
    aloud = fields.String(required=True, allow_none=True)
