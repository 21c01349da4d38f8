"""What callers say about a case: opening, classifying, the people around it, closing."""

from typing import Any

from marshmallow import post_load

from register.domain.commands import case as c
from register.schemas.carried_over import CarryingOver
from register.schemas.fields import Day, Flag, Key, Many, Moment, Money, Part, Said, Text, Texts, Whole, Word

MOST_EMPLOYEES = 10_000_000


class Remedy(Said):
    """A remedy as promised: with the day it is due, or done already."""

    MAKES = c.RemedyPromise
    code = Word(required=True)
    amount = Money(allow_none=True)
    due_on = Day(allow_none=True)
    done = Flag()


class Classification(Said):
    """What the complaint is about, in the packs' codes; ``known`` holds the facts the packs ask for.

    ``others`` holds the classes under the packs after the first, by the pack's id.
    """

    MAKES = c.Classifying
    complaint_class = Word(allow_none=True)
    product = Word(allow_none=True)
    issues = Many(Word)
    about_representative = Flag()
    known = Texts(longest=100)
    tier = Whole(1, 3)
    others = Texts(longest=100)


class ClassificationAnew(Classification):
    """The same with its reason, which is needed where it was classified otherwise."""

    reason = Text()

    @post_load
    def make(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        """Return the fields of the command."""
        reason = said.pop("reason", "")
        return {"classifying": super().make(said), "reason": reason}


class Person(Said):
    """Who complains."""

    MAKES = c.Identifying
    name = Text(longest=500, allow_none=True)
    preferred_name = Text(longest=500, allow_none=True)
    kind = Word(allow_none=True)
    employees = Whole(0, MOST_EMPLOYEES, allow_none=True)
    employees_on = Day(allow_none=True)
    customer_number = Text(longest=100, allow_none=True)


class Contact(Said):
    """A way to reach somebody: email, phone, postal or handle, and where it was learnt.

    ``person``: which of several complainants it is of, or whose representative's.
    """

    MAKES = c.ContactDetail
    kind = Word(required=True)
    value = Text(longest=1000, required=True)
    source = Word(required=True)
    of = Word()
    person = Key(allow_none=True)


class Joining(Said):
    """Another one who complains, and how they are reached."""

    MAKES = c.Joining
    complainant = Part(Person, required=True)
    contacts = Many(Part(Contact))


class Withdrawing(Said):
    """Who withdrew the complaint (complainant or representative), when, and which way they said so."""

    MAKES = c.Withdrawing
    by = Word(required=True)
    at = Moment(required=True)
    how = Word(required=True)


class Closing(Said):
    """How the case ends."""

    MAKES = c.Closing
    outcome = Word(required=True)
    basis = Word(required=True)
    root_cause = Word(required=True)
    words = Text()
    evidence = Text()
    withdrawal = Text()
    attempts = Many(Moment)
    withdrawing = Part(Withdrawing, allow_none=True)
    ended_at = Moment(allow_none=True)


class Judgement(Said):
    """One question of the two-step test: yes, no or unknown, and on what the answer rests."""

    MAKES = c.Judgement
    answer = Word(required=True)
    basis = Text()


class Test(Said):
    """Is it a complaint? The last four questions are asked of public posts; the first "no" ends the test."""

    MAKES = c.TwoStepTest
    expressed = Part(Judgement, allow_none=True)
    about_us = Part(Judgement, allow_none=True)
    answer_expected = Part(Judgement, allow_none=True)
    controlled = Part(Judgement, allow_none=True)
    subject = Part(Judgement, allow_none=True)
    identifiable = Part(Judgement, allow_none=True)
    contactable = Part(Judgement, allow_none=True)


class Opening(Said):
    """A complaint as it came in, ``received_at`` that moment; ``related`` is the id of an earlier complaint.

    ``carried_over``: it was open in another system before.
    """

    MAKES = c.OpenCase
    brand = Word(required=True)
    channel = Word(required=True)
    summary = Text(required=True)
    received_at = Moment(required=True)
    classifying = Part(Classification)
    complainant = Part(Person)
    contacts = Many(Part(Contact))
    points = Many(Text())
    related = Key(allow_none=True)
    first_received_by = Word(allow_none=True)
    others = Many(Part(Joining))
    carried_over = Part(CarryingOver, allow_none=True)


class OpeningAndClosing(Said):
    """A complaint that was resolved at once."""

    MAKES = c.LogAndClose
    opening = Part(Opening, required=True)
    acknowledged_by = Word(required=True)
    closing = Part(Closing, required=True)
    remedies = Many(Part(Remedy))


class Acknowledgement(Said):
    """How and when the complaint was acknowledged: to which ``person``, where several complain."""

    method = Word(required=True)
    at = Moment(allow_none=True)
    evidence = Text()
    to = Word()
    person = Key(allow_none=True)


class Priority(Said):
    """What makes the complaint urgent; another tier than the gravest then needs a reason."""

    triggers = Many(Word)
    tier = Whole(1, 3, allow_none=True)
    reason = Text()


class Complainant(Said):
    """Who complains, and whether the author of the message is that person."""

    complainant = Part(Person, required=True)
    author_matched = Flag()
    person = Key(allow_none=True)


class Preferences(Said):
    """How the person wants to be spoken to, and where never."""

    language = Word(allow_none=True)
    interpreter = Flag()
    contact_by = Word(allow_none=True)
    safe_address = Text(longest=1000)
    safe_times = Text(longest=1000)
    never_at = Many(Text(longest=1000))
    never_contacts = Many(Key())
    person = Key(allow_none=True)


class Support(Said):
    """Support needs, with the person's consent."""

    needs = Many(Word, required=True)
    consent_at = Moment(allow_none=True)
    detail = Text()
    person = Key(allow_none=True)


class Representative(Said):
    """Who acts for the complainant; an empty kind ends it."""

    kind = Word(required=True)
    name = Text(longest=500)
    authority_at = Moment(allow_none=True)
    authority = Text()
    exception = Word(allow_none=True)
    person = Key(allow_none=True)


class IdentityCheck(Said):
    """How the person was identified."""

    method = Word(required=True)
    passed = Flag(required=True)
    at = Moment(allow_none=True)
    contact = Key(allow_none=True)
    person = Key(allow_none=True)


class ClosingAndRemedies(Said):
    """How the case ends, and what was promised."""

    closing = Part(Closing, required=True)
    remedies = Many(Part(Remedy))
