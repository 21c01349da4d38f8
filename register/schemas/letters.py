"""What callers say about letters."""

from register.domain.commands.letter import Going, Original, Writing
from register.schemas.fields import Flag, Key, Many, Moment, Part, Said, Text, Texts, Word


def _pair(text: str, support: str = "") -> tuple[str, str]:
    return text, support


class Finding(Said):
    """A finding on a material fact, with the information behind it."""

    MAKES = staticmethod(_pair)
    text = Text(required=True)
    support = Text()


class Originals(Said):
    """What a letter in another language says in the pack's own, in the same order, and who translated it."""

    MAKES = Original
    translator = Text()
    blocks = Texts()
    answers = Texts()
    findings = Many(Part(Finding))


class Copy(Said):
    """How a letter goes to one of several complainants beside the first: the way, and the contact it goes to."""

    MAKES = Going
    person = Key(required=True)
    via = Word(required=True)
    contact = Key(allow_none=True)


class Letter(Said):
    """A letter as the officer writes it: texts by block, answers by the id of the point raised, findings.

    ``via`` and ``contact`` are of the first complainant; each further one has a copy of their own in ``copies``.

    A letter in another language than the pack's own needs the ``original`` of each part somebody wrote.
    """

    MAKES = Writing
    type = Word(required=True)
    language = Word(required=True)
    via = Word(required=True)
    decision = Word(allow_none=True)
    ground = Word(allow_none=True)
    contact = Key(allow_none=True)
    account_information = Flag()
    blocks = Texts()
    answers = Texts()
    findings = Many(Part(Finding))
    original = Part(Originals)
    copies = Many(Part(Copy))


class Approval(Said):
    """The hash of the content that is approved."""

    content = Text(longest=64, required=True)


class Giving(Said):
    """How, when and with what evidence a letter was given by hand: to which ``person``, where several complain."""

    method = Word(required=True)
    evidence = Text(required=True)
    at = Moment(allow_none=True)
    person = Key(allow_none=True)
    contact = Key(allow_none=True)


class Reader(Said):
    """Whose copy is asked for, where several complain."""

    person = Key()
