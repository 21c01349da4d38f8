"""What callers say of holds."""

from register.schemas.fields import Moment, Said, Text, Word


class Hold(Said):
    """What must not be done, by its code, and who is told so."""

    prohibition = Word(required=True)
    recipient = Text(longest=500, required=True)


class Confirmation(Said):
    """Evidence that they confirmed it; ``at`` is now unless given."""

    evidence = Text(required=True)
    at = Moment(allow_none=True)


class Lifting(Said):
    """Why a hold ends; ``exception`` is the pack's, for one that ends before its time."""

    reason = Text(required=True)
    exception = Word(allow_none=True)
