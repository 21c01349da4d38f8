"""By which command a second administrator settles each kind of what waits for one."""

from collections.abc import Mapping
from typing import Any, Final

from register.domain.commands.account import SettleAccountChange, SettleRescue, SettleRole
from register.domain.commands.base import Command
from register.domain.commands.channel import SettleSecrets
from register.domain.commands.register import SettleFirmChange
from register.domain.values import Id

# The kind, as the list of approvals names it; the command, and what it calls the subject (nothing: the register).
SETTLED_BY: Final[Mapping[str, tuple[type[Any], str]]] = {
    "role": (SettleRole, "account"),
    "rescue": (SettleRescue, "account"),
    "account": (SettleAccountChange, "account"),
    "secrets": (SettleSecrets, "channel"),
    "firm": (SettleFirmChange, ""),
}


def settling(kind: str, subject: Id | None, proposal: Id, *, confirm: bool) -> Command:
    """Return the command that confirms or refuses a proposal about a subject (None: the register itself)."""
    command, named = SETTLED_BY[kind]
    about = {named: subject} if named else {}
    settle: Command = command(proposal=proposal, confirm=confirm, **about)
    return settle
