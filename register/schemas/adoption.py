"""A corrected reading for many open complaints, as callers ask for it and what they hear."""

from marshmallow import Schema, fields

from register.domain.obligations.comparison import Change
from register.schemas.answers import ProblemError
from register.schemas.fields import Many, Said, Whole, Word
from register.schemas.shown import shown


class Look(Said):
    """How many open complaints to look at, at most."""

    limit = Whole(1, 100, strict=False, load_default=50)


class Adopting(Said):
    """For which complaints a corrected reading is adopted (none named: the first that wait), and how many at most."""

    references = Many(Word, least=1)
    limit = Whole(1, 100, load_default=50)


class AwaitingCase(Schema):
    """An open complaint held to an older reading, what would change of its dates, and what stands in the way."""

    reference = fields.String(required=True)
    version = fields.String(required=True)
    changes = fields.List(fields.Nested(shown(Change, "DateChanged")), required=True)
    errors = fields.List(fields.Nested(ProblemError), required=True)


class AwaitingAdoption(Schema):
    """Open complaints that wait for a correction to be adopted; ``more``: and others."""

    items = fields.List(fields.Nested(AwaitingCase), required=True)
    more = fields.Boolean(required=True)


class AdoptedCase(Schema):
    """What became of one complaint: adopted, or why not."""

    reference = fields.String(required=True)
    adopted = fields.Boolean(required=True)
    errors = fields.List(fields.Nested(ProblemError), required=True)


class Adopted(Schema):
    """What became of each complaint that a correction was adopted for; ``more``: others wait still."""

    items = fields.List(fields.Nested(AdoptedCase), required=True)
    more = fields.Boolean(required=True)
