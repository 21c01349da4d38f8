"""A message on somebody's desk, and the base of the steps on it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import ClassVar
from zoneinfo import ZoneInfo

from flask_babel import LazyString

from register.domain.actors import Actor
from register.domain.commands.base import Command
from register.domain.display import FIRST_STRONG_ISOLATE, POP_ISOLATE, shown
from register.domain.law.handoffs import HandOffRule
from register.domain.law.policy import Pack
from register.domain.obligations.hand_offs import turning
from register.domain.permissions import MAY
from register.domain.subjects.message import OPEN_STATES, Message
from register.reader.cases import CaseLine
from register.reader.channels import ChannelFile
from register.reader.firm import FirmFile
from register.reader.inbox import MessageFile
from register.web.pages.shared.step_form import StepForm
from register.wiring import Register


@dataclass(frozen=True)
class Post:
    """A message on somebody's desk, with what stands around it."""

    register: Register
    actor: Actor
    file: MessageFile
    packs: tuple[Pack, ...]
    firm: FirmFile
    zone: ZoneInfo
    channel: ChannelFile | None
    beside: tuple[MessageFile, ...]
    now: datetime

    @property
    def message(self) -> Message:
        """The message itself."""
        return self.file.message

    @property
    def pack(self) -> Pack:
        """The pack whose lists are used."""
        return self.packs[0]

    @property
    def kinds(self) -> dict[str, HandOffRule]:
        """The hand-offs the packs speak of, by id; the first pack's word counts."""
        return {code: rule for pack in reversed(self.packs) for code, rule in pack.hand_offs.items()}

    @property
    def turning(self) -> HandOffRule | None:
        """Why later dissatisfaction would make a complaint of this message; None where it would not."""
        return turning(self.message, self.packs)

    @property
    def earlier(self) -> list[MessageFile]:
        """What the author wrote before that was no complaint at first, and may be what this one is about."""
        return [
            file
            for file in self.beside
            if file.message.turned_at is None
            and file.message.received_at <= self.message.received_at
            and turning(file.message, self.packs) is not None
        ]

    @cached_property
    def cases(self) -> list[CaseLine]:
        """The author's complaints that are registered already, the oldest first, as far as the actor may see them."""
        known = {case for file in (self.file, *self.beside) for case in file.message.cases}
        return self.register.reader.cases.lines(self.actor, known)

    @property
    def older_than_its_rules(self) -> bool:
        """Whether it was received before one of its packs took force: a complaint from it comes in by choice alone."""
        received_on = self.message.received_at.astimezone(self.zone).date()
        return not all(pack.claims(received_on) for pack in self.packs)

    @property
    def public(self) -> bool:
        """Whether others can read it, so that the second step of the test is asked."""
        return self.message.visibility == "public"


class MessageStep(StepForm):
    """A step on a message. ``TITLE`` names it, ``SUBMIT`` is its button, ``ASKS`` the command behind it."""

    TITLE: ClassVar[LazyString]
    SUBMIT: ClassVar[LazyString]
    ASKS: ClassVar[type[Command]]

    @classmethod
    def fits(cls, post: Post) -> bool:
        """Whether the page offers the step; what may happen is decided behind the door."""
        return bool(MAY[cls.ASKS].roles & post.actor.roles) and cls.useful(post)

    @classmethod
    def useful(cls, post: Post) -> bool:
        """Whether there is something to do."""
        return post.message.state in OPEN_STATES

    def prepare(self, post: Post, *, fresh: bool) -> None:
        """Fill in the lists, and the version into a ``fresh`` form."""
        if fresh:
            self.version.data = str(post.file.version)

    def order(self, post: Post) -> Command:
        """Return the command the filled form asks for; raises ``Refused`` where it names nothing there is."""
        raise TypeError(type(self).__name__)


def excerpt(file: MessageFile) -> str:
    """Return the beginning of a message's words."""
    return readable(file.text(file.message.text) or "…")[:80]


def readable(text: str) -> str:
    """Return a stranger's words as they may stand in a field: what lies to the eye is spelled out."""
    return shown(text).text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")
