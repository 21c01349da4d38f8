"""What callers say about who else complains in a case."""

from register.schemas.cases import Joining
from register.schemas.fields import Moment, Part, Said, Text, Word


class Addition(Said):
    """Another one who complains: now, or ``since`` an earlier moment."""

    joining = Part(Joining, required=True)
    since = Moment(allow_none=True)


class Since(Said):
    """Since when a further complainant complains; without ``since`` from the start."""

    since = Moment(allow_none=True)
    reason = Text(required=True)


class Leaving(Said):
    """In which words one of several withdrew, when, and whose words they are: complainant or representative."""

    words = Text(required=True)
    at = Moment(required=True)
    by = Word()
