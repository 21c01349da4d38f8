"""What callers say of the other firms one complaint is about."""

from register.domain.commands.case import SaidShare
from register.domain.vocabulary import LISTS
from register.schemas.fields import Flag, Key, Many, Moment, Money, Part, Said, Text, Word


class Respondent(Said):
    """Another firm the complaint is about."""

    name = Text(longest=500, required=True)
    sector = Word(required=True, metadata={"enum": list(LISTS["sector"])})
    contact = Text()


class Exchange(Said):
    """What was passed to it, with the complainant's consent, or received from it."""

    way = Word(required=True, metadata={"enum": list(LISTS["exchange"])})
    at = Moment(required=True)
    what = Text(required=True)
    consent_at = Moment(allow_none=True)
    consent = Text()


class FirmFinding(Said):
    """Whether a firm met its obligations, as it says itself; without ``respondent``, this firm."""

    respondent = Key(allow_none=True)
    result = Word(required=True, metadata={"enum": list(LISTS["finding"])})
    words = Text(required=True)
    at = Moment(required=True)
    greater_part = Flag()


class Share(Said):
    """What one party is to bear, in percent or as an amount; without ``respondent``, this firm."""

    MAKES = SaidShare
    respondent = Key(allow_none=True)
    percent = Money(allow_none=True)
    amount = Money(allow_none=True)


class Shares(Said):
    """Who is to bear what of the ``loss``: all of it at most."""

    shares = Many(Part(Share), required=True, least=1)
    loss = Money(allow_none=True)
    reason = Text()


class Agreement(Said):
    """That every party agreed, and what shows it."""

    at = Moment(required=True)
    evidence = Text(required=True)
