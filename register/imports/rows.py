"""A row as a command: each cell read by the rule of its column, every mistake of the row told at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from register.channels.catalogue import PLATFORMS
from register.channels.payloads import link
from register.domain.commands.case import Classifying, ContactDetail, Identifying, Joining, OpenCase
from register.domain.commands.message import CaptureMessage
from register.domain.display import blank, storable
from register.domain.errors import Invalid, Problem
from register.domain.moments import NoMoment, settled, written
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import Author, Inbound, OccurredBasis, Operation, Visibility
from register.domain.subjects.priority import PERSONAL
from register.domain.values import Id
from register.imports.carried_over import carrying_over
from register.imports.tables import Value

APART: Final = "|"
LONGEST_TEXT: Final = 100_000
LONGEST_ID: Final = 255
LONGEST_NAME: Final = 500


class Cells:
    """One row's cells, and what was found wrong with them."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        """Read from ``values``."""
        self._values = values
        self._problems: list[Problem] = []

    def text(self, column: str, longest: int = LONGEST_TEXT) -> str:
        """Return a cell's text; nothing where a reader would see nothing."""
        value = self._values.get(column, "")
        text = storable(value) if isinstance(value, str) else ""
        if len(text) > longest:
            self.refuse(column, Problem("too-long", params={"longest": longest}))
        return "" if blank(text) else text

    def required(self, column: str) -> str:
        """Return a cell's text, noting that it is missing."""
        text = self.text(column)
        if not text:
            self.refuse(column, Problem("required"))
        return text

    def several(self, column: str) -> tuple[str, ...]:
        """Return what a cell holds, parted by ``|``, or the list that JSON has."""
        value = self._values.get(column, ())
        parts = value.split(APART) if isinstance(value, str) else value
        return tuple(storable(part.strip()) for part in parts if not blank(part))

    def moment(self, column: str, now: datetime | None = None) -> datetime | None:
        """Return the instant in a cell, in UTC; one ahead of ``now`` is noted."""
        text = self.text(column).strip()
        if not text:
            return None
        try:
            found = settled(written(text))
        except NoMoment as fault:
            self.refuse(column, fault.problem)
            return None
        if now is not None and found > now:
            self.refuse(column, Problem("future-time"))
        return found

    def address(self, column: str) -> str | None:
        """Return a web address that a page may link to, noting what is none."""
        text = self.text(column).strip()
        if text and link(text) is None:
            self.refuse(column, Problem("not-a-web-address"))
        return text or None

    def tier(self) -> int:
        """Return the tier; an individual matter where none is given, and no tier at all for what is no number."""
        text = self.text("tier").strip()
        return (int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else 0) if text else PERSONAL

    def refuse(self, column: str, problem: Problem) -> None:
        """Note what is wrong with a cell."""
        self._problems.append(Problem(problem.code, column, problem.cite, problem.params))

    def settle(self) -> None:
        """Raise ``Invalid`` with everything noted."""
        if self._problems:
            raise Invalid(*self._problems)


def case_of(values: Mapping[str, Value]) -> OpenCase:
    """Return the command that logs a complaint; raises ``Invalid``."""
    cells = Cells(values)
    contacts = (("email", cells.text("email")), ("phone", cells.text("phone")))
    command = OpenCase(
        brand=cells.text("brand").strip(),
        channel=cells.text("channel").strip(),
        summary=cells.text("summary"),
        received_at=cells.moment("received_at"),
        classifying=Classifying(
            complaint_class=cells.text("complaint_class").strip() or None,
            product=cells.text("product").strip() or None,
            issues=cells.several("issues"),
            tier=cells.tier(),
        ),
        complainant=Identifying(name=cells.text("name") or None, kind=cells.text("kind").strip() or None),
        contacts=tuple(ContactDetail(kind, value, "import") for kind, value in contacts if value),
        points=cells.several("points"),
        others=_others(cells),
        carried_over=carrying_over(cells),
    )
    cells.settle()
    return command


def _others(cells: Cells) -> tuple[Joining, ...]:
    """Return who complains with the complainant, where the row names somebody; contact details alone name nobody."""
    name = cells.text("joint_name")
    contacts = (("email", cells.text("joint_email")), ("phone", cells.text("joint_phone")))
    reached = tuple(ContactDetail(kind, value, "import") for kind, value in contacts if value)
    if reached and not name:
        cells.refuse("joint_name", Problem("required"))
    return (Joining(Identifying(name=name), reached),) if name else ()


def message_of(values: Mapping[str, Value], channel: Channel, identity: Id, now: datetime) -> CaptureMessage:
    """Return the command that keeps a message; raises ``Invalid``.

    The firm's own export states when it was received. Without that the platform's time stands in, where the platform
    set it; what an author claims does not.
    """
    cells, platform = Cells(values), PLATFORMS.get(channel.platform)
    by_hand = platform is None or platform.manual
    occurred = cells.moment("occurred_at")
    claimed = OccurredBasis.AUTHOR if by_hand else OccurredBasis.PLATFORM
    inbound = Inbound(
        platform=channel.platform,
        account=channel.native_account or channel.slug,
        native_id=cells.text("native_id", LONGEST_ID).strip() or identity,
        operation=Operation.CREATED,
        thread=cells.text("thread", LONGEST_ID).strip() or None,
        url=cells.address("url"),
        author=Author(name=cells.text("author", LONGEST_NAME) or None),
        text=cells.required("text"),
        occurred=occurred,
        occurred_basis=claimed if occurred else OccurredBasis.ABSENT,
        visibility=Visibility.PRIVATE if platform is None else platform.visibility,
        stated=cells.moment("received_at", now),
    )
    cells.settle()
    return CaptureMessage(
        message=inbound.message_id,
        inbound=inbound,
        channel=channel.id,
        entity=channel.entity,
        brand=channel.brand,
        captured_at=now,
    )
