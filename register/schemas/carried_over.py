"""What callers say of a complaint that was open elsewhere before."""

from register.domain.commands import case as c
from register.schemas.fields import Day, Many, Moment, Part, Said, Text, Word


class DateElsewhere(Said):
    """A date of another system: the duty of a pack, and its last day (``last_day``) or the instant it ends at (``at``).

    ``source``: where it stands there; that of the whole complaint unless given. ``pack``: the first that knows the duty
    unless given.
    """

    MAKES = c.DateElsewhere
    duty = Word(required=True)
    last_day = Day(allow_none=True)
    at = Moment(allow_none=True)
    source = Text(longest=1000)
    pack = Word(allow_none=True)


class CarryingOver(Said):
    """The system or file a complaint comes from, with its dates there.

    ``reason`` brings in one that was received before a pack took force: no date is then claimed by that pack.
    """

    MAKES = c.CarryingOver
    source = Text(longest=1000, required=True)
    reason = Text()
    dates = Many(Part(DateElsewhere))
