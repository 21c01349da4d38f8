"""What an import makes of each row: a command under an id of the row's own, so that no row counts twice."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, Protocol

from policies.catalogue import Policies
from register.clock import Clock
from register.domain.actors import SYSTEM, Actor
from register.domain.commands.base import Command, Ref
from register.domain.commands.message import CaptureMessage
from register.domain.decide import decide
from register.domain.decide.situation import Mint, Situation
from register.domain.errors import Invalid, Problem, Refused, Reused
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import derived_id
from register.domain.values import Code, Id
from register.ids import new_id, new_salt
from register.imports.carried_over import in_columns
from register.imports.columns import CASES, MESSAGES, Columns
from register.imports.rows import case_of, message_of
from register.imports.tables import Row
from register.orders import Order
from register.reader import Reader
from register.registrar import Registrar

DIGEST: Final = 16
IMPORTER: Final = Actor(Code("system:import"), frozenset({SYSTEM}))


class Parts(Protocol):
    """What importing needs of the register."""

    @property
    def clock(self) -> Clock: ...

    @property
    def policies(self) -> Policies: ...

    @property
    def reader(self) -> Reader: ...

    @property
    def registrar(self) -> Registrar: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that is in the register, as ``name``: the reference of a case, the id of a message, empty in a dry run.

    ``already``: it was there before. ``equal_to`` is the number of an earlier row of the file that says the same.
    ``late``: nothing says when the message was received, so its limits start with the import.
    """

    name: str
    already: bool = False
    equal_to: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A row's order, and what is to be said of it whatever comes of it."""

    row: Row
    order: Order
    kept: Kept


class Importer:
    """Takes the rows of one file: as messages of ``channel``, or, without one, as complaints."""

    def __init__(self, register: Parts, channel: Channel | None = None, columns: Columns | None = None) -> None:
        self._register, self._channel = register, channel
        self.columns = columns or (CASES if channel is None else MESSAGES)
        # What a row said is remembered as a digest: a long file must not be held to know its rows again.
        self._seen: Counter[bytes] = Counter()
        self._first: dict[bytes, int] = {}

    def take(self, rows: Sequence[Row]) -> list[Kept | Refused]:
        """Carry the rows out in one transaction; return what became of each."""
        asked, results = self._asked(rows)
        outcomes = self._register.registrar.carry_out_many([each.order for each in asked])
        for each, outcome in zip(asked, outcomes, strict=True):
            results[each.row.number] = self._told(outcome) if isinstance(outcome, Refused) else each.kept
            if not isinstance(outcome, Refused):
                results[each.row.number] = replace(each.kept, name=outcome.reference or outcome.subject.id)
        return [results[row.number] for row in rows]

    def check(self, rows: Sequence[Row]) -> list[Kept | Refused]:
        """Decide each row without keeping anything; return what would become of it."""
        file = self._register.reader.firm.now()
        asked, results = self._asked(rows)
        for each in asked:
            command, now, policies = each.order.command, self._register.clock(), self._register.policies
            created = None if command.CREATES is None else Ref(command.CREATES, Id(new_id()))
            mint = Mint(new_id, new_salt, lambda: 1)
            try:
                decide(command, Situation(now, IMPORTER, {}, file.firm, policies, mint, created, file.details))
                results[each.row.number] = each.kept
            except Refused as refusal:
                results[each.row.number] = self._told(refusal)
        return [results[row.number] for row in rows]

    def _asked(self, rows: Sequence[Row]) -> tuple[list[Asked], dict[int, Kept | Refused]]:
        """Return the orders of the good rows, and the refusals of the others by row."""
        results: dict[int, Kept | Refused] = {}
        made: list[Asked] = []
        for row in rows:
            try:
                made.append(self._ask(row))
            except Refused as refusal:
                results[row.number] = refusal
        known = self._register.reader.work.carried_out(IMPORTER.name, [each.order.id for each in made])
        there = [replace(each, kept=replace(each.kept, already=each.order.id in known)) for each in made]
        orders = []
        for each in there:
            held = self._held(each.order.command)
            if held is None:
                orders.append(each)
            else:
                results[each.row.number] = replace(each.kept, name=held, already=True)
        return orders, results

    def _held(self, command: Command) -> str | None:
        """Return the id of a message that holds these words already, whoever brought it."""
        if not isinstance(command, CaptureMessage) or command.inbound.text is None:
            return None
        message = command.inbound.message_id
        return message if command.inbound.text in self._register.reader.inbox.said(message) else None

    def _ask(self, row: Row) -> Asked:
        if row.broken is not None:
            raise Invalid(row.broken)
        unknown = sorted(set(row.values) - set(self.columns.known))
        if unknown:
            given, known = ", ".join(name[:60] for name in unknown[:20]), ", ".join(self.columns.known)
            raise Invalid(Problem("unknown-columns", params={"given": given, "known": known}))
        scope = "" if self._channel is None else self._channel.id
        reference = str(row.values.get("native_id" if self._channel else "reference") or "").strip()
        own = json.dumps(sorted(row.values.items()), ensure_ascii=False) if not reference else ""
        equal, occurrences = self._equal(own or reference, row.number)
        occurrence = "" if reference else str(occurrences)
        if reference and equal is not None:
            raise Invalid(Problem("reference-twice", "reference", params={"row": equal}))
        identity = derived_id("import", scope, reference, own, occurrence)
        make: Callable[[Row, Id], tuple[Command, bool]] = self._case if self._channel is None else self._message
        command, late = make(row, identity)
        return Asked(row, Order(command, IMPORTER, identity), Kept("", equal_to=equal, late=late))

    def _equal(self, own: str, number: int) -> tuple[int | None, int]:
        """Return the number of the first row that says the same, if it is another, and how many say it by now."""
        digest = blake2b(own.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()
        self._seen[digest] += 1
        first = self._first.setdefault(digest, number)
        return (None if first == number else first), self._seen[digest]

    def _case(self, row: Row, identity: Id) -> tuple[Command, bool]:
        return case_of(row.values), False

    def _message(self, row: Row, identity: Id) -> tuple[Command, bool]:
        if self._channel is None:
            raise LookupError("channel")
        now = self._register.clock()
        command = message_of(row.values, self._channel, identity, now)
        _, basis = command.inbound.received(now)
        return command, basis == "captured"

    @staticmethod
    def _told(refusal: Refused) -> Refused:
        """Return a refusal as one of a row: by its columns."""
        if isinstance(refusal, Reused):
            return Invalid(Problem("row-differs", "reference"))
        return in_columns(refusal) if isinstance(refusal, Invalid) else refusal
