"""Rows of a file as commands: complaints, or messages of a channel. The same file again changes nothing."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from policies.catalogue import Policies
from register.clock import Clock
from register.domain.actors import SYSTEM, Actor
from register.domain.channel import Channel
from register.domain.commands.base import Command, Ref
from register.domain.commands.case import Classifying, ContactDetail, Identifying, OpenCase
from register.domain.commands.message import CaptureMessage
from register.domain.decide import decide
from register.domain.decide.situation import Mint, Situation
from register.domain.display import blank
from register.domain.errors import Invalid, Problem, Refused
from register.domain.inbound import Author, Inbound, OccurredBasis, Operation, Visibility, derived_id
from register.domain.values import Code, Id
from register.ids import new_id, new_salt
from register.reader import Reader
from register.registrar import Order, Registrar

IMPORTER: Final = Actor(Code("system:import"), frozenset({SYSTEM}))
APART: Final = "|"
CASE_COLUMNS: Final = frozenset(
    {
        "brand",
        "channel",
        "summary",
        "received_at",
        "complaint_class",
        "product",
        "issues",
        "points",
        "tier",
        "name",
        "kind",
        "email",
        "phone",
    }
)
MESSAGE_COLUMNS: Final = frozenset({"native_id", "text", "author", "occurred_at", "url", "thread"})


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
class Row:
    """One row by column name, everything as text; ``number`` counts from 1. ``broken`` says why it is none."""

    number: int
    values: Mapping[str, str]
    broken: str = ""


def read_rows(name: str, content: bytes) -> list[Row]:
    """Return the rows of a CSV file (with a heading) or of JSON lines; raises ``Invalid`` (table-unreadable)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(name, f"not UTF-8 at byte {error.start}") from error
    if name.lower().endswith((".jsonl", ".ndjson")):
        return [_json_row(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    try:
        lines = list(csv.DictReader(io.StringIO(text), restkey="", restval="", strict=True))
    except csv.Error as error:
        raise _unreadable(name, str(error)) from error
    return [
        Row(
            number,
            {str(key): str(value) for key, value in line.items()},
            "more cells than columns" if "" in line else "",
        )
        for number, line in enumerate(lines, 1)
    ]


def _json_row(number: int, line: str) -> Row:
    try:
        tree = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(number, {}, str(error))
    if not isinstance(tree, dict):
        return Row(number, {}, "not an object")
    return Row(number, {str(key): _text(value) for key, value in tree.items() if value is not None})


def _text(value: object) -> str:
    return APART.join(str(each) for each in value) if isinstance(value, list) else str(value)


def _unreadable(name: str, reason: str) -> Invalid:
    return Invalid(Problem("table-unreadable", name, None, {"file": name, "reason": reason[:200]}))


class Importer:
    """Takes the rows of one file: as messages of ``channel``, or, without one, as complaints."""

    def __init__(self, register: Parts, content: bytes, channel: Channel | None = None) -> None:
        self._register, self.content, self._channel = register, content, channel
        self._digest = hashlib.sha256(content).hexdigest()

    def take(self, rows: Sequence[Row]) -> list[str | Refused]:
        """Carry the rows out in one transaction; return each one's reference (the id, for a message) or refusal."""
        results: dict[int, str | Refused] = {}
        orders: list[tuple[Row, Order]] = []
        for row in rows:
            try:
                orders.append((row, self._order(row)))
            except Refused as refusal:
                results[row.number] = refusal
        outcomes = self._register.registrar.carry_out_many([order for _, order in orders])
        for (row, _), outcome in zip(orders, outcomes, strict=True):
            results[row.number] = outcome if isinstance(outcome, Refused) else self._name(outcome.subject)
        return [results[row.number] for row in rows]

    def check(self, rows: Sequence[Row]) -> list[str | Refused]:
        """Decide each row without keeping anything; return an empty text for a good one, or its refusal."""
        file = self._register.reader.firm.now()
        results: list[str | Refused] = []
        for row in rows:
            try:
                command = self._order(row).command
                created = None if command.CREATES is None else Ref(command.CREATES, Id(new_id()))
                mint = Mint(new_id, new_salt, lambda: 1)
                now, policies = self._register.clock(), self._register.policies
                decide(command, Situation(now, IMPORTER, {}, file.firm, policies, mint, created, file.details))
                results.append("")
            except Refused as refusal:
                results.append(refusal)
        return results

    def _name(self, subject: Ref) -> str:
        if subject.kind != "case":
            return subject.id
        return self._register.reader.cases.open(IMPORTER, subject.id).case.reference

    def _order(self, row: Row) -> Order:
        if row.broken:
            raise _unreadable(f"row {row.number}", row.broken)
        make: Callable[[Row], Command] = self._case if self._channel is None else self._message
        known = CASE_COLUMNS if self._channel is None else MESSAGE_COLUMNS
        unknown = sorted(set(row.values) - known)
        if unknown:
            raise Invalid(*(Problem("unknown-column", name[:60]) for name in unknown))
        return Order(make(row), IMPORTER, derived_id("import", self._digest, str(row.number)))

    def _case(self, row: Row) -> OpenCase:
        told = row.values
        contacts = (("email", told.get("email")), ("phone", told.get("phone")))
        return OpenCase(
            brand=told.get("brand", ""),
            channel=told.get("channel", ""),
            summary=told.get("summary", ""),
            received_at=_moment(told.get("received_at"), "received_at"),
            classifying=Classifying(
                complaint_class=told.get("complaint_class") or None,
                product=told.get("product") or None,
                issues=_several(told.get("issues")),
                tier=_tier(told.get("tier")),
            ),
            complainant=Identifying(name=told.get("name") or None, kind=told.get("kind") or None),
            contacts=tuple(ContactDetail(kind, value, "import") for kind, value in contacts if value),
            points=_several(told.get("points")),
        )

    def _message(self, row: Row) -> CaptureMessage:
        told, channel = row.values, self._channel
        if channel is None:
            raise LookupError("channel")
        inbound = Inbound(
            platform=channel.platform,
            account=channel.native_account or channel.slug,
            native_id=told.get("native_id") or f"{self._digest}:{row.number}",
            operation=Operation.CREATED,
            thread=told.get("thread") or None,
            url=told.get("url") or None,
            author=Author(name=told.get("author") or None),
            text=_required(told.get("text"), "text"),
            occurred=_moment(told.get("occurred_at"), "occurred_at"),
            occurred_basis=OccurredBasis.AUTHOR if told.get("occurred_at") else OccurredBasis.ABSENT,
            visibility=Visibility.PRIVATE,
        )
        return CaptureMessage(
            message=inbound.message_id,
            inbound=inbound,
            channel=channel.id,
            entity=channel.entity,
            brand=channel.brand,
            captured_at=self._register.clock(),
        )


def _required(text: str | None, column: str) -> str:
    if not text or blank(text):
        raise Invalid(Problem("required", column))
    return text


def _several(text: str | None) -> tuple[str, ...]:
    parts: Iterable[str] = (text or "").split(APART)
    return tuple(part.strip() for part in parts if not blank(part))


def _tier(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 3 if not text else 0


def _moment(text: str | None, column: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(Problem("not-a-time", column)) from None
