"""A row as a command, every mistake of the row told at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from register.channels.catalogue import PLATFORMS
from register.domain.commands.case import Classifying, ContactDetail, Identifying, Joining, OpenCase
from register.domain.commands.message import CaptureMessage
from register.domain.errors import Problem
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import Author, Inbound, OccurredBasis, Operation, Visibility
from register.domain.values import Id
from register.imports.carried_over import carrying_over
from register.imports.cells import Cells
from register.imports.tables import Value

LONGEST_ID: Final = 255
LONGEST_NAME: Final = 500


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
