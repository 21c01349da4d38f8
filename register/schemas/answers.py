"""What callers get back beside the register's own values: refusals, outcomes, lists."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

STRING: Mapping[str, Any] = {"keys": fields.String(), "values": fields.String()}


class ProblemError(Schema):
    """One reason: its code, the field or part that is wrong, the paragraph behind it, what the sentence needs."""

    code = fields.String(required=True)
    where = fields.String(required=True)
    cite = fields.String(required=True, allow_none=True)
    params = fields.Dict(keys=fields.String(), required=True)
    text = fields.String(required=True)


class Problem(Schema):
    """A refusal (RFC 9457), with every reason found."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemError), required=True)


class Outcome(Schema):
    """What came of a step: the subject and its version now, and the ids of the parts that were made."""

    kind = fields.String(required=True)
    id = fields.String(required=True, metadata={"format": "uuid"})
    version = fields.Integer(required=True)
    made = fields.Dict(**STRING, required=True)


class PassedLimit(Schema):
    """An open limit of the law that has passed already, with the paragraph that sets it."""

    deadline = fields.String(required=True, metadata={"format": "uuid"})
    pack = fields.String(required=True)
    rule = fields.String(required=True)
    duty = fields.String(required=True)
    cite = fields.String(required=True)
    due_at = fields.String(required=True, metadata={"format": "date-time"})


class EstimatedDay(Schema):
    """A holiday nobody had announced when the calendar was frozen, on the day it was reckoned to fall on."""

    day = fields.String(required=True, metadata={"format": "date"})
    holiday = fields.String(required=True)


class Classified(Outcome):
    """What came of classifying: a proposal for a second person (``made`` names it), or new dates.

    ``passed`` holds the open limits that have passed by now, new ones among them.
    """

    passed = fields.List(fields.Nested(PassedLimit), required=True)


class StepRecorded(Outcome):
    """What came of recording a step with an external scheme.

    ``remarks`` is what is unusual or still missing about the time the scheme gave; nothing was refused for it.
    """

    remarks = fields.List(fields.Nested(ProblemError), required=True)


class OpenedCase(Outcome):
    """A new case, with its reference."""

    reference = fields.String(required=True)


class Note(Schema):
    """An internal comment (text null: erased, or not for this reader)."""

    id = fields.String(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    by = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)
    privileged = fields.Boolean(required=True)


class File(Schema):
    """A file kept as evidence (name null: erased, or not for this reader)."""

    id = fields.String(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    by = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True)
    privileged = fields.Boolean(required=True)


class TrailEntry(Schema):
    """An entry as the trail holds it; sealed words stand in it as commitments."""

    subject_kind = fields.String(required=True)
    subject = fields.String(required=True)
    seq = fields.Integer(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    actor = fields.String(required=True)
    command = fields.String(required=True)
    facts = fields.List(fields.Dict(keys=fields.String()), required=True)
    prev = fields.String(required=True, allow_none=True)


class CaseEntry(TrailEntry):
    """An entry of a case, with the words behind its commitments, by digest."""

    texts = fields.Dict(**STRING, required=True)


class Leaf(TrailEntry):
    """An entry with its place in the tree and its hash."""

    index = fields.Integer(required=True)
    id = fields.String(required=True)
    hash = fields.String(required=True)


class Checkpoint(Schema):
    """The newest signed checkpoint: tree size, root, and the signed note."""

    size = fields.Integer(required=True)
    root = fields.String(required=True)
    signed_at = fields.String(required=True, metadata={"format": "date-time"})
    note = fields.String(required=True)


class Token(Schema):
    """A token of one's own account; its secret is never shown again."""

    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    scopes = fields.List(fields.String(), required=True)
    expires_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    revoked_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})


class NewToken(Outcome):
    """A new token. ``token`` is its secret, told once: a repetition of the request gets null."""

    token = fields.String(required=True, allow_none=True)


class Pack(Schema):
    """One version of a pack."""

    id = fields.String(required=True)
    version = fields.String(required=True)
    title = fields.String(required=True)
    jurisdiction = fields.String(required=True)
    source = fields.String(required=True)
    effective_from = fields.String(required=True, metadata={"format": "date"})
    effective_to = fields.String(required=True, allow_none=True, metadata={"format": "date"})
    is_example = fields.Boolean(required=True)
    is_draft = fields.Boolean(required=True)
    draft = fields.String(required=True)


class Code(Schema):
    """One code of a list."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    cite = fields.String(required=True, allow_none=True)


class CodeList(Schema):
    """A closed list of codes; ``provisional`` ones will be replaced by the regulator's own."""

    id = fields.String(required=True)
    source = fields.String(required=True)
    cite = fields.String(required=True, allow_none=True)
    provisional = fields.Boolean(required=True)
    codes = fields.List(fields.Nested(Code), required=True)


class PackCodes(Schema):
    """The codes one version of a pack knows; complaint classes and letter types stand among the lists."""

    id = fields.String(required=True)
    version = fields.String(required=True)
    lists = fields.List(fields.Nested(CodeList), required=True)


class Health(Schema):
    """Whether each part can be used."""

    status = fields.String(required=True, validate=validate.OneOf(["ready", "not-ready"]))
    database = fields.String(required=True)
    key = fields.String(required=True)


def page_of(item: type[Schema], name: str) -> type[Schema]:
    """Return the schema of a page: some items, and the cursor of the next page (null: this is the last)."""
    listed = fields.List(fields.Nested(item), required=True)
    return Schema.from_dict({"items": listed, "next": fields.String(required=True, allow_none=True)}, name=name)
