"""What callers say in the daily work on a case, and to settle what waits for a second person."""

from marshmallow import fields, validate

from register.schemas.fields import Contents, Day, Flag, Key, Many, Moment, Money, Said, Text, Word


class Words(Said):
    """A point raised."""

    text = Text(required=True, shortest=1)


class Note(Words):
    """An internal comment; a privileged one stays out of exports and reports."""

    privileged = Flag()


class File(Said):
    """A file as evidence, its bytes in base64 (25 MB at most)."""

    name = Text(longest=500, required=True)
    media_type = Word(required=True)
    content = Contents(required=True)
    privileged = Flag()


class FileForm(Said):
    """A file as evidence, as a form sends it (25 MB at most)."""

    file = fields.String(required=True, metadata={"format": "binary"})
    privileged = fields.String(validate=validate.OneOf(["true", "false"], error="not-yes-or-no"))


class Task(Said):
    """Something the case waits for."""

    kind = Word(required=True)
    waiting_on = Word(required=True)
    text = Text(required=True)
    remind_on = Day(allow_none=True)


class Assignee(Said):
    """Who has the case (null: nobody)."""

    assignee = Key(required=True, allow_none=True)


class SystemicFlag(Said):
    """A possible systemic issue and who looks into it (no owner: withdrawn)."""

    owner = Key(required=True, allow_none=True)
    example = Word()


class Receipt(Said):
    """Another time of receipt: earlier with a reason, later with evidence.

    ``before_first_version``: one from before a pack took force is held to the pack's first version all the same.
    """

    received_at = Moment(required=True)
    reason = Text(required=True)
    evidence = Text()
    before_first_version = Flag()


class Settlement(Said):
    """A second person's word on a proposal."""

    proposal = Key(required=True)
    approve = Flag(required=True)


class ClosureSettlement(Settlement):
    """A second person's word on a proposed closure, bound to the content shown."""

    content = Text(longest=64, required=True)


class RemedySettlement(ClosureSettlement):
    """A second person's word on the money of a remedy, bound to the content shown."""


class RemedyDay(Said):
    """The day by which a promised remedy is to be carried out; another day than before needs a reason."""

    due_on = Day(required=True)
    reason = Text()


class RemedyMoney(Said):
    """The money that a second person is asked to let a remedy cost."""

    amount = Money(required=True)


class Payment(Said):
    """What was paid when a remedy was carried out."""

    paid = Money(allow_none=True)


class Assessment(Said):
    """The assessment of a possible breach: breach, no-breach or referred."""

    result = Word(required=True)
    reasons = Text(required=True)
    privileged = Flag()


class Correction(Said):
    """A correction of our reading of a pack the case is held to."""

    pack = Word(required=True)
    version = Word(required=True)


class Withdrawal(Said):
    """What was recorded by mistake, and why it is taken back; an acknowledgement goes by the case's id."""

    kind = Word(required=True)
    record = Key(required=True)
    reason = Text(required=True)


class Voiding(Said):
    """Why the case is none: registered-in-error, or registered-twice with the id of the complaint that stays."""

    reason = Word(required=True)
    words = Text(required=True)
    into = Key(allow_none=True)


class Reason(Said):
    """Why."""

    reason = Text(required=True)


class LinkedAccount(Said):
    """An account of ours that is linked to the complaint's subject, and the reason's code."""

    account = Key(required=True)
    reason = Word(required=True)


class Override(Said):
    """A linked officer who may work on the case all the same, and why."""

    account = Key(required=True)
    reason = Text(required=True)


class Restriction(Said):
    """The accounts that alone may open the case (none: everybody again), and why."""

    readers = Many(Key, required=True)
    reason = Text(required=True)


class Resolution(Said):
    """What became of a sending in doubt."""

    accepted = Flag(required=True)
    evidence = Text(required=True)
