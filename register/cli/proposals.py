"""What waits for a second administrator; the console settles it only where no other administrator could."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from register.cli.console import Commands, Stopped, opened, print_columns
from register.cli.terminal import say
from register.domain.actors import CONSOLE
from register.domain.commands.settlements import SETTLED_BY, settling
from register.domain.values import Id

if TYPE_CHECKING:
    from register.reader.parts import Waiting
    from register.wiring import Register


@click.group(cls=Commands)
def proposal() -> None:
    """Changes that wait for a second administrator."""


@proposal.command("list")
def list_proposals() -> None:
    """List what waits, with its id."""
    with opened() as register:
        names = register.reader.accounts.names()
        rows = [(each.id, each.kind, names.get(each.asked_by, each.asked_by)) for each in _waiting(register)]
    if not rows:
        say("Nothing waits for a second administrator.")
        return
    print_columns(("id", "about", "proposed by"), rows)


@proposal.command("confirm")
@click.argument("proposal_id", metavar="ID")
@click.confirmation_option(prompt="It weakens a control, and nobody else looks at it after you. Go on?")
def confirm(proposal_id: str) -> None:
    """Confirm the change ID, where no administrator but its proposer and whom it concerns is left."""
    _settle(proposal_id, agreed=True)
    say("Confirmed.")


@proposal.command("refuse")
@click.argument("proposal_id", metavar="ID")
def refuse(proposal_id: str) -> None:
    """Refuse the change ID, where no administrator but its proposer and whom it concerns is left."""
    _settle(proposal_id, agreed=False)
    say("Refused.")


def _settle(proposal_id: str, *, agreed: bool) -> None:
    with opened() as register:
        found = next((each for each in _waiting(register) if each.id == proposal_id), None)
        if found is None:
            raise Stopped(f"{proposal_id}: nothing waits under this id. `register proposal list` shows what does.")
        register.registrar.carry_out(settling(found.kind, found.subject, Id(found.id), confirm=agreed), CONSOLE)


def _waiting(register: "Register") -> Iterator["Waiting"]:
    from register.reader.pagination import every

    return every(lambda cursor: register.reader.parts.approvals(CONSOLE, kinds=SETTLED_BY, cursor=cursor))
