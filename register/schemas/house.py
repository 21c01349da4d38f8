"""What callers say about reports and tokens, and how they ask for lists."""

from register.domain.find import LONGEST_ASKED
from register.schemas.fields import Day, Flag, Key, Many, Moment, Said, Text, Whole, Word


class Paging(Said):
    """Where in a list, and how many at most."""

    cursor = Text(longest=300)
    limit = Whole(1, 200, strict=False, load_default=50)


class CaseQuery(Paging):
    """Which cases: of a status (open ones, unless said) and an assignee, those that have all words of ``q``."""

    status = Word()
    assignee = Key()
    q = Text(longest=LONGEST_ASKED)


class MessageQuery(Paging):
    """Which messages: one state, or those that wait for a decision; those that have all words of ``q``."""

    state = Word()
    q = Text(longest=LONGEST_ASKED)


class EntryQuery(Paging):
    """Which entries of the trail: by kind of subject and by who acted."""

    subject_kind = Word()
    actor = Word()


class PackQuery(Said):
    """Which version (the newest, unless said)."""

    version = Word()


class Report(Said):
    """A report to be prepared: its kind, licence holder, brand, first and last day; ``as_at`` says as known when."""

    kind = Word(required=True)
    entity = Word(required=True)
    brand = Word(allow_none=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    as_at = Moment(allow_none=True)


class ReportApproval(Said):
    """A second person's word on a report, bound to the SHA-256 of its document."""

    document = Text(longest=64, required=True)
    approve = Flag(required=True)
    reason = Text()


class Issue(Said):
    """To whom the report goes."""

    recipient = Text(longest=500, required=True)


class Token(Said):
    """A token for programs: its name, what it may do, and until when."""

    name = Text(longest=200, required=True)
    scopes = Many(Word, required=True, least=1)
    expires_at = Moment(allow_none=True)
