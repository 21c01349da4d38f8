"""What callers say about messages."""

from register.schemas.cases import Classification, Contact, Person, Test
from register.schemas.fields import Key, Many, Moment, Part, Said, Text, Word


class Registration(Said):
    """The complaint a message is: what it is about, and the two-step test; without a brand, the message's own.

    ``earlier`` is a message that was no complaint at first, and that this one is dissatisfied about; ``related`` the id
    of an earlier complaint of the same person, where this one is about a new issue.
    """

    test = Part(Test, required=True)
    earlier = Key(allow_none=True)
    brand = Word()
    channel = Word(required=True)
    summary = Text(required=True)
    classifying = Part(Classification)
    complainant = Part(Person)
    contacts = Many(Part(Contact))
    points = Many(Text())
    related = Key(allow_none=True)


class Turning(Said):
    """Dissatisfaction expressed later about a message that was no complaint: when, in which words, how it came."""

    at = Moment(required=True)
    words = Text(required=True)
    brand = Word()
    channel = Word(required=True)
    summary = Text(required=True)
    classifying = Part(Classification)
    complainant = Part(Person)
    contacts = Many(Part(Contact))
    points = Many(Text())


class Dismissal(Said):
    """Why it is not a complaint."""

    reason = Word(required=True)
    test = Part(Test, required=True)


class Unsure(Said):
    """The test as far as it can be answered."""

    test = Part(Test, required=True)


class Question(Said):
    """An attempt to ask the author."""

    method = Word(required=True)
    words = Text(required=True)
    at = Moment(allow_none=True)


class Link(Said):
    """The case, by its reference or id; for a closed one, whether it is the same issue: same or new."""

    case = Word(required=True)
    issue = Word()


class Duplicate(Said):
    """The message it repeats."""

    of = Key(required=True)


class HandOff(Said):
    """To which team and who there, in words; or to a person with an account."""

    kind = Word(required=True)
    recipient = Text(longest=500)
    person = Key(allow_none=True)


class HandOffAcceptance(Said):
    """Who of the other team took it; empty, whoever says so."""

    who = Text(longest=500)


class HandOffAnswer(Said):
    """What the other team answered, and when."""

    evidence = Text(required=True)
    at = Moment(allow_none=True)
