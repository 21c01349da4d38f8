"""The clock of this machine, beside the last time the register knows for certain."""

import sys

import click

from register.cli.console import opened
from register.cli.terminal import say
from register.domain.actors import CONSOLE

AHEAD = 1


@click.command()
@click.option("--confirm", is_flag=True, help="The clock is right: record that, and go on sealing and watching limits.")
def clock(confirm: bool) -> None:
    """Show the clock beside the time of the last checkpoint; exit 1 while it is too far ahead to be believed."""
    from register.domain.commands.register import ConfirmTime
    from register.domain.timely import far_ahead

    with opened() as register:
        if confirm:
            register.registrar.carry_out(ConfirmTime(), CONSOLE)
        now, known = register.clock(), register.reader.trail.known_at()
    ahead = far_ahead(now, known)
    say(f"The clock says {now:%Y-%m-%d %H:%M:%S} UTC.")
    say("Nothing was sealed yet." if known is None else f"Last known for certain: {known:%Y-%m-%d %H:%M:%S} UTC.")
    if ahead:
        say("That is far ahead: nothing is sealed and no limit recorded as passed. Set it right, or --confirm it.")
    sys.exit(AHEAD if ahead else 0)
