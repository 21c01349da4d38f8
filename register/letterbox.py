"""The letterbox: what the mail server hands us. A report on a letter is recorded, a person's mail goes to the inbox.

Whatever is neither, or does not fit, is kept for a person to look at. Nothing is lost, and nothing is undone because
somebody wrote a mail that looks like a report.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parseaddr
from typing import Final, Protocol

from register.channels.catalogue import PLATFORMS
from register.channels.email import PLATFORM
from register.delivery import bounces
from register.delivery.bounces import FAILED, Report
from register.delivery.mail import MESSAGE_ID
from register.delivery.return_paths import ReturnPaths
from register.domain.actors import WORKER
from register.domain.addresses import same
from register.domain.commands.letter import ReportDispatch
from register.domain.errors import Refused
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import Inbound, derived_id
from register.domain.values import Id
from register.reader import Reader
from register.reader.outbox import Going
from register.registrar import Registrar
from register.settings import Settings
from register.upkeep import Upkeep

LARGEST: Final = 25 * 1024 * 1024
ADDRESSED: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
DAEMONS: Final = frozenset({"mailer-daemon", "postmaster"})
SENDING: Final = "sending"


class NotYet(Exception):
    """The report is about a sending whose end is not recorded yet: hand it over again later."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the mail server says beside the mail: from whom (empty for its own reports) and to which address of ours."""

    sender: str | None = field(default=None, repr=False)
    recipient: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail: ``came-back``, ``noted``, ``inbox`` or ``to-look-at``, and why."""

    result: str
    reference: str = ""
    reason: str = ""


class Parts(Protocol):
    """What the letterbox needs of the register."""

    @property
    def settings(self) -> Settings: ...

    @property
    def registrar(self) -> Registrar: ...

    @property
    def reader(self) -> Reader: ...

    @property
    def upkeep(self) -> Upkeep: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a mail. ``by_machine``: None where nobody says."""

    author: str = field(repr=False)
    addressed: tuple[str, ...] = field(repr=False)
    answers: tuple[Id, ...]
    by_machine: bool | None
    automatic: bool


class Letterbox:
    """Takes mail, one at a time."""

    def __init__(self, register: Parts) -> None:
        self._register = register
        self._paths = ReturnPaths(register.settings.return_path, register.settings.secret())

    def take(self, mail: bytes, envelope: Envelope | None = None) -> Taken:
        """Record, pass on or keep the mail; raises ``NotYet`` when it is to be handed over again."""
        if len(mail) > LARGEST:
            return self._kept(mail[:LARGEST], "too-large")
        try:
            heading, report = read_heading(mail, envelope or Envelope()), bounces.read(mail)
        except Exception:  # noqa: BLE001 -- malformed mail makes the library raise what it likes
            return self._kept(mail, "unreadable")
        tagged = (self._paths.dispatch(address) for address in heading.addressed)
        addressed = next((dispatch for dispatch in tagged if dispatch is not None), None)
        if report is not None:
            return self._reported(mail, heading, report, addressed)
        about = (self._going(each) for each in (addressed, *heading.answers) if each is not None)
        going = next((known for known in about if known is not None), None)
        brand = None if going is None else going.brand
        if heading.automatic:
            return self._kept(mail, "automatic", brand)
        return self.pass_on(mail, self._channel(brand), brand)

    def pass_on(self, mail: bytes, channel: Channel | None, brand: str | None = None) -> Taken:
        """Have a person's mail become a message of the channel; the worker reads it like any delivery."""
        parse = PLATFORMS[PLATFORM].parse
        if parse is None or not all(isinstance(item, Inbound) for item in parse(mail, PLATFORM).items):
            return self._kept(mail, "unreadable", brand)
        if channel is None:
            return self._kept(mail, "no-channel", brand)
        self._register.upkeep.keep_delivery(channel.id, b"", mail)
        return Taken("inbox", channel.slug)

    def channels(self) -> list[Channel]:
        """Return the open channels of e-mail."""
        known = (file.channel for file in self._register.reader.channels.all())
        return [channel for channel in known if channel.platform == PLATFORM and channel.closed_at is None]

    # ---------------------------------------------------------------- reports

    def _reported(self, mail: bytes, heading: Heading, report: Report, addressed: Id | None) -> Taken:
        """A report counts when it names a dispatch of ours and the address it went to, and no person wrote it."""
        named = {dispatch for dispatch in (addressed, report.dispatch) if dispatch is not None}
        going = self._going(next(iter(named))) if len(named) == 1 else None
        if going is None:
            return self._kept(mail, "report-on-nothing-sent" if len(named) < 2 else "report-contradicts-itself")  # noqa: PLR2004 -- one name each
        fates = [fate for fate in report.fates if going.address is not None and fate.of(going.address)]
        reason = _doubt(heading, report, going)
        if reason or not fates:
            return self._kept(mail, reason or "report-on-another-address", going.brand)
        failed = next((fate for fate in fates if fate.action == FAILED), None)
        if failed is None:
            return Taken("noted", going.reference)
        command = ReportDispatch(
            case=going.case, dispatch=going.dispatch, result="bounced", reason=failed.reason, into=going.into
        )
        try:
            self._register.registrar.carry_out(command, WORKER, derived_id("bounce", going.dispatch))
        except Refused:
            if going.state == SENDING:
                raise NotYet from None
            return self._kept(mail, "report-does-not-fit", going.brand)
        return Taken("came-back", going.reference)

    def _going(self, dispatch: Id) -> Going | None:
        return self._register.reader.outbox.going(dispatch)

    # ---------------------------------------------------------------- people

    def _channel(self, brand: str | None) -> Channel | None:
        """Return the channel of the brand that was written to; where nobody knows which, the only one there is."""
        known = self.channels()
        own = [channel for channel in known if brand is None or channel.brand == brand]
        return own[0] if len(own) == 1 or (own and brand is not None) else None

    def _kept(self, mail: bytes, reason: str, brand: str | None = None) -> Taken:
        self._register.upkeep.keep_mail(mail, reason, brand)
        return Taken("to-look-at", reason=reason)


def _doubt(heading: Heading, report: Report, going: Going) -> str:
    """Return why a report may be a person's work."""
    own_words = heading.by_machine is False or (going.address is not None and same(heading.author, going.address))
    if own_words or not (report.by_standard or heading.by_machine):
        return "report-by-a-person"
    return ""


def read_heading(mail: bytes, envelope: Envelope) -> Heading:
    """Return what the heading of a mail says, and the envelope beside it."""
    head = BytesHeaderParser().parsebytes(mail)
    author = parseaddr(str(head.get("From", "")))[1]
    sender = envelope.sender if envelope.sender is not None else head.get("Return-Path")
    by_machine = None if sender is None else _daemon(str(sender))
    if by_machine is None and _daemon(author) and author:
        by_machine = True
    said = str(head.get("Auto-Submitted", "no")).strip().lower()
    return Heading(
        author,
        tuple(_addressed(head, envelope)),
        tuple(_answered(head)),
        by_machine,
        automatic=bool(by_machine) or not said.startswith("no"),
    )


def _daemon(address: str) -> bool:
    """Whether a mail server speaks: the empty path is its own (RFC 5321, 4.5.5), also under the names servers use."""
    return address.strip().strip("<>").partition("@")[0].strip().lower() in {"", *DAEMONS}


def _addressed(head: Message, envelope: Envelope) -> Iterator[str]:
    if envelope.recipient is not None:
        yield envelope.recipient
    said = [str(value) for name in ADDRESSED for value in head.get_all(name, [])]
    yield from (address for _, address in getaddresses(said) if address)


def _answered(head: Message) -> Iterator[Id]:
    for name in ("In-Reply-To", "References"):
        yield from (Id(found[1]) for found in MESSAGE_ID.finditer(str(head.get(name, ""))))
