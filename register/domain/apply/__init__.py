"""``apply``: what each fact makes of a subject. Total: what is in the trail is never refused here."""

from collections.abc import Iterable
from typing import Any

from register.domain.apply import account, case, channel, firm, message, report
from register.domain.commands.base import Ref
from register.domain.facts.account import AccountCreated
from register.domain.facts.case import CaseOpened
from register.domain.facts.channel import ChannelAdded
from register.domain.facts.message import MessageCaptured
from register.domain.facts.register import RegisterFounded
from register.domain.facts.report import ReportPrepared

FIRST: dict[type, Any] = {
    CaseOpened: case.opened,
    MessageCaptured: message.captured,
    AccountCreated: account.created,
    ChannelAdded: channel.added,
    ReportPrepared: report.prepared,
    RegisterFounded: firm.founded,
}
CHANGES: dict[type, Any] = {
    **case.CHANGES,
    **message.CHANGES,
    **account.CHANGES,
    **channel.CHANGES,
    **report.CHANGES,
    **firm.CHANGES,
}


def changed(value: Any, ref: Ref, facts: Iterable[Any]) -> Any:
    """Return the subject after ``facts``; ``value`` is None for one that does not exist yet."""
    for fact in facts:
        kind = type(fact)
        value = FIRST[kind](ref.id, fact) if kind in FIRST else CHANGES[kind](value, fact)
    return value
