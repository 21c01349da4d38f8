"""What callers say of what happened outside, and of the people some limits run for."""

from register.schemas.fields import Key, Moment, Said, Text, Word


class Party(Said):
    """Somebody for whom limits run separately, as for each beneficiary."""

    name = Text(longest=500, required=True)
    role = Word(required=True)


class Event(Said):
    """An event of the pack, to the whole complaint or to one of its parties; some need evidence."""

    event = Word(required=True)
    at = Moment(required=True)
    party = Key(allow_none=True)
    evidence = Text()
